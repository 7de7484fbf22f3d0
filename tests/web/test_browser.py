"""Every page kind in a real Chromium: nothing from outside, no errors, light, dark, narrow, by keyboard, bare, axe."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="no playwright").expect
pytestmark = pytest.mark.browser

AXE = "axe-core@4.14.1"
#: The hostile article is two million characters long: one look at it is enough.
HEAVY = ("hostile article", "hostile report")


class Watched:
    """A page of a browser with all that it asks for and complains about."""

    def __init__(self, page, server: str) -> None:
        self.page, self.server = page, server
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: None if request.url.startswith(server) else self.outside.append(request.url))
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, address: str):
        self.page.goto(self.server + address, wait_until="load")
        return self.page


@pytest.fixture
def opened(browser, server: str) -> Iterator:
    contexts = []

    def open_one(**options) -> Watched:
        context = browser.new_context(**options)
        contexts.append(context)
        return Watched(context.new_page(), server)

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core from the npm registry, kept in the cache; it is a tool of the tests and no part of the project."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "onrecord-tests"
    packed = cache / (AXE.replace("@", "-") + ".tgz")
    if not packed.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm to fetch axe-core with")
        cache.mkdir(parents=True, exist_ok=True)
        fetched = subprocess.run([npm, "pack", AXE, "--silent"], cwd=cache, capture_output=True, text=True, timeout=60)
        if fetched.returncode or not packed.exists():
            pytest.skip(f"axe-core cannot be fetched: {fetched.stderr.strip()[-120:]}")
    with tarfile.open(packed) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_from_outside_no_complaint_no_sideways_scroll(opened, addresses: dict[str, str], scheme: str) -> None:
    watched = opened(viewport={"width": 380, "height": 800}, color_scheme=scheme)
    for kind, address in addresses.items():
        if kind in HEAVY and scheme == "dark":
            continue
        page = watched.open(address)
        wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide[0] <= wide[1], f"{kind} is {wide[0]} px wide in {scheme}"
        assert page.evaluate("window.hacked") is None, kind
    assert watched.outside == []
    assert watched.complaints == []


def test_dark_is_dark_and_light_is_light(opened) -> None:
    def brightness(scheme: str) -> int:
        page = opened(color_scheme=scheme).open("/")
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour.strip("rgb()").split(",")[:3])

    assert brightness("dark") < 150 < 600 < brightness("light")


def test_keyboard_alone_reaches_content_and_search(opened) -> None:
    page = opened(viewport={"width": 1280, "height": 800}).open("/issues")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(page.url.split("#")[0])
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached
    assert "find" in reached
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("ferries")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=ferries")
    assert page.locator("mark.found").count() > 0


def test_j_and_k_walk_through_the_statements_of_an_article(opened, addresses: dict[str, str]) -> None:
    page = opened(viewport={"width": 1280, "height": 800}).open(addresses["article"])
    seen = []
    for key in "jjjk":
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.closest('.note').dataset.n"))
    assert seen == ["1", "2", "3", "2"]
    assert page.locator("mark.lit").count() == page.locator('mark[data-n~="2"]').count() > 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements/*")


def test_permanent_link_scrolls_to_the_words(opened, addresses: dict[str, str]) -> None:
    page = opened(viewport={"width": 380, "height": 500}).open(addresses["statement"])
    page.get_by_role("link", name="Read it in the article").click()
    page.wait_for_url("**/articles/*")
    expect(page.locator("mark.at").first).to_be_in_viewport()


def test_pages_are_whole_without_scripts(opened, addresses: dict[str, str]) -> None:
    with_scripts, without = opened(), opened(java_script_enabled=False)
    hints = [
        "Keys: j next statement, k previous, Enter its page",
        "Drag across the drawing to narrow the page to a stretch of time.",
    ]
    for kind in ("home", "article", "issue", "statement", "search", "actor"):
        address = addresses[kind]
        words, bare = (
            " ".join(watched.open(address).locator("main").inner_text().split()) for watched in (with_scripts, without)
        )
        for hint in hints:  # what only a script can do is offered by the script
            assert hint not in bare, kind
            words = words.replace(hint, "")
        assert words.split() == bare.split(), kind
        assert len(bare.split()) > 20, kind


def test_quotations_open_without_scripts(opened) -> None:
    page = opened(java_script_enabled=False).open("/issues/port_fee")
    quote = page.locator(".standing .quote").first
    assert not quote.is_visible()
    page.locator(".standing summary").first.click()
    assert quote.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, addresses: dict[str, str], axe: str, scheme: str) -> None:
    watched = opened(viewport={"width": 1000, "height": 800}, color_scheme=scheme)
    rules = {} if scheme == "light" else {"runOnly": ["color-contrast"]}  # nothing else depends on the scheme
    found: dict[str, list[str]] = {}
    for kind, address in addresses.items():
        if kind in HEAVY:
            continue
        page = watched.open(address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.evaluate(axe)
        violations = page.evaluate("rules => axe.run(rules).then(done => done.violations)", rules)
        if violations:
            found[kind] = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations]
    assert found == {}


def test_print_hides_what_paper_cannot_use(opened, addresses: dict[str, str]) -> None:
    page = opened().open(addresses["issue"])
    page.emulate_media(media="print")
    assert not page.locator("header nav").is_visible()
    assert page.locator("h1").is_visible()
