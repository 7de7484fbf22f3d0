"""The queue worked by key presses in a real Chromium, with undo; words selected; the same without scripts."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from onrecord.store import queries
from onrecord.store.record import Record
from onrecord.web.access import Access
from onrecord.web.app import make_app

from .marsh import marsh

expect = pytest.importorskip("playwright.sync_api", reason="no playwright").expect
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marsh(tmp_path_factory.mktemp("marsh") / "made.db", articles=6)


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "marsh.db"))


@pytest.fixture
def site(path: Path) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(make_app(path, access=Access("Cleo")), log_level="error"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    running.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def page(browser, site: str):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert page.complaints == []
    context.close()


def judged(path: Path) -> list[tuple[str, str, str]]:
    """(verdict, kind, target) of what stands, the earliest first."""
    with Record.open(path, read_only=True) as record:
        rows = queries.judgements(record, limit=-1)
    return [(r.verdict, r.kind, r.target) for r in reversed(rows) if r.undone_by is None and r.verdict != "undo"]


def target(page) -> str:
    return page.locator("#queue > .item").get_attribute("data-target")


def press(page, key: str) -> str:
    """Press a key that decides and wait for the next row; gives the row that was judged."""
    before = target(page)
    page.keyboard.press(key)
    page.wait_for_function("before => document.querySelector('#queue > .item')?.dataset.target !== before", arg=before)
    return before


def test_the_queue_from_the_keyboard_with_undo(page, site: str, path: Path) -> None:
    page.goto(f"{site}/review")
    for key in "jjk":
        page.keyboard.press(key)
    page.keyboard.press("k")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("a")  # behind the list of keys nothing is decided
    page.keyboard.press("Escape")
    assert judged(path) == [], "looking never accepts"

    accepted = press(page, "a")
    assert judged(path) == [("accept", "position", accepted), ("accept", "statement", accepted.split("/")[0])]
    offered = page.locator("#queue .stance-key").first.get_attribute("data-key")
    changed = press(page, offered)
    off = press(page, "x")
    rejected = press(page, "r")
    skipped = press(page, "s")
    assert [row for row in judged(path) if row[1] == "position"][1:] == [
        ("change", "position", changed),
        ("reject", "position", off),
        ("reject", "position", rejected),
    ]
    assert page.locator("#decided").inner_text() == "4" and page.locator("#left").inner_text() == "14"

    page.keyboard.press("u")  # the skipped one comes back …
    page.wait_for_function("was => document.querySelector('#queue > .item').dataset.target === was", arg=skipped)
    page.keyboard.press("u")  # … then the rejection is taken back
    page.wait_for_function("was => document.querySelector('#queue > .item').dataset.target === was", arg=rejected)
    expect(page.locator("#said")).to_contain_text("Taken back")
    assert not [row for row in judged(path) if rejected.split("/")[0] in row[2]]
    with Record.open(path, read_only=True) as record:
        assert all(0 <= row.seconds < 60 for row in queries.judgements(record, limit=-1) if row.seconds is not None)
        assert record.verify() == []

    while page.locator("#queue > .item").count():  # to the end of the queue
        before = target(page)
        page.keyboard.press("a")
        page.wait_for_function(
            "before => document.querySelector('#queue > .item')?.dataset.target !== before", arg=before
        )
    expect(page.locator("#queue")).to_contain_text("That was the last one")
    assert len({row[2] for row in judged(path) if row[1] == "position"}) == 18
    page.reload()
    page.keyboard.press("u")  # also after the page was opened anew
    expect(page.locator("#left")).to_have_text("1")


def test_the_buttons_alone_without_scripts(browser, site: str, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/review")
    first = target(page)
    page.get_by_role("button", name="Accept").click()
    assert target(page) != first and len(judged(path)) == 2
    page.get_by_role("link", name="Next, undecided").click()
    page.get_by_role("link", name="Previous").click()
    page.get_by_role("button", name="Undo the last").click()
    assert target(page) == first and judged(path) == []
    context.close()


def test_words_selected_in_an_article_are_put_on_record(page, site: str, path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        article = queries.articles(record, limit=1)[0]
        text = queries.article(record, article.id).text
    page.goto(f"{site}/articles/{article.id}")
    zone = page.locator(".zone.body").first
    # from a word inside a statement to one behind it, over the number that the page puts between
    page.evaluate(
        """zone => {
          const walker = document.createTreeWalker(zone, NodeFilter.SHOW_TEXT);
          const nodes = []; while (walker.nextNode()) nodes.push(walker.currentNode);
          const from = nodes.find((node) => node.data.includes("drown"));
          const to = nodes.find((node) => node.data.includes("replied"));
          const range = document.createRange();
          range.setStart(from, from.data.indexOf("drown")); range.setEnd(to, to.data.indexOf("replied") + 7);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        zone.element_handle(),
    )
    page.get_by_role("link", name="Put these words on record").click()
    start, end = text.index("drown"), text.index("replied") + len("replied")
    expect(page.locator("#content")).to_have_value(f"{start}-{end}")
    page.locator("#speaker").fill("Ona Brask")
    page.get_by_role("button", name="Put on record").click()
    page.wait_for_url("**/articles/*")
    with Record.open(path, read_only=True) as record:
        (row,) = [row for row in queries.statements(record, article=article.id) if row.speaker == "Ona Brask"]
        assert row.content[0].of(text) == text[start:end] and row.quote == text[start:end]


def test_words_are_chosen_and_put_on_record_with_keys_alone(page, site: str, path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        article = queries.articles(record, limit=1)[0]
        text = queries.article(record, article.id).text
    page.goto(f"{site}/add?article={article.id}")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className").startswith("text choose"):
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    chosen = " ".join(page.evaluate("getSelection().toString()").split())
    assert len(chosen.split()) == 2
    page.keyboard.press("w")
    start, end = map(int, page.locator("#content").input_value().split("-"))
    assert " ".join(text[start:end].split()) == chosen
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "speaker":
            break
    page.keyboard.type("Ona Brask")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*")
    with Record.open(path, read_only=True) as record:
        (row,) = [row for row in queries.statements(record, article=article.id) if row.speaker == "Ona Brask"]
        assert " ".join(row.quote.split()) == chosen


def test_a_quote_leads_to_its_permanent_page(page, site: str) -> None:
    page.goto(f"{site}/articles")
    page.locator(".headline a").first.click()
    page.wait_for_url("**/articles/*")  # until its scripts are there: the words answer to them
    page.locator("mark.st").first.click()
    page.wait_for_url("**/statements/*")
