"""The network page in a real Chromium: the slider without a request, steps without a reload, keys, no scripts."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from onrecord.web.app import make_app

from .debate import make_debate
from .test_browser import axe, opened  # noqa: F401  (fixtures)

expect = pytest.importorskip("playwright.sync_api", reason="no playwright").expect
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    """The pages of the debate on a real port, in place of those of the corpus."""
    path = make_debate(tmp_path_factory.mktemp("network") / "debate.db")
    listener = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(make_app(path), log_level="error"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    running.should_exit = True
    thread.join(timeout=10)


def drawn(page) -> int:
    return page.locator(".net .tie:not(.off)").count()


def test_the_slider_hides_weak_ties_without_asking_the_server(opened) -> None:  # noqa: F811
    watched = opened(viewport={"width": 1280, "height": 900})
    page = watched.open("/network?layer=outlet&least=0")
    asked: list[str] = []
    # Chromium asks for the icon again whenever the address changes
    page.on("request", lambda request: None if "favicon" in request.url else asked.append(request.url))
    every = drawn(page)
    assert every > 2
    slider = page.locator("#net-slider")
    slider.focus()
    page.keyboard.press("End")
    few = drawn(page)
    assert 0 < few < every
    assert page.locator("#net-ties").inner_text() == str(few)
    assert int(page.locator("#net-weak").inner_text()) == every - few
    alone = page.locator(".alone:not([hidden])").count()
    assert alone == int(page.locator("#net-alone").inner_text()) == page.locator(".net .node.off").count() > 0
    assert re.search(r"[?&]least=\d", page.url), "the address keeps the state"
    page.reload()
    assert drawn(page) == few, "and a link to it shows the same"
    asked.clear()
    page.locator("#net-slider").focus()
    assert "least=" in page.locator(".net-file").first.get_attribute("href")
    page.keyboard.press("Home")
    assert drawn(page) == every
    assert asked == [] and watched.complaints == []


def test_choices_and_steps_come_without_a_reload(opened) -> None:  # noqa: F811
    watched = opened(viewport={"width": 1280, "height": 900})
    page = watched.open("/network")
    page.evaluate("window.stayed = true")
    page.select_option("#net-layer", "outlet")
    page.wait_for_url("**/network?layer=outlet**")
    expect(page.locator(".net .outlet")).not_to_have_count(0)
    page.select_option("#net-window", "month")
    page.wait_for_url("**window=month**")
    page.get_by_role("link", name="Later").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**at=2031-02**")
    assert page.evaluate("document.activeElement.textContent") == "Later →", "the key can be pressed again"
    page.go_back()
    expect(page.locator("#net-at")).to_have_value("2031-01")
    assert page.evaluate("window.stayed") is True
    assert watched.complaints == [] and watched.outside == []


def test_a_node_opens_its_actor_and_a_weight_what_lies_behind(opened) -> None:  # noqa: F811
    page = opened(viewport={"width": 1280, "height": 900}).open("/network?layer=outlet&least=0")
    page.locator(".net .node a[href^='/actors/']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/**")
    page.go_back()
    page.locator("table a").last.click()
    page.wait_for_url("**/network/tie**")
    expect(page.locator("blockquote").first).to_be_visible()


def test_it_works_without_scripts(opened) -> None:  # noqa: F811
    page = opened(java_script_enabled=False).open("/network")
    page.select_option("#net-layer", "outlet")
    page.get_by_role("button", name="Draw").click()
    page.wait_for_url("**layer=outlet**")
    every = drawn(page)
    page.fill("#net-least", "1000")
    page.get_by_role("button", name="Draw").click()
    page.wait_for_url("**least=1000**")
    assert drawn(page) == 0 < every
    assert page.locator(".alone:not([hidden])").count() > 0


#: Not among the rules that run unless asked for: what is seen of a name is in what is said of it.
NAMES = "{rules: {'label-content-name-mismatch': {enabled: true}}}"
ADDRESSES = (
    "/network?layer=outlet",
    "/network?window=quarter&at=2031-03",
    "/network/tie?a=Ada+Orm&b=Cy+Rask&layer=conflict",
    "/figures?kind=bars",
    "/figures?kind=heatmap",
)


def test_axe_finds_nothing_and_narrow_pages_do_not_scroll_sideways(opened, axe: str) -> None:  # noqa: F811
    found = {}
    for scheme, width in (("light", 1000), ("dark", 380)):
        watched = opened(viewport={"width": width, "height": 800}, color_scheme=scheme)
        for address in ADDRESSES:
            page = watched.open(address)
            wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            assert wide[0] <= wide[1], address
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            page.evaluate(axe)
            violations = page.evaluate("axe.run(RULES).then(done => done.violations)".replace("RULES", NAMES))
            if violations:
                found[scheme, address] = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations]
        assert watched.outside == [] and watched.complaints == []
    assert found == {}
