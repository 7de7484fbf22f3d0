"""The same page as JSON, CSV, SQL, Atom; and the description of all of them, checked against what is answered."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from onrecord.web import openapi
from onrecord.web.page import description_of
from onrecord.web.pages import PAGES

ATOM = "{http://www.w3.org/2005/Atom}"
TYPES = {ending: f"{type_}; charset=utf-8" if ending != ".json" else type_ for ending, type_ in openapi.TYPES.items()}


def twin(address: str, ending: str) -> str:
    path, question, query = address.partition("?")
    return ("/index" if path == "/" else path) + ending + question + query


def kind_of(address: str) -> str:
    """The path in the table of addresses."""
    path = address.split("?")[0]
    return next(kind for kind in PAGES if re.fullmatch(kind.replace("{id:path}", ".+"), path))


def test_every_page_has_every_twin_that_it_names(client: TestClient, addresses: dict[str, str]) -> None:
    for kind, address in addresses.items():
        for ending in description_of(PAGES[kind_of(address)]).twins:
            answer = client.get(twin(address, ending))
            assert answer.status_code == 200, (kind, ending)
            assert answer.headers["content-type"] == TYPES[ending], (kind, ending)
        html = client.get(address).text
        for ending in TYPES:
            linked = f'{twin(address, ending).replace("&", "&amp;")}"' in html
            assert linked == (ending in description_of(PAGES[kind_of(address)]).twins), (kind, ending)


def test_the_table_has_the_rows_of_the_json(client: TestClient, addresses: dict[str, str]) -> None:
    for name, list_ in (("statements", "statements"), ("actors", "actors"), ("issues", "issues")):
        rows = list(csv.DictReader(io.StringIO(client.get(twin(addresses[name], ".csv")).text)))
        data = client.get(twin(addresses[name], ".json")).json()[list_]
        assert [row["id"] for row in rows] == [row["id"] for row in data]
    quotes = {row["quote"] for row in csv.DictReader(io.StringIO(client.get("/statements.csv").text))}
    assert "Not a cent … and not on our watch" in quotes


def test_the_queries_behind_a_page_run(client: TestClient, addresses: dict[str, str], record_path: Path) -> None:
    for kind, address in addresses.items():
        script = client.get(twin(address, ".sql")).text
        with sqlite3.connect(f"file:{record_path}?mode=ro", uri=True) as record:
            record.executescript(script)
        assert script.startswith("-- What /"), kind
    record = sqlite3.connect(f"file:{record_path}?mode=ro", uri=True)
    assert "port_fee" in client.get("/issues/port_fee.sql").text
    first = client.get("/statements.sql?issue=port_fee").text.split(";\n")[0]
    shown = client.get("/statements.json?issue=port_fee").json()["statements"]
    assert len(record.execute(first).fetchall()) == len(shown) > 0


def test_feeds_are_valid_atom(client: TestClient, addresses: dict[str, str]) -> None:
    seen = 0
    for kind, address in addresses.items():
        if ".atom" not in description_of(PAGES[kind_of(address)]).twins:
            continue
        feed = ET.fromstring(client.get(twin(address, ".atom")).content)
        assert feed.tag == ATOM + "feed"
        for part in (feed, *feed.findall(ATOM + "entry")):
            for name in ("id", "title", "updated"):
                assert len(part.findall(ATOM + name)) == 1, (kind, name)
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", part.findtext(ATOM + "id")), kind
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", part.findtext(ATOM + "updated")), kind
            assert part.findtext(f"{ATOM}author/{ATOM}name"), kind
            assert part.find(ATOM + "link[@rel='alternate']") is not None, kind
        ids = [entry.findtext(ATOM + "id") for entry in feed.findall(ATOM + "entry")]
        assert len(ids) == len(set(ids))
        seen += len(ids)
    assert seen > 10


def test_a_feed_holds_what_its_page_shows(client: TestClient) -> None:
    feed = ET.fromstring(client.get("/issues/port_fee.atom").content)
    links = {entry.find(ATOM + "link").get("href") for entry in feed.findall(ATOM + "entry")}
    data = client.get("/issues/port_fee.json").json()
    assert links == {claim["url"] for claim in data["claims"]}
    words = {entry.find(ATOM + "category").get("label") for entry in feed.findall(ATOM + "entry")}
    assert "against: A fee on every container in Port Sable" in words


def test_every_described_address_answers_as_described(client: TestClient, addresses: dict[str, str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    described = client.get("/api/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    ids = [operation["get"]["operationId"] for operation in described["paths"].values()]
    assert len(ids) == len(set(ids))
    patterns = {
        re.compile(re.sub(r"{\w+}", "[^?]+", path) + "$"): one["get"] for path, one in described["paths"].items()
    }
    answered = set()
    for address in addresses.values():
        for ending in description_of(PAGES[kind_of(address)]).twins:
            path = twin(address, ending).split("?")[0]
            found = [operation for pattern, operation in patterns.items() if pattern.match(path)]
            for operation in found:
                answer = client.get(twin(address, ending))
                assert answer.status_code == 200, path
                ((type_, content),) = operation["responses"]["200"]["content"].items()
                assert answer.headers["content-type"].split(";")[0] == type_, path
                if ending == ".json":
                    whole = {**content["schema"], "components": described["components"]}
                    jsonschema.validate(answer.json(), whole, cls=jsonschema.Draft202012Validator)
                answered.add(operation["operationId"])
    assert answered == set(ids)


def test_what_is_refused_is_described(client: TestClient) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    described = client.get("/api/openapi.json").json()
    schema = {"$ref": "#/components/schemas/Error", "components": described["components"]}
    for address, status in (("/issues/none.json", 404), ("/statements.json?page=none", 400)):
        answer = client.get(address)
        assert answer.status_code == status
        jsonschema.validate(answer.json(), schema)
    assert client.get("/issues/none.csv").status_code == 404
    assert client.get("/outlets.atom").status_code == 404
