"""The pages of events: one card an event, with each report, its words and why it has its code."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_a_card_shows_its_reports_and_why_each_has_its_code(client: TestClient) -> None:
    card = client.get("/events.json").json()["events"][0]
    page = client.get(card["url"])
    assert page.status_code == 200
    assert "Why this code" in page.text
    report = client.get(card["url"] + ".json").json()["reports"][0]
    assert report["trigger"]["start"] < report["trigger"]["end"]
    assert {"reason", "magnitudes", "realis", "asserted_by"} <= report.keys()


def test_any_report_finds_the_card_and_an_unknown_one_is_said_to_be_missing(client: TestClient) -> None:
    for card in client.get("/events.json").json()["events"]:
        for report in card["reports"]:
            assert client.get(f"/events/{report['id']}.json").json()["id"] == card["id"]
    assert client.get("/events/nothing").status_code == 404


def test_events_of_one_type(client: TestClient) -> None:
    types = {card["type"] for card in client.get("/events.json").json()["events"]}
    for type_ in types:
        found = client.get(f"/events.json?type={type_}").json()["events"]
        assert {card["type"] for card in found} == {type_}
