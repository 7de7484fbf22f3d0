"""Figures for print, with intervals: what `onrecord analyse` draws, on a page."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.exceptions import HTTPException

from ...errors import InputError
from ...formats import analyses_camps, analyses_counts, analyses_structure, drawn
from ...formats.analysis import Analysis
from ...formats.figures_matrix import heat_map
from ...network import NetworkOptions, StatementTable, Variable, networks
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
    draw: Callable[[StatementTable, NetworkOptions, int], tuple[Figure, Analysis | None]]
    in_time: bool = False


def _timeline(table: StatementTable, options: NetworkOptions, draws: int) -> tuple[Figure, Analysis | None]:
    return drawn.drawn(table, replace(options, duplicates="include"), "timeline"), None


def _bars(table: StatementTable, options: NetworkOptions, draws: int) -> tuple[Figure, Analysis | None]:
    made = analyses_counts.bar_counts(table, options, intervals=draws)
    return made.draw(), made


def _heat_map(table: StatementTable, options: NetworkOptions, draws: int) -> tuple[Figure, Analysis | None]:
    options = replace(options, aggregation="subtract", normalization="activity")
    network = networks(table, options)[0]
    what = "support less opposition, by all that each said"
    return heat_map(network.rows, network.cols, network.matrix.tolist(), title=f"Who stands where: {what}"), None


def _phases(table: StatementTable, options: NetworkOptions, draws: int) -> tuple[Figure, Analysis | None]:
    options = replace(options, network_type="onemode", aggregation="subtract", normalization="average")
    made = analyses_structure.phases(table, options, windows=MOST_WINDOWS)
    return made.draw(), made


def _polarization(table: StatementTable, options: NetworkOptions, draws: int) -> tuple[Figure, Analysis | None]:
    made = analyses_camps.polarization(table, options, intervals=draws, windows=MOST_WINDOWS)
    return made.draw(), made


def _scaling(table: StatementTable, options: NetworkOptions, draws: int) -> tuple[Figure, Analysis | None]:
    made = analyses_camps.scaling(table, replace(options, aggregation="subtract"), intervals=min(draws, 40))
    return made.draw(), made


KINDS: dict[str, Kind] = {
    "bars": Kind("bars with intervals", "How often each was for and against, with 95 % intervals.", _bars),
    "timeline": Kind("timeline", "Who said what when, one lane each.", _timeline),
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
_FIELDS = (
    Field("kind", "Which figure", {"enum": list(KINDS), "default": "bars"}),
    *(field for field in FIELDS if field.name in ("of", "issue", "from", "to", "window")),
    Field("nodes", "Actors with most statements", {"type": "integer", "minimum": 2, "maximum": MOST, "default": USUAL}),
    Field("intervals", "With intervals or without", {"enum": ["yes", "no"], "default": "yes"}),
)


@described(fields=_FIELDS, answer=thing(kind=TEXT, rows=many({"type": "object"})), picture=True, files=(".vl.json",))
def figures_page(record: Record, ask: Ask) -> Page:
    """Timelines, bars, heat maps, phases, polarization and scales, drawn for print."""
    kind = ask.choice("kind", tuple(KINDS)) or "bars"
    nodes = ask.number("nodes", default=USUAL, least=2, most=10**6)
    wanted = wanted_of(Ask(ask.path, query={name: value for name, value in ask.query.items() if name != "nodes"}))
    intervals = ask.choice("intervals", ("yes", "no")) != "no"
    figure, analysis, trouble = _made(record, kind, replace(wanted, nodes=min(nodes, MOST)), intervals=intervals)
    book = record.codebook()
    view = {
        "kind": kind,
        "kinds": KINDS,
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
    title = f"Figure: {KINDS[kind].name}"

    def picture() -> str:
        return _there(figure).svg

    def data() -> dict[str, Any]:
        return {"kind": kind, **(analysis.as_json() if analysis else {"rows": _values(figure)})}

    vega = {".vl.json": lambda: json.dumps(_there(figure).vega, ensure_ascii=False, indent=1)}
    return Page("figures.html", title, view, data, table="rows", picture=picture, files=vega)


def _made(
    record: Record, kind: str, wanted: Wanted, *, intervals: bool
) -> tuple[Figure | None, Analysis | None, str | None]:
    """The figure, the analysis behind it, or why there is none."""
    table = _table(record, wanted)
    if not len(table):
        return None, None, "No position for or against is on record here."
    variable = "person" if wanted.of == "speakers" else "organization"
    options = NetworkOptions(variable1=variable, variable2="concept")
    if KINDS[kind].in_time:
        options = replace(options, **_window(table, wanted))
    try:
        return *KINDS[kind].draw(table, options, DRAWS if intervals else 0), None
    except InputError as error:
        return None, None, f"{error.what[:1].upper()}{error.what[1:]}."


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


def _values(figure: Figure | None) -> list[dict[str, Any]]:
    return figure.vega["data"]["values"] if figure else []


def _rows(analysis: Analysis | None) -> dict[str, Any] | None:
    """The numbers as a table: the first hundred rows."""
    if analysis is None:
        return None
    return {"columns": analysis.columns, "rows": analysis.rows[:100], "all": len(analysis.rows)}


def _there(figure: Figure | None) -> Figure:
    if figure is None:
        raise HTTPException(404, "There is nothing to draw.")
    return figure
