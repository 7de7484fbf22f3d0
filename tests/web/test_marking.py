"""Cutting a text into pieces: nothing is lost, nothing is doubled, marks cover what they should."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span, Zone, ZoneKind
from onrecord.store.rows import ArticleRow, StatementRow
from onrecord.web.marking import marked_blocks

ARTICLE = ArticleRow("1", "1", None, None, None, None, 0, 0)
ROW = StatementRow(
    "s",
    ARTICLE,
    "",
    (),
    (),
    (),
    "",
    "",
    None,
    None,
    None,
    None,
    "direct",
    "asserted",
    (),
    None,
    None,
    "",
    None,
    False,
    0.5,
    "",
)
TEXT = (
    "PORT SABLE – The ferry is late. “It sank,” said Roe, “twice.”\n\nShare this\nPrint this\n\n"
    "Nobody believed the mayor."
)


def zones_of(text: str) -> list[Zone]:
    zones, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            zones.append(Zone(ZoneKind.BODY, Span(start, start + len(line.strip()))))
        at += len(line) + 1
    return zones


@st.composite
def marked_texts(draw):
    text = draw(st.text(alphabet="ab \n“”é", min_size=1, max_size=60))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    statements = draw(st.lists(st.lists(spans, min_size=1, max_size=2), max_size=5))
    rows = [replace(ROW, content=tuple(Span(*pair) for pair in sorted(pairs))) for pairs in statements]
    return text, rows


@given(marked_texts())
def test_every_character_once_and_under_the_right_marks(drawn) -> None:
    text, rows = drawn
    zones = zones_of(text)
    blocks = marked_blocks(text, zones, rows)
    pieces = [piece for block in blocks for run in block.runs for piece in run.pieces]
    assert "".join(piece.text for piece in pieces) == "".join(zone.span.of(text) for zone in zones)
    at = [offset for zone in zones for offset in range(zone.span.start, zone.span.end)]
    under = [piece.numbers for piece in pieces for _ in piece.text]
    for offset, numbers in zip(at, under, strict=True):
        covering = {n for n, row in enumerate(rows, 1) if any(s.start <= offset < s.end for s in row.content)}
        assert set(numbers) == covering
    opened = [number for piece in pieces for number in piece.opens]
    assert len(opened) == len(set(opened)) and set(opened) == {number for numbers in under for number in numbers}


def test_silent_lines_of_one_kind_are_one_block() -> None:
    zones = [
        Zone(ZoneKind.DATELINE, Span(0, 12)),
        Zone(ZoneKind.BODY, Span(13, TEXT.index("\n\nShare"))),
        Zone(ZoneKind.NAVIGATION, Span(TEXT.index("Share"), TEXT.index("Share") + 10)),
        Zone(ZoneKind.NAVIGATION, Span(TEXT.index("Print"), TEXT.index("Print") + 10)),
        Zone(ZoneKind.BODY, Span(TEXT.index("Nobody"), len(TEXT))),
    ]
    first, navigation, last = marked_blocks(TEXT, zones, [])
    assert first.kind == "body" and [run.kind for run in first.runs] == ["dateline", "body"]
    assert navigation.kind == "navigation" and navigation.lines == 2 and not navigation.speaks
    assert last.runs[0].pieces[0].text == "Nobody believed the mayor."


def test_a_broken_quotation_opens_once_and_closes_at_its_end() -> None:
    content = (
        Span(TEXT.index("It sank"), TEXT.index("It sank") + 7),
        Span(TEXT.index("twice"), TEXT.index("twice") + 5),
    )
    row = replace(ROW, content=content, cue=(Span(TEXT.index("said"), TEXT.index("said") + 4),))
    (block, *_) = marked_blocks(TEXT, zones_of(TEXT), [row])
    pieces = [piece for run in block.runs for piece in run.pieces]
    assert [piece.text for piece in pieces if piece.numbers] == ["It sank", "twice"]
    assert [piece.opens for piece in pieces if piece.numbers] == [(1,), ()]
    assert [piece.closes for piece in pieces if piece.numbers] == [(), (1,)]
    assert [piece.text for piece in pieces if piece.role == "cue"] == ["said"]


def test_text_outside_all_zones_is_shown_but_does_not_speak() -> None:
    blocks = marked_blocks("left out\n\nbody", [Zone(ZoneKind.BODY, Span(10, 14))], [])
    assert [(block.speaks, block.runs[0].pieces[0].text.strip()) for block in blocks] == [
        (False, "left out"),
        (True, "body"),
    ]
