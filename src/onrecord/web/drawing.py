"""A timeline as a picture to take away: SVG in millimetres on white, for print."""

from __future__ import annotations

from ..formats.svg import FAINT, OPPOSE, OTHER, SUPPORT, Sheet, shortened
from .timeline import Timeline
from .words import STANCE_WORDS, STANCES, day

_WIDTH, _LABELS, _RIGHT, _TOP = 170.0, 46.0, 4.0, 16.0
#: Millimetres a pixel of the page's drawing.
_MM = 0.2646
COLOURS = {"support": SUPPORT, "oppose": OPPOSE, "conditional": "#8A5A96", "neutral": OTHER}


def drawn(timeline: Timeline | None, title: str) -> str:
    """The picture; where there is nothing to draw, a sheet that says so."""
    if timeline is None:
        sheet = Sheet(_WIDTH, 16, title=title)
        sheet.text(1, 4, shortened(title, _WIDTH - 2))
        sheet.text(1, 10, "Fewer than two dates on record: nothing to draw.")
        return sheet.svg()
    height = timeline.height * _MM
    about = f"{day(timeline.first)} to {day(timeline.last)}"
    if timeline.bars:
        about += f"; the tallest bar is {timeline.most} statements a {timeline.unit}"
    if timeline.undated:
        about += f"; {timeline.undated} without a date not drawn"
    sheet = Sheet(_WIDTH, _TOP + height + 2, title=title, description=about)
    sheet.text(1, 4, shortened(title, _WIDTH - 2))
    sheet.text(1, 9, about, colour="#555555")
    if timeline.chosen:
        low, high = (_x(end) for end in timeline.chosen)
        sheet.rect(low, _TOP, max(high - low, 0.4), height - 6, fill="#F3EFE2", title="the stretch chosen")
    for lane in timeline.lanes:
        foot = _TOP + (lane.top + lane.height - 1) * _MM
        sheet.line(_LABELS, foot, _WIDTH - _RIGHT, foot, colour=FAINT)
        sheet.text(_LABELS - 2, foot - 1.6, shortened(f"{lane.name} ({lane.count})", _LABELS - 3), anchor="end")
    for bar in timeline.bars:
        said = f"{bar.since} to {bar.until}: {bar.count} {STANCE_WORDS[bar.stance]}"
        left, width = _x(bar.x), _x(bar.x + bar.width) - _x(bar.x)
        sheet.rect(left, _TOP + bar.y * _MM, width, bar.height * _MM, fill=COLOURS[bar.stance], title=said)
    for dot in timeline.dots:
        colour = COLOURS[dot.moment.stance]
        hollow = dot.moment.stance in ("conditional", "neutral")
        said = ", ".join(part for part in (dot.moment.when, STANCE_WORDS[dot.moment.stance], dot.moment.label) if part)
        fill = "#FFFFFF" if hollow else colour
        sheet.circle(_x(dot.x), _TOP + dot.y * _MM, 1.05, fill=fill, stroke=colour, title=said)
    for tick in timeline.ticks:
        sheet.text(_x(tick.x), _TOP + height - 2, tick.label, anchor=tick.anchor)
    _legend(sheet, {dot.moment.stance for dot in timeline.dots} | {bar.stance for bar in timeline.bars})
    return sheet.svg()


def _x(percent: float) -> float:
    return _LABELS + (_WIDTH - _RIGHT - _LABELS) * percent / 100


def _legend(sheet: Sheet, stances: set[str]) -> None:
    used = [stance for stance in STANCES if stance in stances]
    at = _WIDTH - _RIGHT - 24.0 * len(used)
    for n, stance in enumerate(used):
        sheet.rect(at + 24 * n, 12.2, 2.4, 2.4, fill=COLOURS[stance])
        sheet.text(at + 24 * n + 3.6, 13.4, STANCE_WORDS[stance])
