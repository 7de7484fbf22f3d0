"""Article text is hostile: scripts, turned text, unshowable characters, a paragraph of two million characters."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.web.words import shown, snippet, web_address

from .corpus import HOSTILE

PAGES_WITH_IT = (
    *("hostile article", "hostile statement", "articles", "statements", "outlets", "home", "issue", "actors"),
    *("review", "hostile statement judged", "hostile statement changed", "hostile words by hand", "recoding shown"),
    *("hostile actor merged", "hostile actor split", "hostile actor renamed", "hostile actor compared"),
    *("hostile report", "judgements", "agreement", "pairs of actors"),
)


class Tags(HTMLParser):
    """All tags of a page with their attributes, as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found.append((tag, attrs))


def test_hostile_text_is_shown_and_never_run(client: TestClient, addresses: dict[str, str]) -> None:
    for kind in (*PAGES_WITH_IT, "problems"):
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
