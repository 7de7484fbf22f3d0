"""The timeline in a real browser: a stretch dragged across it narrows the page, the form does so without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="no playwright").expect
pytestmark = pytest.mark.browser


@pytest.fixture
def page_of(browser, server: str) -> Iterator:
    contexts = []

    def page(address: str, **options):
        context = browser.new_context(viewport={"width": 1000, "height": 900}, **options)
        contexts.append(context)
        opened = context.new_page()
        opened.goto(server + address)
        return opened

    yield page
    for context in contexts:
        context.close()


def drag(page, start: float, end: float) -> None:
    """From one share of the drawing's width to another, at its foot where no shape is."""
    box = page.locator("svg.chart").bounding_box()
    y = box["y"] + box["height"] - 6
    page.mouse.move(box["x"] + start * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + (start + end) / 2 * box["width"], y, steps=4)
    page.mouse.move(box["x"] + end * box["width"], y, steps=4)
    page.mouse.up()


def test_a_drag_narrows_the_page_and_back_widens_it(page_of) -> None:
    page = page_of("/issues/port_fee")
    before = page.locator("main").inner_text()
    drag(page, 0.6, 0.99)
    expect(page.locator(".notice")).to_contain_text("Below: 2 statements")
    assert re.search(r"\?from=2031-0\d-\d\d&to=2031-04-2\d$", page.url)
    assert page.locator("rect.chosen").count() == 1
    assert "Ida Brandt" not in page.locator(".sides, .scarce").first.inner_text()
    page.go_back()
    expect(page.locator(".notice")).to_have_count(0)
    assert page.locator("main").inner_text() == before


def test_a_finger_drags_as_well(page_of) -> None:
    page = page_of("/issues/port_fee", has_touch=True)
    box = page.locator("svg.chart").bounding_box()
    y = box["y"] + box["height"] - 6
    touch = page.context.new_cdp_session(page)
    for kind, share in (("touchStart", 0.6), ("touchMove", 0.7), ("touchMove", 0.85), ("touchMove", 0.99)):
        point = {"x": box["x"] + share * box["width"], "y": y}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".notice")).to_contain_text("Below: 2 statements")


def test_a_click_on_a_shape_is_no_drag(page_of) -> None:
    page = page_of("/issues/port_fee")
    page.locator("svg.chart a").first.click()
    page.wait_for_url("**/statements/*")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_form_does_the_same_by_keyboard(page_of, scripts: bool) -> None:
    page = page_of("/issues/port_fee?country=-", java_script_enabled=scripts)
    page.get_by_label("From").fill("2031-03-01")
    page.get_by_label("to", exact=True).fill("2031-03-31")
    page.keyboard.press("Enter")
    page.wait_for_url("**/issues/port_fee?*to=2031-03-31*")
    assert "country=-" in page.url and "from=2031-03-01" in page.url
    expect(page.locator(".notice")).to_contain_text("1 March 2031")
