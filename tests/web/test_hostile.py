"""Article text is hostile: scripts, turned text, unshowable characters, a paragraph of two million characters."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote_plus
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.model import Codebook, Event, Issue, PlaceMention, Problem, Stance
from onrecord.store.record import Record
from onrecord.web.app import make_app
from onrecord.web.pages import PAGES, kind_of
from onrecord.web.site import write_site
from onrecord.web.twins import twins_of
from onrecord.web.words import shown, snippet, web_address

from .corpus import HOSTILE, RTL, B, Maker

PAGES_WITH_IT = (
    *("hostile article", "hostile statement", "articles", "statements", "outlets", "home", "issue", "actors"),
    *("review", "hostile statement judged", "hostile statement changed", "hostile words by hand", "recoding shown"),
    *("hostile actor merged", "hostile actor split", "hostile actor renamed", "hostile actor compared"),
    *("hostile report", "judgements", "agreement", "pairs of actors"),
    *("two outlets", "events in words", "network", "network of outlets", "figures", "trust", "problems", "recoding"),
)


class Tags(HTMLParser):
    """All tags of a page with their attributes, as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found.append((tag, attrs))


def test_hostile_text_is_shown_and_never_run(client: TestClient, addresses: dict[str, str]) -> None:
    for kind in PAGES_WITH_IT:
        page = client.get(addresses[kind]).text
        tags = Tags()
        tags.feed(page)
        assert not {"img", "iframe", "style"} & {tag for tag, _ in tags.found}, kind
        assert not [1 for tag, attributes in tags.found if tag == "script" and "src" not in dict(attributes)], kind
        for tag, attributes in tags.found:
            for name, value in attributes:
                assert not name.startswith("on") and name != "style", (kind, tag, name)
                assert name not in ("href", "src") or value.startswith(("/", "#", "https://courier.example/")), kind
    page = client.get(addresses["hostile article"]).text
    assert "&lt;script&gt;window.hacked=1&lt;/script&gt;" in page and "{{ 7*7 }}" in page
    assert "javascript:window" in page and 'href="javascript' not in page


def test_hostile_text_is_whole_in_the_twin(client: TestClient, addresses: dict[str, str]) -> None:
    whole = client.get(addresses["hostile article"] + ".json").json()
    assert HOSTILE in whole["text"] and len(whole["text"]) > 2_000_000
    statement = whole["statements"][0]
    span = statement["content"][0]
    assert whole["text"][span["start"] : span["end"]].startswith("<script>")


def test_no_page_holds_what_no_page_may_hold(client: TestClient, addresses: dict[str, str]) -> None:
    for kind in PAGES_WITH_IT:
        page = client.get(addresses[kind]).text
        assert not re.search("[\x00-\x08\x0e-\x1f\x7f\u202d\u202e\ud800-\udfff]", page), kind


def test_a_list_is_not_swamped_by_one_long_text(client: TestClient, addresses: dict[str, str]) -> None:
    for kind in (*PAGES_WITH_IT[1:], "hostile statement"):
        assert len(client.get(addresses[kind]).text) < 150_000, kind


@given(st.text())
def test_whatever_a_snippet_holds_only_marks_come_through(text: str) -> None:
    drawn = str(snippet(text))
    left = drawn.replace('<mark class="found">', "").replace("</mark>", "")
    assert "<" not in left and ">" not in left
    assert drawn.count("<mark") == drawn.count("</mark>")


@given(st.text(alphabet=st.characters(codec=None)))
def test_what_is_shown_can_be_sent(text: str) -> None:
    sent = shown(text)
    assert isinstance(sent, str) and sent.encode("utf-8") is not None
    assert len(sent) == len(text) and "\x00" not in sent


def test_only_web_addresses_are_followed() -> None:
    assert web_address("https://courier.example/a?b=c") == "https://courier.example/a?b=c"
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        " file:///etc/passwd",
        "//x.example",
        "https://a b",
        None,
        "",
    ):
        assert web_address(address) is None


