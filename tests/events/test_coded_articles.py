"""Codes of real articles rest on the words they were made on: offsets, sentences, sides."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from onrecord.model import Realis
from onrecord.models.deeds import TYPES

ROOT = Path(__file__).resolve().parents[2]
#: Corpus → its file in shared/data, and the name of an article's id there.
CORPORA = {"polnear": ("polnear-train.jsonl", "id"), "gum": ("gum.jsonl", "doc"), "timex": ("timex-dev.jsonl", "doc")}
CODED = [ROOT / "tests/events/newswire.jsonl", *sorted((ROOT / "training/events/articles").glob("*.jsonl"))]


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[tuple[str, str], dict]:
    return {
        (corpus, row[id_]): row
        for corpus, (file, id_) in CORPORA.items()
        for row in map(json.loads, (shared / "data" / file).read_text(encoding="utf-8").splitlines())
    }


@pytest.mark.parametrize("file", CODED, ids=lambda path: path.stem)
def test_every_code_lies_in_a_sentence_of_its_article(file: Path, texts: dict[tuple[str, str], dict]):
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        text = texts[row.get("corpus", "timex"), row["article"]]["text"]
        assert hashlib.sha256(text.encode()).hexdigest()[:16] == row["sha256"], row["article"]
        for event in row["events"]:
            assert event["type"] in TYPES
            Realis(event["realis"])
            start, end = event["trigger"]
            (home,) = [s for s in row["sentences"] if s[0] <= start < end <= s[1]]
            for one in (*event.get("who", ()), *event.get("to_whom", ())):
                first, last = one["text"] if isinstance(one, dict) else one
                assert home[0] <= first < last <= home[1], (row["article"], event)


def test_what_is_measured_on_is_not_learnt_from(texts: dict[tuple[str, str], dict]):
    learnt = {(row["corpus"], row["article"]) for path in CODED[1:] for row in map(json.loads, path.open("rb"))}
    assert learnt
    for corpus, article in learnt:
        assert corpus in ("polnear", "gum")
        assert texts[corpus, article]["split"] == "train"
