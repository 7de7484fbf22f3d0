"""The text that a reader of a web page sees, and what each block of it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import Span
from .wordlists import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AROUND_NAME = re.compile(
    r"comment|disqus|share|social|related|promo|newsletter|sidebar|cookie|consent|breadcrumb|caption|advert|teaser|"
    r"recommend|subscribe|menu|footer|\bnav\b",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(slots=True)
class Page:
    """The stored text and its blocks: the span of each, and whether it belongs to what stands around an article."""

    text: str
    blocks: list[tuple[Span, bool]] = field(default_factory=list)


def visible_text(tree: HtmlElement) -> Page:
    """The text that a reader of the page sees, and its blocks.

    >>> from lxml import html
    >>> page = visible_text(html.document_fromstring("<nav>Home</nav><p>Premier <b>Ada</b> Roe<br>won.</p>"))
    >>> page.text, [around for _, around in page.blocks]
    ('Home\\n\\nPremier Ada Roe\\nwon.', [True, False])
    """
    page = Page("")
    parts: list[str] = []
    length = 0
    for block, around in _blocks(tree):
        if parts:
            parts.append("\n\n")
            length += 2
        page.blocks.append((Span(length, length + len(block)), around))
        parts.append(block)
        length += len(block)
    page.text = "".join(parts)
    return page


def _blocks(tree: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Each block's text with its white space made single, and whether it stands in a menu, caption, comment …"""
    pending: list[str] = []
    pending_around = False

    def flush() -> Iterator[tuple[str, bool]]:
        lines = [_SPACES.sub(" ", line).strip() for line in "".join(pending).split("\x1e")]
        pending.clear()
        if text := "\n".join(line for line in lines if line):
            yield text, pending_around

    stack: list[tuple[HtmlElement, bool, bool]] = [(tree, False, False)]
    while stack:
        element, around, leaving = stack.pop()
        inline = element.tag in words("inline tags")
        if leaving:
            if not inline:
                yield from flush()
            pending_around = around
            if element.tail and element is not tree:
                pending.append(element.tail)
            continue
        if not isinstance(element.tag, str) or _hidden(element):
            if element.tail:
                pending.append(element.tail)
            continue
        if element.tag == "br":
            pending.append("\x1e")
            pending.append(element.tail or "")
            continue
        inside = around or _stands_around(element)
        if not inline:
            yield from flush()
        pending_around = inside
        if element.text:
            pending.append(element.text)
        stack.append((element, around, True))
        stack.extend((child, inside, False) for child in reversed(element))
    yield from flush()


def _hidden(element: HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").casefold()
    return element.tag in words("silent tags") or "hidden" in element.attrib or "display:none" in style


def _stands_around(element: HtmlElement) -> bool:
    if element.tag in {"html", "body", "main", "article"}:
        return False
    if element.tag == "header":
        return next(element.iterancestors("article"), None) is None
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in words("tags around") or bool(_AROUND_NAME.search(named))
