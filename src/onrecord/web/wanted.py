"""What a network page is asked for: the state in its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.exceptions import HTTPException

from ..network.from_record import seconds
from .ask import Ask
from .page import Field

#: Layer → what it is called. The first three are of positions.
LAYERS = {
    "agreement": "agreement",
    "conflict": "conflict",
    "subtract": "agreement less conflict",
    "affiliation": "affiliation",
    "outlet": "outlets and whom they report",
    "target": "who speaks about whom",
}
OF_POSITIONS = ("agreement", "conflict", "subtract")
UNITS = {"speakers": "speakers", "bodies": "what they speak for"}
#: Window → its months, and the months of one step.
WINDOWS = {"month": (1, 1), "quarter": (3, 1), "half-year": (6, 2), "year": (12, 3), "two years": (24, 6)}
NORMS = {"average": "per statement", "no": "pairs of statements"}
#: Above so many a drawing says nothing.
FEW, USUAL, MOST = 5, 60, 150
_DAY = 86_400

FIELDS = (
    Field("layer", "What ties two nodes", {"enum": list(LAYERS), "default": "subtract"}),
    Field("of", "Speakers, or the bodies that they speak for", {"enum": list(UNITS), "default": "speakers"}),
    Field("issue", "Only positions on this issue (its id)", {"type": "string"}),
    Field("from", "First day, ISO 8601", {"type": "string", "format": "date"}),
    Field("to", "Last day, ISO 8601", {"type": "string", "format": "date"}),
    Field("window", "Length of a window of time", {"enum": list(WINDOWS)}),
    Field("at", "First month of the window", {"type": "string", "pattern": r"^\d{4}-\d{2}$"}),
    Field("least", "Ties at least as strong are drawn", {"type": "number", "minimum": 0}),
    Field("nodes", "The strongest so many", {"type": "integer", "minimum": FEW, "maximum": MOST, "default": USUAL}),
    Field("norm", "Ties divided by how much both say, or not", {"enum": list(NORMS), "default": "average"}),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One choice of drawing; moments in seconds since 1970 UTC, both ends inside; ``least`` None: a usual one."""

    layer: str
    of: str
    issue: str | None
    first: int | None
    last: int | None
    window: str | None
    at: str | None
    least: float | None
    nodes: int
    norm: str

    @property
    def of_positions(self) -> bool:
        return self.layer in OF_POSITIONS


def wanted_of(ask: Ask) -> Wanted:
    """The state that the address holds.

    Raises:
        HTTPException: 400, a field that is not understood.
    """
    first, last = _day(ask, "from"), _day(ask, "to")
    if first is not None and last is not None and first > last:
        raise HTTPException(400, "“from” is after “to”.")
    return Wanted(
        layer=ask.choice("layer", tuple(LAYERS)) or "subtract",
        of=ask.choice("of", tuple(UNITS)) or "speakers",
        issue=ask.word("issue"),
        first=first,
        last=None if last is None else last + _DAY - 1,
        window=ask.choice("window", tuple(WINDOWS)),
        at=_month(ask),
        least=_weight(ask),
        nodes=ask.number("nodes", default=USUAL, least=FEW, most=MOST),
        norm=ask.choice("norm", tuple(NORMS)) or "average",
    )


def _day(ask: Ask, name: str) -> int | None:
    text = ask.word(name)
    if text is None:
        return None
    moment = seconds(text) if len(text) == 10 else None
    if moment is None:
        raise HTTPException(400, f"“{name}” is a day such as 2019-02-04; it was “{text[:60]}”.")
    return moment


def _month(ask: Ask) -> str | None:
    text = ask.word("at")
    if text is not None and (len(text) != 7 or seconds(text) is None):
        raise HTTPException(400, f"“at” is a month such as 2019-02; it was “{text[:60]}”.")
    return text


def _weight(ask: Ask) -> float | None:
    text = ask.word("least")
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e9:
        raise HTTPException(400, f"“least” is a number from 0; it was “{text[:60]}”.")
    return value


# --- windows of time --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """One window: its first month ("2019-02"), and its first and last second."""

    at: str
    start: int
    stop: int


def windows_of(window: str | None, first: int, last: int) -> list[Window]:
    """The windows over a range, oldest first: they begin with a month, and reach from the first statement to the last.

    >>> [one.at for one in windows_of("quarter", 1546300800, 1556668800)]
    ['2019-01', '2019-02', '2019-03']
    """
    if window is None:
        return []
    length, step = WINDOWS[window]
    begin, end = _months(first), _months(last)
    found = []
    while True:
        start, after = _moment(begin), _moment(begin + length)
        found.append(Window(_name(begin), start, after - 1))
        if begin + length > end:
            return found
        begin += step


def _months(moment: int) -> int:
    then = datetime.fromtimestamp(moment, UTC)
    return then.year * 12 + then.month - 1


def _name(months: int) -> str:
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _moment(months: int) -> int:
    return int(datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC).timestamp())
