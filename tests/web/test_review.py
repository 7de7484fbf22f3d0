"""Judging over HTTP: each deed does what its button says, looking does nothing, previews say what then happens."""

from __future__ import annotations

import html
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from onrecord.model import Judgement, Verdict
from onrecord.store import queries
from onrecord.store.record import Record
from onrecord.web.access import Access
from onrecord.web.app import make_app

from .marsh import marsh

BASE = "http://127.0.0.1"
SCRIPT = {"accept": "application/json"}


class Desk:
    """A reviewer at work: pages, deeds with their token, and the record itself."""

    def __init__(self, path: Path, name: str = "Cleo") -> None:
        self.path, self.name = path, name
        self.client = TestClient(make_app(path, access=Access(name, "reviewer")), base_url=BASE)
        self.token = re.findall(r'name="token" value="(\w+)"', self.client.get("/review").text)[0]

    def get(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text

    def json(self, path: str) -> dict:
        return self.client.get(path).json()

    def do(self, path: str, expect: int = 200, **fields) -> dict:
        answer = self.client.post(path, data={"token": self.token, **fields}, headers=SCRIPT)
        assert answer.status_code == expect, answer.text
        return answer.json()

    def queue(self, query: str = "ahead=30") -> list[dict]:
        return self.json(f"/review.json?{query}")["items"]

    def judge(self, item: dict, do: str, **fields) -> dict:
        return self.do("/review/judge", target=item["target"], do=do, stance=item["stance"] or "", **fields)

    def record(self) -> Record:
        return Record.open(self.path, read_only=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marsh(tmp_path / "marsh.db", articles=4)


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    made = Desk(path)
    with made.client:
        yield made


def stance_of(desk: Desk, item: dict) -> tuple[str | None, str | None]:
    row = desk.json(f"/statements/{item['statement']['id']}.json")
    position = next((one for one in row["positions"] if one["issue"] == "plan"), None)
    return (position["stance"], position["coder"]) if position else (None, None)


def test_the_least_probable_come_first_and_each_button_does_what_it_says(desk: Desk) -> None:
    queue = desk.queue()
    assert [one["probability"] for one in queue] == sorted(one["probability"] for one in queue) and len(queue) == 12
    first, second, third, fourth, fifth = queue[:5]
    other = next(s for s in ("support", "oppose") if s != second["stance"])
    desk.judge(first, "accept", seconds="3.5")
    desk.judge(second, other)
    desk.judge(third, "off")
    desk.judge(fourth, "reject")
    desk.judge(fifth, "skip")
    assert stance_of(desk, first) == (first["stance"], "Cleo")
    assert stance_of(desk, second) == (other, "Cleo")
    assert stance_of(desk, third) == (None, None)
    assert desk.json(f"/statements/{fourth['statement']['id']}.json")["judged"] == "reject"
    left = desk.queue()
    assert [one["target"] for one in left] == [one["target"] for one in [*queue[5:], fifth]], "skipped: at the end"
    with desk.record() as record:
        assert record.verify() == []
        (timed,) = [row for row in queries.judgements(record) if row.seconds is not None]
        assert timed.seconds == 3.5


def test_one_undo_takes_back_one_decision_whole(desk: Desk) -> None:
    queue = desk.queue()
    batch = desk.judge(queue[0], "reject")["batch"]
    assert desk.queue()[0] == queue[1]
    desk.do("/undo", batch=batch)
    assert desk.queue() == queue
    desk.do("/undo", expect=400, batch=batch)


def test_looking_decides_nothing(desk: Desk) -> None:
    for address in (
        "/review",
        "/review?order=audit",
        "/review?second=1",
        "/review?place=3",
        "/review/pairs",
        "/recode",
    ):
        desk.get(address)
    assert desk.json("/judgements.json")["judgements"] == []


@pytest.mark.parametrize("order", ["uncertain", "teaches", "moves", "audit", "newest"])
def test_every_order_has_every_row_once(desk: Desk, order: str) -> None:
    seen = [one["target"] for one in desk.queue(f"order={order}&ahead=30")]
    assert len(seen) == len(set(seen)) == 12
    desk.judge(desk.queue(f"order={order}")[0], "accept")
    assert [one["target"] for one in desk.queue(f"order={order}&ahead=30")][-1] in seen
    assert len(desk.queue(f"order={order}&ahead=30")) == 11


def test_what_teaches_keeps_its_order_while_it_is_judged_and_an_undo_brings_the_row_back(desk: Desk) -> None:
    before = [one["target"] for one in desk.queue("order=teaches&ahead=30")]
    batch = desk.judge(desk.queue("order=teaches")[0], "accept")["batch"]
    assert [one["target"] for one in desk.queue("order=teaches&ahead=30")] == before[1:]
    desk.do("/undo", batch=batch)
    assert [one["target"] for one in desk.queue("order=teaches&ahead=30")] == before


def test_what_moves_the_charts_is_doubtful_and_alone(desk: Desk) -> None:
    first = desk.queue("order=moves")[0]
    speaker = first["statement"]["speaker_id"]
    of_speaker = [one for one in desk.queue() if one["statement"]["speaker_id"] == speaker]
    worth = [(1 - one["probability"] * one["statement"]["confidence"]) / len(of_speaker) for one in of_speaker]
    assert (1 - first["probability"] * first["statement"]["confidence"]) / len(of_speaker) == max(worth)


def test_a_second_opinion_is_blind_kept_and_compared(path: Path) -> None:
    one, two = Desk(path, "Cleo"), Desk(path, "Bo")
    rows = one.queue()
    for n, row in enumerate(rows[:6]):
        wanted = "neutral" if n < 2 and row["stance"] != "neutral" else "oppose" if n < 2 else "accept"
        one.judge(row, wanted)
    assert one.queue("second=1") == [], "nobody is asked twice"
    asked = two.queue("second=1&ahead=30")
    assert {row["target"] for row in asked} == {row["target"] for row in rows[:6]}
    page = two.get("/review?second=1")
    assert "Cleo" not in page.split("<main")[1], "blind to the first"
    before = one.json("/statements.json")
    for row in asked:
        two.judge(row, "accept", second="1")
    assert one.json("/statements.json") == before, "a second opinion decides nothing"
    said = one.json("/judgements/agreement.json")
    (positions, _) = said["measures"]
    assert (positions["units"], positions["agree"]) == (6, 4) and 0 < positions["alpha"] < 1
    assert len(said["disagreements"]) == 2
    assert {row["name"]: (row["codings"] > 0, row["second"] > 0) for row in said["reviewers"]} == {
        "Cleo": (True, False),
        "Bo": (True, True),
    }
    assert "Settle it" in two.get("/judgements/agreement")


def test_what_is_drawn_at_random_is_drawn_of_all_statements(client: TestClient) -> None:
    drawn = client.get("/review.json?order=audit&ahead=30").json()["items"]
    assert drawn == client.get("/review.json?order=audit&what=all&ahead=30").json()["items"]
    assert {row["issue"] is None for row in drawn} == {True, False}, "also those left without a position"
    assert "leave none out" in client.get("/review?order=audit&what=positions").text
    assert "leave none out" not in client.get("/review?order=audit").text


def test_what_was_judged_in_the_order_drawn_counts_for_the_trust(desk: Desk) -> None:
    for row in desk.queue("order=audit&ahead=8")[:4]:
        desk.judge(row, "accept", order="audit")
    assert desk.json("/trust.json")["audit"]["both"]["n"] == 4


def test_the_audit_says_how_often_the_machine_is_right(desk: Desk) -> None:
    for n, row in enumerate(desk.queue("order=audit&what=positions&ahead=8")[:8]):
        desk.judge(row, "accept" if n else "off", order="audit")
    audit = desk.json("/judgements/agreement.json")["audit"]
    assert (audit["n"], audit["right"]) == (8, 7) and audit["low"] < 7 / 8 < audit["high"]


def test_people_take_back_their_own(path: Path) -> None:
    one, two = Desk(path, "Cleo"), Desk(path, "Bo")
    batch = one.judge(one.queue()[0], "accept")["batch"]
    said = two.do("/undo", expect=400, batch=batch)
    assert "admins alone" in said["error"]["detail"]
    one.do("/undo", batch=batch)


def test_a_recoding_does_what_it_showed_and_is_one_step(desk: Desk) -> None:
    before = desk.json("/issues/plan.json")["counts"]
    query = {"issue": "plan", "from": "oppose", "to": "conditional"}
    shown = desk.json(f"/recode.json?{urlencode(query)}")
    assert shown["n"] == before["oppose"] > 1
    assert desk.json("/issues/plan.json")["counts"] == before, "looking changes nothing"
    desk.do("/recode", expect=400, n=shown["n"] + 1, **query)
    done = desk.do("/recode", n=shown["n"], **query)
    assert desk.json("/issues/plan.json")["counts"] == shown["after"]
    desk.do("/undo", batch=done["batch"])
    assert desk.json("/issues/plan.json")["counts"] == before


def test_merging_and_splitting_do_what_they_showed(desk: Desk) -> None:
    actors = {row["canonical"]: row for row in desk.json("/actors.json")["actors"]}
    one, other = actors["Ana Velk0"], actors["Boro Tam0"]
    shown = desk.json(f"/merge.json?actor={one['id']}&into={other['id']}")["after"]
    batch = desk.do("/merge", actor=one["id"], into=other["id"])["batch"]
    merged = desk.json(f"/actors/{one['id']}.json")
    assert (merged["id"], merged["statements_total"], merged["mentions"]) == (
        other["id"],
        shown["statements"],
        shown["mentions"],
    )
    assert sorted(name["text"] for name in merged["names"]) == sorted(shown["names"])
    article = desk.json("/statements.json?speaker=" + other["id"])["statements"][0]["article"]
    query = urlencode({"actor": other["id"], "articles": article, "names": "Ana Velk0"})
    shown = desk.json(f"/split.json?{query}")
    assert shown["statements_going"] == 2
    desk.do("/split", actor=other["id"], articles=article, names="Ana Velk0")
    assert desk.json(f"/actors/{other['id']}.json")["statements_total"] == shown["statements_staying"]
    with desk.record() as record:
        assert record.verify() == []
    desk.do("/undo", expect=200, batch=batch)


def test_a_pair_left_apart_is_asked_no_more(desk: Desk, path: Path) -> None:
    from sqlalchemy import insert

    from onrecord.store import schema

    actors = [row["id"] for row in desk.json("/actors.json")["actors"]][:2]
    with Record.open(path) as record, record.writing() as connection:
        connection.execute(
            insert(schema.near_misses), [{"a": actors[0], "b": actors[1], "score": 0.5, "reason": "alike"}]
        )
    pair = desk.json("/review/pairs.json")["pairs"][0]
    assert "alike" in desk.get("/review/pairs")
    batch = desk.do("/pairs", pair=pair["id"], do="apart")["batch"]
    assert desk.json("/review/pairs.json")["pairs"] == []
    desk.do("/undo", batch=batch)
    desk.do("/pairs", pair=pair["id"], do="merge", actor=pair["b"], into=pair["a"])
    assert desk.json("/review/pairs.json")["left"] == 0


def test_words_by_hand_without_scripts(desk: Desk) -> None:
    article = desk.json("/articles.json")["articles"][0]
    text = desk.json(article["url"] + ".json")["text"]
    words = "would drown the fields"
    form = desk.get(f"/add?{urlencode({'article': article['id'], 'words': words})}")
    fields = dict(re.findall(r'<input[^>]*name="(\w+)" value="([^"]*)"', form))
    at = text.index(words)
    assert fields["content"] == f"{at}-{at + len(words)}"
    sent = {
        **{k: html.unescape(v) for k, v in fields.items()},
        "speaker": "Nobody\x00 Known",
        "issue": "quay",
        "stance": "oppose",
    }
    answer = desk.client.post("/add", data=sent)
    assert answer.status_code == 200 and answer.url.path == article["url"]
    (row,) = [one for one in desk.json(article["url"] + ".json")["statements"] if one["quote"] == words]
    assert row["content"] == [{"start": at, "end": at + len(words)}]
    assert (row["speaker"], row["judged"], row["judged_by"]) == ("Nobody Known", "add", "Cleo")
    assert (row["positions"][0]["issue"], row["positions"][0]["stance"]) == ("quay", "oppose")
    (batch,) = {one["batch"] for one in desk.json("/judgements.json")["judgements"]}
    desk.do("/undo", batch=batch)
    assert words not in [one["quote"] for one in desk.json(article["url"] + ".json")["statements"]]
    for wrong, said in (
        ("", "is missing"),
        ("9-5", "ends before"),
        ("a-b", "begin and end"),
        ("5-999999", "inside the text"),
    ):
        answer = desk.do("/add", expect=400, article=article["id"], content=wrong)
        assert said in answer["error"]["detail"] or "needs words" in answer["error"]["detail"]


def test_a_corrected_speaker_leaves_the_position_to_the_machine(desk: Desk) -> None:
    item = desk.queue()[0]
    id = item["statement"]["id"]
    form = {"statement": id, "issue": item["issue"], "was": item["issue"], "stance": item["stance"]}
    desk.do("/change", **form, speaker="Orsel Vint")
    found = desk.json(f"/statements/{id}.json")
    assert found["speaker"] == "Orsel Vint"
    assert {row["kind"] for row in desk.json("/judgements.json")["judgements"]} == {"actor", "statement"}


def test_changing_keeps_what_was_not_touched(desk: Desk) -> None:
    item = desk.queue()[0]
    form = desk.get(f"/change?statement={item['statement']['id']}&issue=plan")
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*? value="([^"]*)"', form))
    chosen = re.findall(r'<select id="(\w+)".*?</select>', form, re.DOTALL)
    assert {"issue", "stance", "quoted", "polarity"} <= set(chosen)
    sent = {k: html.unescape(v) for k, v in fields.items()} | {
        "issue": "quay",
        "stance": "support",
        "quoted": item["statement"]["quoted"],
        "polarity": "denied",
    }
    desk.do("/change", **sent)
    row = desk.json(f"/statements/{item['statement']['id']}.json")
    assert row["polarity"] == "denied" and row["content"] == item["statement"]["content"]
    assert [(one["issue"], one["stance"]) for one in row["positions"]] == [("quay", "support")]
    assert row["speaker"] == item["statement"]["speaker"]
    assert [one["value"] for one in row["history"] if one["verdict"] == "change"] == [{"polarity": "denied"}]


