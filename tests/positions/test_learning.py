"""Codes learnt from descriptions and examples, on a small invented topic."""

import json
import random

import numpy as np
import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.errors import InputError
from onrecord.positions.codebook import parse_codebook
from onrecord.positions.head import fit, threshold_for
from onrecord.positions.learning import describe, learn, nearness, read_examples, vectors_of

BOOK = """
issues:
  - id: toll
    title: Bridge toll
    definition: Drivers pay to cross the bridge.
    support: ["Drivers should pay to cross the bridge", "The toll pays for repairs"]
    oppose: ["Scrap the bridge toll", "Crossing must stay free for everybody"]
"""
FOR = "Drivers {} pay to cross the bridge", "A toll {} pay for the repairs", "Lorries {} pay the toll twice"
AGAINST = "We {} scrap the toll on the bridge", "Nobody {} have to pay for crossing", "Crossing {} stay free of charge"
OTHER = (
    *("The school {} get a new roof", "Nurses {} be paid better", "Trains {} run at night", "Bread {} be cheaper"),
    *("The museum {} open on Mondays", "Fishing {} end in May"),
)


def lines(seed: int) -> list[dict[str, str]]:
    drawn = random.Random(seed)
    rows = [
        {"text": text.format(verb), "prev": drawn.choice(OTHER).format("will"), "next": "", "label": label}
        for label, texts in (("Toll: Positive", FOR), ("Toll: Negative", AGAINST), ("Other", OTHER))
        for text in texts
        for verb in ("must", "should", "will", "ought to")
    ]
    drawn.shuffle(rows)
    return rows


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("learning")
    for name, seed in (("train", 1), ("test", 2)):
        text = "\n".join(json.dumps(row) for row in lines(seed)) + "\n"
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    return folder


def test_descriptions_alone_find_the_codes_and_examples_improve_them(files):
    train, test = (read_examples(files / f"{name}.jsonl") for name in ("train", "test"))
    book = parse_codebook(BOOK)
    alone, taught = (learn(train, test, n=n, seed=1, codebook=book) for n in (0, 40))
    assert alone.macro_f1 > 0.6
    assert taught.macro_f1 > max(alone.macro_f1, 0.85)
    assert learn(train, test, n=40, seed=1, codebook=book).macro_f1 == taught.macro_f1
    assert 0 < taught.balanced_accuracy <= 1


def test_one_example_or_one_code_only_does_not_break(files):
    train, test = (read_examples(files / f"{name}.jsonl") for name in ("train", "test"))
    assert learn(train, test, n=1, seed=3).n == 1
    same = [one for one in train if one.label == "Other"]
    assert learn(same, same, n=5, seed=1).micro_f1 == 1
    with pytest.raises(InputError, match="10000 examples wanted"):
        learn(train, test, n=10_000, seed=1)


def test_the_verb_prints_what_outsiders_rely_on(files):
    command = ["learn", *(str(files / f"{name}.jsonl") for name in ("train", "test"))]
    options = ["--n", "20", "--seed", "2", "--codebook", str(files / "book.yaml"), "--json"]
    result = CliRunner().invoke(main, command + options)
    assert result.exit_code == 0
    printed = json.loads(result.output)
    assert list(printed) == ["n", "seed", "macro_f1", "micro_f1", "balanced_accuracy", "cpu_seconds"]
    assert (printed["n"], printed["seed"]) == (20, 2)


def test_labels_meet_the_codebook_by_id_title_and_side():
    book = parse_codebook(BOOK)
    described = describe(["Bridge toll: Positive", "oppose toll", "toll", "None"], book)
    assert described["Bridge toll: Positive"][0].startswith("Drivers should")
    assert described["oppose toll"][0].startswith("Scrap")
    assert len(described["toll"]) == 4
    assert described["None"] == ()


@pytest.mark.parametrize(
    ("line", "where", "what"),
    [
        ("{", ":2", "not JSON"),
        ('{"text": "a"}', ":2", "lacks"),
        ('["a"]', ":2", "lacks"),
        ('{"text": "a", "label": "b", "prev": 3}', ":2", "not text"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, where, what):
    path = tmp_path / "train.jsonl"
    path.write_text('{"text": "a", "label": "b", "prev": null}\n' + line, encoding="utf-8")
    with pytest.raises(InputError, match=what) as caught:
        read_examples(path)
    assert caught.value.where.endswith(where)


def test_left_out_scores_are_those_of_heads_fitted_without_the_example(files):
    rows = read_examples(files / "train.jsonl")[:15]
    vectors, labels = vectors_of(rows), [one.label for one in rows]
    codes = tuple(sorted(set(labels)))
    head = fit(vectors, labels, codes=codes)
    # class weights change by one example, so alike rather than equal
    for i in range(len(rows)):
        rest = [j for j in range(len(rows)) if j != i]
        without = fit(vectors[rest], [labels[j] for j in rest], codes=codes)
        assert np.allclose(head.left_out[i], without.scores(vectors[[i]])[0], atol=0.08)


def test_the_same_example_many_times_and_with_both_codes_is_borne():
    points = np.repeat(np.eye(3, dtype=np.float32)[:2], 300, axis=0)
    labels = ["for", "against"] * 50 + ["for"] * 200 + ["against"] * 300
    head = fit(points, labels, codes=("for", "against", "other"))
    assert head.predict(np.eye(3)[:2]) == ["for", "against"]
    assert np.isfinite(head.left_out).all()


def test_probabilities_sum_to_one_and_abstaining_keeps_the_wanted_precision():
    drawn = np.random.default_rng(1)
    points = drawn.normal(size=(400, 6))
    labels = ["for" if x + drawn.normal(scale=0.7) > 0 else "against" for x in points[:, 0]]
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    head = fit(points[:300], labels[:300], codes=("for", "against"))
    sure = head.probabilities_of(head.left_out)
    assert np.allclose(sure.sum(1), 1)
    right = [head.codes[i] == label for i, label in zip(sure.argmax(1), labels, strict=False)]
    threshold = threshold_for(sure.max(1).tolist(), right, precision=0.9)
    fresh = head.predict_proba(points[300:])
    kept = [
        head.codes[row.argmax()] == label
        for row, label in zip(fresh, labels[300:], strict=True)
        if row.max() >= threshold
    ]
    assert len(kept) >= 10
    assert np.mean(kept) > 0.8
    assert threshold_for([0.5], [False], precision=0.9) is None


def test_what_is_near_no_description_is_left_to_the_rest(files):
    rows = read_examples(files / "train.jsonl")
    described = describe(sorted({one.label for one in rows}), parse_codebook(BOOK))
    scores = nearness(vectors_of(rows), described)
    others = [row[0] > 0 for row, one in zip(scores, rows, strict=True) if one.label == "Other"]
    assert np.mean(others) > 0.8
