"""Web pages: the visible text is what is stored, trafilatura says which stretches of it are the article.

The stored text is what a reader sees, in the order of the page: blocks apart by an empty line, line breaks kept, runs
of white space one space. Main text and metadata are trafilatura's finding, mapped back to offsets of the stored text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import EmptyInput, InputError
from ..model import Article, Span
from . import plain
from .article import make_article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "option",
        "canvas",
        "audio",
        "video",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
_AROUND = frozenset(["nav", "header", "footer", "aside", "form", "figcaption", "figure", "button", "dialog", "menu"])
_AROUND_NAME = re.compile(
    r"comment|disqus|share|social|related|promo|newsletter|sidebar|cookie|consent|breadcrumb|caption|advert|teaser|"
    r"recommend|subscribe|menu|footer|\bnav\b",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(slots=True)
class Page:
    """The stored text and its blocks: the span of each, and whether it belongs to what stands around an article."""

    text: str
    blocks: list[tuple[Span, bool]] = field(default_factory=list)


def page_article(page: bytes, *, id: str, where: str) -> Article:
    """The article of a web page.

    Raises:
        EmptyInput: the page shows no text.
        InputError: no page, or its encoding cannot be told.
    """
    source = plain.storable(_decoded(page, where=where))
    tree = _tree(source, where=where)
    shown = visible_text(tree)
    if not shown.text.strip():
        raise EmptyInput("the page shows no text", where=where, do="remove it, or save it after its scripts have run")
    found = _extracted(source)
    main = main_spans(shown, found.paragraphs) if found else ()
    return make_article(
        shown.text,
        id=id,
        outlet=found.outlet if found else None,
        published=found.published if found else None,
        headline=found.headline if found else None,
        address=(found.address if found else None) or where,
        language=_language(tree),
        main=main or None,
    )


def _decoded(page: bytes, *, where: str) -> str:
    """The page as text: UTF-8, else what it declares, else what its letters look like."""
    if not page.strip():
        raise EmptyInput("the file is empty", where=where, do="remove it or fill it")
    try:
        return page.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if declared := _DECLARED.search(page[:4000]):
        try:
            return page.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return plain.decode(page, where=where)


def _tree(source: str, *, where: str) -> HtmlElement:
    from lxml import etree, html

    try:
        return html.document_fromstring(_PROLOGUE.sub("", source).encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"is no web page: {error}", where=where, do="check the file") from error


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
        inline = element.tag in _INLINE
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
    return element.tag in _SILENT or "hidden" in element.attrib or "display:none" in style


def _stands_around(element: HtmlElement) -> bool:
    if element.tag in {"html", "body", "main", "article"}:
        return False
    if element.tag == "header":
        return next(element.iterancestors("article"), None) is None
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _AROUND or bool(_AROUND_NAME.search(named))


@dataclass(frozen=True, slots=True)
class Extracted:
    """What trafilatura finds: the paragraphs of the article and what the page's metadata state."""

    paragraphs: tuple[str, ...]
    outlet: str | None
    headline: str | None
    published: str | None
    address: str | None


def _extracted(source: str) -> Extracted | None:
    from trafilatura import bare_extraction

    found = bare_extraction(
        source,
        include_comments=False,
        with_metadata=True,
        # only what the page states in its markup, never a date from a sentence or a footer
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None:
        return None
    paragraphs: list[str] = []
    for element in found.body.iter("p", "head", "quote", "item", "cell", "code"):
        pieces = re.split(r"\n+", "".join(_with_breaks(element)))
        paragraphs += [piece.strip() for piece in pieces if piece.strip()]
    outlet = found.sitename if found.sitename and "." not in found.sitename else None
    return Extracted(tuple(paragraphs), outlet, found.title, found.date, found.url)


def _with_breaks(element) -> Iterator[str]:
    """The text of an element without that of nested blocks, its line breaks as such."""
    yield element.text or ""
    for child in element:
        if child.tag == "lb" or child.tag in {"p", "head", "quote", "item", "cell", "code", "list", "table", "row"}:
            yield "\n"
        else:
            yield from _with_breaks(child)
        yield child.tail or ""


def main_spans(page: Page, paragraphs: tuple[str, ...]) -> tuple[Span, ...]:
    """Where the paragraphs stand in the stored text, in order; white space does not count in the comparison.

    Paragraphs of running text between two that were found, and in no menu, caption or form, belong to the article too.
    """
    places = [at for at, ch in enumerate(page.text) if not ch.isspace()]
    bare = "".join(page.text[at] for at in places)
    spans: list[Span] = []
    at = 0
    for paragraph in paragraphs:
        wanted = re.sub(r"\s+", "", paragraph)
        found = bare.find(wanted, at) if wanted else -1
        if found < 0:
            continue
        at = found + len(wanted)
        spans.append(Span(places[found], places[at - 1] + 1))
    if not spans:
        return ()
    for block, around in page.blocks:
        between = spans[0].start <= block.start and block.end <= spans[-1].end
        if between and not around and not any(block.overlaps(span) for span in spans):
            spans.append(block)
    silent = [block for block, around in page.blocks if around]
    kept = [span for span in spans if not any(block.holds(span) for block in silent)] or spans
    return tuple(sorted(kept))


def _language(tree: HtmlElement) -> str | None:
    declared = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    return declared[:2].casefold() if re.match(r"[A-Za-z]{2}(?:[-_]|$)", declared) else None
