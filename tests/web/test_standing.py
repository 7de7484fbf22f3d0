"""Who stands where: nothing from one statement, copies once, hearsay listed and not counted."""

from __future__ import annotations

from onrecord.store.queries import ClaimRow
from onrecord.web.standing import GROUPS, Standing, by_stance, grouped, shares, standings, turned
from onrecord.web.timeline import Moment, make_timeline
from onrecord.web.window import Window


def says(key: int, stance: str, *, when: str | None = "2031-03-05", outlet="Courier", copy=False, told=False, who="r1"):
    return ClaimRow(key, "fee", stance, who, when, outlet, 1, told, copy, "")


def one(*claims: ClaimRow) -> Standing:
    (found,) = standings(claims, lambda _: "Roe")
    return found


def test_two_stances_are_mixed_and_neutral_takes_no_side() -> None:
    assert one(says(1, "support"), says(2, "oppose")).stance == "mixed"
    assert one(says(1, "support"), says(2, "neutral")).stance == "support"
    assert one(says(1, "neutral")).stance == "neutral"


def test_a_page_quotes_the_latest_and_never_hides_a_stance() -> None:
    many = [says(day, "support", when=f"2031-02-{day:02}") for day in range(1, 20)]
    found = one(says(0, "oppose", when="2030-01-01"), *many)
    assert [claim.statement for claim in found.quoted] == [0, 18, 19]
    assert len(found.claims) == 20
    assert found.stances == (("support", 19), ("oppose", 1), ("conditional", 0), ("neutral", 0))


def test_copies_count_once() -> None:
    copy = {"outlet": "Herald", "copy": True}
    found = one(says(1, "support"), says(2, "support", **copy), says(3, "support", **copy))
    assert (found.n, found.copies, found.enough) == (1, 2, False)
    assert found.outlets == ("Courier", "Herald")
    assert one(says(1, "support", copy=True), says(2, "support", copy=True)).n == 1


def test_hearsay_decides_only_where_there_is_nothing_else() -> None:
    found = one(says(1, "oppose"), says(2, "support", told=True))
    assert (found.stance, found.n, found.told) == ("oppose", 1, 1)
    assert (one(says(2, "support", told=True)).stance, one(says(2, "support", told=True)).n) == ("support", 0)


def test_first_and_last_leave_the_undated_out() -> None:
    found = one(says(3, "support", when="2030"), says(2, "support", when="2031-05"), says(1, "support", when=None))
    assert (found.first, found.last) == ("2030", "2031-05")


def test_a_change_is_the_last_before_and_the_first_after() -> None:
    found = one(
        says(1, "support", when="2030-01-01"),
        says(2, "support", when="2030-03-01"),
        says(3, "neutral", when="2030-04-01"),
        says(4, "oppose", when="2030-05-01"),
        says(5, "oppose", when="2030-06-01"),
    )
    assert [(before.statement, after.statement) for before, after in found.turns] == [(2, 4)]


def test_what_was_said_on_one_day_or_by_others_is_no_change() -> None:
    assert one(says(1, "support"), says(2, "oppose")).turns == ()
    assert one(says(1, "support", when="2030"), says(2, "oppose", when=None)).turns == ()
    assert one(says(1, "support", when="2030"), says(2, "oppose", told=True)).turns == ()


def test_one_lasting_change_stands_before_a_back_and_forth() -> None:
    def days(who: str, *stances: str) -> list[ClaimRow]:
        return [says(n, stance, when=f"2031-03-0{n + 1}", who=who) for n, stance in enumerate(stances)]

    wavering = days("a", "support", "oppose", "support", "oppose")
    found = standings([*wavering, *days("b", "oppose", "support")], lambda id: id)
    assert [(row.name, len(row.turns)) for row in turned(found)] == [("b", 1), ("a", 3)]


def test_groups_are_in_a_fixed_order_with_empty_ones() -> None:
    found = standings([says(1, "oppose"), says(2, "oppose"), says(3, "support", who="r2")], lambda id: id)
    groups = grouped(found)
    assert list(groups) == [*GROUPS, "single", "told"]
    assert {name: [row.name for row in rows] for name, rows in groups.items() if rows} == {
        "oppose": ["r1"],
        "single": ["r2"],
    }


def test_shares_count_claims_and_speakers_the_unknown_last() -> None:
    claims = [says(1, "oppose", outlet=None), says(2, "oppose", outlet=None), says(3, "support", who="r2")]
    courier, unknown = shares(claims, lambda claim: claim.outlet)
    assert (courier.name, courier.n, courier.speakers) == ("Courier", 1, 1)
    assert (unknown.name, unknown.n, unknown.speakers) == (None, 2, 1)
    assert courier.counts == by_stance(claims[2:])


def test_few_moments_are_shapes_that_do_not_cover_each_other() -> None:
    days = ["2031-01-01"] * 3 + ["2031-01-02", "2031-06", "2032", None, "no date"]
    moments = [Moment(day, "for", "support", str(n), "Roe") for n, day in enumerate(days)]
    drawing = make_timeline([*moments[3:], *moments[:3]], ["for", "against"])
    assert drawing is not None and not drawing.bars
    assert drawing.undated == 2 and [lane.name for lane in drawing.lanes] == ["for"]
    assert len(drawing.dots) + drawing.undated == len(moments)
    places = [(dot.x, dot.y) for dot in drawing.dots]
    # 10 px shapes on a drawing 348 px wide, as on a telephone of 380
    apart = [abs(a[0] - b[0]) * 3.48 > 9.9 or abs(a[1] - b[1]) > 9.9 for n, a in enumerate(places) for b in places[:n]]
    assert all(apart)
    assert all(0 <= x <= 100 and 0 < y < drawing.height for x, y in places)


def test_many_moments_are_bars_that_count_all_of_them() -> None:
    days = ["2031-01-01"] * 9 + ["2031-01-02", "2031-06", "2032", None, "no date"]
    moments = [Moment(day, "for", "support", str(n), "Roe") for n, day in enumerate(days)] * 20
    drawing = make_timeline(moments, ["for"], Window("2031-05-01", "2031-07-01"))
    assert drawing is not None and not drawing.dots
    assert sum(bar.count for bar in drawing.bars) + drawing.undated == len(moments)
    assert all(0 <= bar.x <= 100 and 0 < bar.y < drawing.height for bar in drawing.bars)
    assert max(bar.count for bar in drawing.bars) == drawing.most == 200 and drawing.unit == "week"
    assert all(a.until < b.since for a, b in zip(drawing.bars, drawing.bars[1:], strict=False))
    assert drawing.chosen is not None and 0 < drawing.chosen[0] < drawing.chosen[1] < 100


def test_a_window_holds_its_ends_and_nothing_undated() -> None:
    window = Window("2031-02-01", "2031-02-28")
    assert [window.holds(day) for day in ("2031-01-31", "2031-02-01", "2031-02", "2031-02-28T10:00", "2031-03-01")] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert not window.holds(None) and Window().holds(None)