@pytest.fixture(scope="module")
def worse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A record in which everything that a page can show is hostile: events, places, speakers, issues, queries."""
    path = tmp_path_factory.mktemp("worse") / "worse.db"
    formula = "=HYPERLINK(1)"
    with Record.open(path, create=True) as record:
        for n in (1, 2):
            made = Maker(
                f"-{n}+evil",
                f"@Evil <blink>{RTL}{n}",
                "2031-03-04",
                [(B, f"{HOSTILE} told {formula} that {formula} {n} is fine in {RTL} Town.")],
                headline=f"{formula} {HOSTILE}",
            )
            who, whom = made.actor(HOSTILE), made.actor(formula)
            stance = Stance.SUPPORT if n == 1 else Stance.OPPOSE
            made.says(HOSTILE, f"{formula} {n} is fine", "told", HOSTILE, on=("=issue", stance, 0.9))
            span = made.span(made.text.strip())
            event = Event("ASSAULT", (who,), (whom,), span, made.span("told"), where=HOSTILE, reason=HOSTILE)
            place = PlaceMention(made.span(f"{RTL} Town"), f"{RTL}{HOSTILE}", 3.0, 4.0)
            record.add(replace(made.reading(), events=(event,), places=(place,)), reader="tests")
            record.put_codebook(Codebook("b", "1", HOSTILE, (Issue("=issue", f"={HOSTILE}?", definition=RTL),)))
            record.put_positions(made.positions)
        record.add_problem(Problem(f"=1+1{HOSTILE}", HOSTILE, RTL))
        record.resolve()
        record.save_query("+evil", "/search?q==1", by="-1")
    with TestClient(make_app(path), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def every_address(client: TestClient) -> list[str]:
    """Every page of a small record: those without an id, and each row's own."""
    incomplete = ("/add", "/change", "/merge", "/split", "/rename", "/network/tie", "/compare/reports")
    found = [path for path in PAGES if "{" not in path and path not in incomplete]
    for what in ("articles", "actors", "statements", "events", "issues"):
        rows = client.get(f"/{what}.json").json()[what]
        assert rows, what
        found += [row["url"] for row in rows]
    one, other = (row["id"] for row in client.get("/actors.json").json()["actors"][:2])
    a, b = (quote_plus(row["canonical"]) for row in client.get("/actors.json").json()["actors"][:2])
    article, again = (row["id"] for row in client.get("/articles.json").json()["articles"])
    return [
        *found,
        *(f"/compare?one={one}&other={other}", f"/compare/reports?one={article}&other={again}"),
        "/network?least=0&nodes=5",
        *(f"/merge?actor={one}&into={other}", f"/split?actor={one}", f"/rename?actor={one}", f"/add?article={article}"),
        f"/network/tie?a={a}&b={b}",
        *("/search?q=fine", "/in-words?type=ACCUSE", "/network?layer=outlet&least=0"),
        *("/figures?kind=bars&intervals=no",),
    ]


def test_every_page_of_a_hostile_record_is_whole_and_harmless(worse: TestClient) -> None:
    for address in every_address(worse):
        answer = worse.get(address)
        assert answer.status_code == 200, address
        tags = Tags()
        tags.feed(answer.text)
        assert not {"img", "iframe", "blink"} & {tag for tag, _ in tags.found}, address
        assert not [1 for tag, fields in tags.found if tag == "script" and "src" not in dict(fields)], address
        assert not [name for _, fields in tags.found for name, _ in fields if name.startswith("on")], address
        assert not re.search("[\x00-\x08\x0e-\x1f\x7f\u202d\u202e]", answer.text), address


def test_every_twin_of_a_hostile_record_can_be_read_and_no_cell_is_a_formula(worse: TestClient) -> None:
    cells = 0
    for address in every_address(worse):
        path, _, query = address.partition("?")
        kind = kind_of(path)
        assert kind is not None
        for ending in twins_of(PAGES[kind]):
            answer = worse.get(f"{'/index' if path == '/' else path}{ending}?{query}")
            assert answer.status_code in (200, 404), (address, ending)
            assert "text/html" not in answer.headers["content-type"] or answer.status_code == 404, (address, ending)
            assert answer.headers["x-content-type-options"] == "nosniff"
            if ending in (".atom", ".svg", ".graphml") and answer.status_code == 200:
                drawn = ElementTree.fromstring(answer.content)
                assert not [1 for one in drawn.iter() if one.tag.endswith("script")], (address, ending)
            if ending == ".csv" and answer.status_code == 200:
                for row in csv.reader(io.StringIO(answer.text)):
                    cells += len(row)
                    for cell in row:
                        assert not re.match(r"[\t\r ]*([=+@]|-[^\d.])", cell), (address, cell)
    assert cells > 200


def test_a_hostile_record_as_files(worse: TestClient, tmp_path: Path) -> None:
    with Record.open(worse.app.state.record.path, read_only=True) as record:
        assert write_site(record, tmp_path / "site").pages > 15
    for file in (tmp_path / "site").rglob("*.html"):
        assert file.resolve().is_relative_to(tmp_path / "site")
        tags = Tags()
        tags.feed(file.read_text(encoding="utf-8"))
        assert not {"img", "iframe", "blink"} & {tag for tag, _ in tags.found}, file
    assert list((tmp_path / "site").glob("events/*.html")) and (tmp_path / "site" / "in-words.html").exists()
