"""Web pages: the visible text is what is stored, trafilatura says which stretches of it are the article.

The stored text is what a reader sees, in the order of the page: blocks apart by an empty line, line breaks kept, runs
of white space one space. Main text and metadata are trafilatura's finding, mapped back to offsets of the stored text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import EmptyInput, InputError
from ..model import Article, Span
from . import plain
from .article import make_article
from .head import outlet_suffix
from .visible import Page, visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")


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
        outlet=(found.outlet if found else None) or _titled(tree),
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


def _titled(tree: HtmlElement) -> str | None:
    """The outlet at the end of the page's title: "Roe wins vote | Port Herald"."""
    cut = outlet_suffix((tree.findtext(".//title") or "").strip())
    return cut[1] if cut else None


def _language(tree: HtmlElement) -> str | None:
    declared = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    return declared[:2].casefold() if re.match(r"[A-Za-z]{2}(?:[-_]|$)", declared) else None
