"""Figures for print, with intervals: what `onrecord analyse` draws, on a page."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.exceptions import HTTPException

from ...errors import InputError
from ...formats import analyses_camps, analyses_counts, analyses_drawn, analyses_structure
from ...formats.analyses_judged import corrected
from ...formats.analysis import Analysis
from ...network import NetworkOptions, StatementTable, Variable
from ...store import queries
from ..ask import Ask
from ..graph import strongest_rows
from ..kept import kept_of
from ..page import Field, Page, described
from ..schemas import TEXT, many, thing
from ..wanted import FIELDS, UNITS, Wanted, wanted_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...formats.figures_frame import Figure
    from ...store.record import Record

#: Actors in a figure unless another number is asked for, and at most.
USUAL, MOST = 15, 40
#: Draws of articles: enough for a page; the command line takes any number.
DRAWS = 200
#: The same of what takes longest.
SLOW_DRAWS = 40
#: Windows through time at most; of more, some are taken at equal steps.
MOST_WINDOWS = 24
#: Window of the page → unit and size, for networks in windows of time.
WINDOWS = {
    "month": ("months", 1),
    "quarter": ("months", 3),
    "half-year": ("months", 6),
    "year": ("months", 12),
    "two years": ("months", 24),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A figure: its name, what it shows, and what draws it from statements, options and the number of draws."""

    name: str
    what: str
    make: Callable[[StatementTable, NetworkOptions, int], Analysis]
    in_time: bool = False


def _timeline(table: StatementTable, options: NetworkOptions, draws: int) -> Analysis:
    return analyses_drawn.spoken(table, replace(options, duplicates="include"), intervals=draws)


def _bars(table: StatementTable, options: NetworkOptions, draws: int) -> Analysis:
    return analyses_counts.bar_counts(table, options, intervals=draws)


def _heat_map(table: StatementTable, options: NetworkOptions, draws: int) -> Analysis:
    options = replace(options, aggregation="subtract", normalization="activity")
    title = "Who stands where: support less opposition, by all that each said"
    return analyses_drawn.heat(table, options, intervals=draws, title=title)


def _phases(table: StatementTable, options: NetworkOptions, draws: int) -> Analysis:
    options = replace(options, network_type="onemode", aggregation="subtract", normalization="average")
    return analyses_structure.phases(table, options, windows=MOST_WINDOWS, intervals=min(draws, SLOW_DRAWS))


def _polarization(table: StatementTable, options: NetworkOptions, draws: int) -> Analysis:
    return analyses_camps.polarization(table, options, intervals=draws, windows=MOST_WINDOWS)


def _scaling(table: StatementTable, options: NetworkOptions, draws: int) -> Analysis:
    options = replace(options, aggregation="subtract")
    return analyses_camps.scaling(table, options, intervals=min(draws, SLOW_DRAWS))


KINDS: dict[str, Kind] = {
    "bars": Kind("bars with intervals", "How often each was for and against, with 95 % intervals.", _bars),
    "timeline": Kind("timeline", "Who said what when, and the share of support.", _timeline),
    "heatmap": Kind("heat map", "Support less opposition, each actor on each issue.", _heat_map),
    "polarization": Kind(
        "polarization through time",
        "How far the debate is from two camps that agree inside and conflict with each other: lower is more polarised.",
        _polarization,
        in_time=True,
    ),
    "phases": Kind("phases", "When the debate changed from one state to another.", _phases, in_time=True),
    "scaling": Kind("scale", "Actors on one dimension that explains what they are for and against.", _scaling),
}
#: Figures of what people judged, over the whole record: name, what it shows, and what is worked out.
JUDGED = {
    "shares": (
        "corrected shares",
        "Of what the machine coded on each issue the share that truly is of each stance, by what people judged at "
        "random; the naive figure beside it.",
        "share",
    ),
    "trends": (
        "corrected trends",
        "How these shares change in a year, by what people judged at random; the naive figure beside each.",
        "trend",
    ),
}
_FIELDS = (
    Field("kind", "Which figure", {"enum": [*KINDS, *JUDGED], "default": "bars"}),
    *(field for field in FIELDS if field.name in ("of", "issue", "from", "to", "window")),
    Field("nodes", "Actors with most statements", {"type": "integer", "minimum": 2, "maximum": MOST, "default": USUAL}),
    Field("intervals", "With intervals or without", {"enum": ["yes", "no"], "default": "yes"}),
)