def test_two_reports_side_by_side(client: TestClient, addresses: dict[str, str]) -> None:
    both = client.get(addresses["two reports"].replace("/reports", "/reports.json")).json()
    assert both["likeness"] == 1 and all(one["same"] for one in both["told_by_both"])
    assert both["only_one"] == both["only_other"] == []
    (speaker,) = both["speakers"]
    assert (len(speaker["one"]), len(speaker["other"])) == (2, 1)
    actors = client.get(addresses["two actors"].replace("/compare", "/compare.json")).json()["issues"]
    assert {row["issue"]: row["what"] for row in actors} == {"port_fee": "apart", "night_ferries": "other"}


# --- the process dies -------------------------------------------------------------------------------------------------


def test_two_hundred_judgements_survive_kill_9(tmp_path: Path) -> None:
    path = marsh(tmp_path / "marsh.db", articles=70)
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(path), "--port", "0", "--as", "Cleo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            port = int(re.findall(r":(\d+)/", running.stdout.readline())[0])
            server = HTTPConnection("127.0.0.1", port, timeout=30)
            server.request("GET", "/review")
            page = server.getresponse().read().decode()
            token = re.findall(r'name="token" value="(\w+)"', page)[0]
            with Record.open(path, read_only=True) as record:
                rows = queries.statements(record, issue="plan", limit=200)
            for row in rows:
                fields = {"token": token, "target": f"{row.id}/plan", "do": "accept", "stance": row.positions[0].stance}
                kind = {"content-type": "application/x-www-form-urlencoded", **SCRIPT}
                server.request("POST", "/review/judge", urlencode(fields), kind)
                answer = server.getresponse()
                assert answer.status == 200, answer.read()
                answer.read()
        finally:
            os.kill(running.pid, signal.SIGKILL)
    with Record.open(path) as record:
        judged = [row for row in queries.judgements(record, limit=-1) if row.kind == "position"]
        assert len(judged) == 200 and {row.by for row in judged} == {"Cleo"}
        assert record.verify() == []
        assert isinstance(record.judge(Judgement(Verdict.REJECT, "statement", rows[0].id, "Bo", "2031-04-01")), int)


def test_a_query_is_named_and_let_go_on_the_pages(desk: Desk) -> None:
    address = "/search?q=dykes&stance=oppose"
    assert f'value="{html.escape(address)}"' in desk.get(address)
    assert desk.do("/queries", name="Against dykes", address=address)["to"] == "/queries"
    (saved,) = desk.json("/queries.json")["queries"]
    assert saved["address"] == address and saved["by"] == "Cleo" and saved["feed"].startswith("/search.atom?q=dykes")
    desk.do("/queries", 400, name="Elsewhere", address="mailto:x")
    desk.do("/queries", 400, name="", address=address)
    desk.do("/queries", name="Against dykes")
    assert desk.json("/queries.json")["queries"] == []
    with TestClient(make_app(desk.path, access=Access("Ro", "reader")), base_url=BASE) as reader:
        assert 'action="/queries"' not in reader.get(address).text
