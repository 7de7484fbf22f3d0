"""Who stands where: nothing from one statement, copies once, hearsay listed and not counted."""

from __future__ import annotations

from dataclasses import replace

from onrecord.store.rows import ArticleRow, PositionRow, StatementRow
from onrecord.web.standing import grouped, standings
from onrecord.web.timeline import Moment, make_timeline

ARTICLE = ArticleRow("a", "a", "Courier", None, "2031-03-05", None, 0, 0)
COPY = replace(ARTICLE, id="c", outlet="Herald", copies_of="a")


def says(id: str, stance: str, *, when: str | None = "2031-03-05", article: ArticleRow = ARTICLE, nested=None):
    position = PositionRow(id, "fee", "The fee", stance, 0.8, "", "machine")
    return StatementRow(
        *(id, article, "words", (), (), (), "said", "", "Roe", "r1", None, None, "direct", "asserted", (), None),
        *(when, "published" if when else "", nested, False, 0.8, "", (position,)),
    )


def one(*statements: StatementRow):
    (found,) = standings(statements, "fee")
    return found


def test_two_stances_are_mixed_and_neutral_takes_no_side() -> None:
    assert one(says("1", "support"), says("2", "oppose")).stance == "mixed"
    assert one(says("1", "support"), says("2", "neutral")).stance == "support"
    assert one(says("1", "neutral")).stance == "neutral"


def test_a_page_quotes_the_latest_and_never_hides_a_stance() -> None:
    many = [says(f"{day:02}", "support", when=f"2031-02-{day:02}") for day in range(1, 20)]
    found = one(says("00", "oppose", when="2030-01-01"), *many)
    assert [claim.statement.id for claim in found.quoted] == ["00", "14", "15", "16", "17", "18", "19"]
    assert len(found.claims) == 20


def test_copies_count_once() -> None:
    found = one(says("1", "support"), says("2", "support", article=COPY), says("3", "support", article=COPY))
    assert (found.n, found.copies, found.enough) == (1, 2, False)
    assert found.outlets == ("Courier", "Herald")
    assert one(says("1", "support", article=COPY), says("2", "support", article=COPY)).n == 1


def test_hearsay_decides_only_where_there_is_nothing_else() -> None:
    found = one(says("1", "oppose"), says("2", "support", nested="9"))
    assert (found.stance, found.n, found.told) == ("oppose", 1, 1)
    assert (one(says("2", "support", nested="9")).stance, one(says("2", "support", nested="9")).n) == ("support", 0)


def test_claims_are_in_order_of_time_and_undated_last() -> None:
    found = one(
        says("1", "support", when=None), says("2", "support", when="2031-05"), says("3", "support", when="2030")
    )
    assert [claim.statement.id for claim in found.claims] == ["3", "2", "1"]
    assert (found.first, found.last) == ("2030", "2031-05")


def test_groups_are_in_a_fixed_order_with_empty_ones() -> None:
    assert [(stance, len(rows)) for stance, rows in grouped(standings([says("1", "oppose")], "fee"))] == [
        ("support", 0),
        ("oppose", 1),
        ("conditional", 0),
        ("mixed", 0),
        ("neutral", 0),
    ]


def test_a_timeline_draws_or_counts_every_moment() -> None:
    days = ["2031-01-01"] * 9 + ["2031-01-02", "2031-06", "2032", None, "no date"]
    moments = [Moment(day, "for", "support", str(n), "Roe") for n, day in enumerate(days)]
    drawing = make_timeline(moments, ["for", "against"])
    assert drawing is not None
    assert len(drawing.dots) + sum(more.count for more in drawing.more) + drawing.undated == len(moments)
    assert drawing.undated == 2 and [lane.name for lane in drawing.lanes] == ["for"]
    assert all(0 <= dot.x <= 100 and 0 < dot.y < drawing.height for dot in drawing.dots)
    many = make_timeline(moments * 20, ["for"])
    assert many is not None and not many.dots
    assert sum(bar.count for bar in many.bars) + many.undated == len(moments) * 20
    assert all(0 <= bar.x <= 100 and 0 < bar.y < many.height for bar in many.bars)
    assert len({(dot.x, dot.y) for dot in drawing.dots}) == len(drawing.dots)
