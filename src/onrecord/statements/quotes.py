"""Quotation marks, matched tolerantly: a report with an odd number of them is still read.

Straight, curly, low and angle marks, doubled apostrophes, single marks, an opening of one kind with a closing of
another, and quotations that go on over paragraphs (opened again at each, closed once). Marks that make no pair are
passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Span

#: Marks that were decoded wrongly count too: UTF-8 read as Windows-1252 ("â€œ", "â€\x9d", often without its last
#: byte; "â€“" is a dash), Windows-1252 read as Latin-1 ("\x93"), the replacement character beside a word.
_DOUBLE = re.compile(
    "''|``|(?<!\u00e2\u20ac)[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02\x93\x94]"
    "|\u00e2\u20ac(?:\u0153|\x9d|(?=[\\s.,;:!?)]|$))"
    "|(?<!\\w)\ufffd(?=\\w)|(?<=[\\w.,!?])\ufffd(?!\\w)"
)
_SINGLE = re.compile("(?<!')['\u2018\u2019\u201a\u2039\u203a\x91\x92](?!')|\u00e2\u20ac[\u02dc\u2122]")
#: "the firm 's", "they 're" in tokenised text
_CLITIC = re.compile(r"(?:s|re|ll|ve|t|d|m|em|n)\b")
_OPENS = frozenset("\u201c\u201e\u201f\x93") | {"``", "\u00e2\u20ac\u0153"}
_CLOSES = frozenset("\u201d\x94") | {"\u00e2\u20ac\x9d", "\u00e2\u20ac"}
_SINGLE_OPENS = frozenset("\u2018\u201a\u2039\x91") | {"\u00e2\u20ac\u02dc"}
_APOSTROPHES = frozenset("\u2019\x92") | {"\u00e2\u20ac\u2122"}
#: No quotation runs on longer than this in one paragraph: an opening mark without a closing one must not eat the text.
_LONGEST = 6_000
_LONGEST_SINGLE = 1_000


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: ``outer`` with its marks, ``inner`` without.

    ``goes_on`` is true where the paragraph ends without a closing mark and the next one opens again.
    """

    outer: Span
    inner: Span
    goes_on: bool = False


def find_quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    r"""The quotations of the paragraphs, in order, not nested.

    >>> text = "He said \"we will stay,\u201d then \u201cgo\u201d. It is 6\" long."
    >>> [quotation.inner.of(text) for quotation in find_quotations(text, [Span(0, len(text))])]
    ['we will stay,', 'go']
    """
    found: list[Quotation] = []
    spans = list(paragraphs)
    for number, paragraph in enumerate(spans):
        follows = spans[number + 1] if number + 1 < len(spans) else None
        doubles = list(_pairs(text, paragraph, opens_again=follows is not None and _opens_at(text, follows.start)))
        found.extend(doubles)
        found.extend(_singles(text, paragraph, doubles))
    return tuple(_outermost(found))


def _outermost(found: list[Quotation]) -> Iterator[Quotation]:
    """In order, without those inside another one."""
    end = 0
    for quotation in sorted(found, key=lambda quotation: (quotation.outer.start, -quotation.outer.end)):
        if quotation.outer.start >= end:
            end = quotation.outer.end
            yield quotation


def _opens_at(text: str, at: int) -> bool:
    mark = _DOUBLE.match(text, at)
    return mark is not None and mark.group() not in _CLOSES


def _pairs(text: str, paragraph: Span, *, opens_again: bool) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
        if opened is not None and mark.start() - opened.end() > _LONGEST:
            opened = None
        if opened is None:
            if not _closing_only(text, mark, paragraph):
                opened = mark
        elif _opening_only(text, mark, paragraph):
            opened = mark  # the earlier one was never closed
        elif mark.start() > opened.end():
            yield Quotation(Span(opened.start(), mark.end()), Span(opened.end(), mark.start()))
            opened = None
    if opened is not None and opens_again and 1 < paragraph.end - opened.end() <= _LONGEST:
        yield Quotation(Span(opened.start(), paragraph.end), Span(opened.end(), paragraph.end), goes_on=True)


def _around(text: str, mark: re.Match[str], paragraph: Span) -> tuple[str, str]:
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return before, after


def _closing_only(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """A mark that cannot open: after a letter or a stop with space behind, a curly closing mark, inches."""
    before, after = _around(text, mark, paragraph)
    if mark.group() in _OPENS:
        return False
    if mark.group() in _CLOSES:
        # mojibake and careless typing open with a closing mark too
        return not (before.isspace() and after.isalnum())
    if mark.group() == "\u2033" or (before.isdigit() and not after.isalpha()):
        return True
    return not before.isspace() and (after.isspace() or after in ".,;:!?)")


def _opening_only(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """A mark that cannot close: a curly opening one, or white space before it and a word behind."""
    if mark.group() in _CLOSES:
        return False
    before, after = _around(text, mark, paragraph)
    if mark.group() in ("\u201c", "``", "\x93", "\u00e2\u20ac\u0153"):
        # a second opening curly mark often stands where the closing one should
        return before.isspace() or not (after.isspace() or after in ".,;:!?)")
    return before.isspace() and after.isalnum()


def _singles(text: str, paragraph: Span, doubles: list[Quotation]) -> Iterator[Quotation]:
    """Quotations in single marks, as British papers write them, outside double ones.

    An apostrophe looks the same: so it must open after white space and close after a stop or before white space, and
    hold a space between.
    """
    taken = iter(doubles)
    current = next(taken, None)
    opened: re.Match[str] | None = None
    for mark in _SINGLE.finditer(text, paragraph.start, paragraph.end):
        while current is not None and current.outer.end <= mark.start():
            current = next(taken, None)
        if current is not None and current.outer.start <= mark.start():
            opened = None
            continue
        before, after = _around(text, mark, paragraph)
        if opened is None or mark.group() in _SINGLE_OPENS:
            if _CLITIC.match(text, mark.end()):
                continue
            opens = (before.isspace() or before in "(\u2014\u2013") and (
                (after.isalpha() and mark.group() not in _APOSTROPHES) or mark.group() in _SINGLE_OPENS
            )
            opened = mark if opens else None
            continue
        if after.isalnum() or mark.start() - opened.end() > _LONGEST_SINGLE:
            continue
        # "workers' rights": after an s it closes only where the sentence shows it
        if before in "sS" and after.isspace():
            continue
        inner = Span(opened.end(), mark.start()) if mark.start() > opened.end() else None
        if inner is not None and " " in inner.of(text):
            yield Quotation(Span(opened.start(), mark.end()), inner)
        opened = None