@described(fields=_FIELDS, answer=thing(kind=TEXT, rows=many({"type": "object"})), picture=True, files=(".vl.json",))
def figures_page(record: Record, ask: Ask) -> Page:
    """Timelines, bars, heat maps, phases, polarization and scales, drawn for print."""
    kind = ask.choice("kind", (*KINDS, *JUDGED)) or "bars"
    nodes = ask.number("nodes", default=USUAL, least=2, most=10**6)
    wanted = wanted_of(Ask(ask.path, query={name: value for name, value in ask.query.items() if name != "nodes"}))
    intervals = ask.choice("intervals", ("yes", "no")) != "no"
    figure, analysis, trouble = _made(record, kind, replace(wanted, nodes=min(nodes, MOST)), intervals=intervals)
    judged = kind in JUDGED
    book = record.codebook()
    view = {
        "kind": kind,
        "kinds": {name: one.name for name, one in KINDS.items()} | {name: one[0] for name, one in JUDGED.items()},
        "what": JUDGED[kind][1] if judged else KINDS[kind].what,
        "judged": judged,
        "in_time": not judged and KINDS[kind].in_time,
        "notes": analysis.about.get("notes", ()) if analysis else (),
        "wanted": wanted,
        "nodes": min(nodes, MOST),
        "intervals": intervals,
        "svg": Markup(figure.svg) if figure else None,
        "trouble": trouble,
        "units": UNITS,
        "windows": tuple(WINDOWS),
        "issues": [(issue.id, issue.title) for issue in (book.issues if book else ())],
        "rows": _rows(analysis),
    }
    title = f"Figure: {view['kinds'][kind]}"

    def picture() -> str:
        return _there(figure).svg

    def data() -> dict[str, Any]:
        return {"kind": kind, **(analysis.as_json() if analysis else {"rows": []})}

    vega = {".vl.json": lambda: json.dumps(_there(figure).vega, ensure_ascii=False, indent=1)}
    return Page("figures.html", title, view, data, table="rows", picture=picture, files=vega)


def _made(
    record: Record, kind: str, wanted: Wanted, *, intervals: bool
) -> tuple[Figure | None, Analysis | None, str | None]:
    """The figure, the numbers behind it, or why there is none."""
    try:
        analysis = _analysis(record, kind, wanted, DRAWS if intervals else 0)
        if analysis is None:
            return None, None, "No position for or against is on record here."
        return analysis.draw(), analysis, None
    except InputError as error:
        return None, None, f"{error.what[:1].upper()}{error.what[1:]}."


def _analysis(record: Record, kind: str, wanted: Wanted, draws: int) -> Analysis | None:
    if kind in JUDGED:
        return corrected(record, what=JUDGED[kind][2])
    table = _table(record, wanted)
    if not len(table):
        return None
    variable = "person" if wanted.of == "speakers" else "organization"
    options = NetworkOptions(variable1=variable, variable2="concept")
    if KINDS[kind].in_time:
        options = replace(options, **_window(table, wanted))
    return KINDS[kind].make(table, options, draws)


def _table(record: Record, wanted: Wanted) -> StatementTable:
    """The statements of the strongest in the range."""
    kept = kept_of(record)
    table = kept.positions
    if wanted.issue is not None:
        issue = queries.issue(record, wanted.issue)
        if issue is None:
            raise HTTPException(400, f"There is no issue “{wanted.issue[:60]}” in the codebook of this record.")
        table = table.where(table.variables["concept"].values == issue.title)
    first = table.date.min(initial=0) if wanted.first is None else wanted.first
    last = table.date.max(initial=0) if wanted.last is None else wanted.last
    table = table.where((table.date >= first) & (table.date <= last))
    variable = "person" if wanted.of == "speakers" else "organization"
    table = table.where(table.variables[variable].values != "")
    if not len(table):
        return table
    table = table.where(strongest_rows(table.variables[variable].values, wanted.nodes))
    names = _short_names(table.variables[variable].values.tolist(), kept.ids)
    shown = Variable("short text", [names[name] for name in table.variables[variable].values.tolist()])
    return replace(table, variables={**table.variables, variable: shown})


def _short_names(names: list[str], ids: dict[str, str]) -> dict[str, str]:
    """Names without the ids that tell namesakes apart; the second of one name in the figure becomes "… (2)"."""
    plain = {name: name.removesuffix(f" ({ids[name]})") if name in ids else name for name in dict.fromkeys(names)}
    times: dict[str, int] = {}
    for name, short in plain.items():
        times[short] = times.get(short, 0) + 1
        if times[short] > 1:
            plain[name] = f"{short} ({times[short]})"
    return plain


def _window(table: StatementTable, wanted: Wanted) -> dict[str, Any]:
    """The window asked for, or one that suits the length of the debate."""
    months = (int(table.date.max()) - int(table.date.min())) / (30.44 * 86_400)
    if wanted.window is not None:
        unit, size = WINDOWS[wanted.window]
        return {"time_window": unit, "window_size": size}
    if months < 4:
        return {"time_window": "weeks", "window_size": 4} if months > 1.5 else {"time_window": "days", "window_size": 7}
    return {"time_window": "months", "window_size": 3 if months < 36 else 12}


def _rows(analysis: Analysis | None) -> dict[str, Any] | None:
    """The numbers as a table: the first hundred rows."""
    if analysis is None:
        return None
    return {"columns": analysis.columns, "rows": analysis.rows[:100], "all": len(analysis.rows)}


def _there(figure: Figure | None) -> Figure:
    if figure is None:
        raise HTTPException(404, "There is nothing to draw.")
    return figure
