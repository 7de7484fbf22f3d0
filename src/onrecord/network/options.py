"""What a discourse network is made of: one frozen set of options, checked when it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ..errors import InputError


class NetworkType(StrEnum):
    """Two kinds of nodes, one kind of nodes, or the statements themselves."""

    TWOMODE = "twomode"
    ONEMODE = "onemode"
    EVENTLIST = "eventlist"


class Aggregation(StrEnum):
    """What a cell counts: everything, agreement, disagreement, their difference, or both side by side (two-mode)."""

    IGNORE = "ignore"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"
    COMBINE = "combine"


class Normalization(StrEnum):
    """What a cell is divided by. Activity and prominence are for two-mode, the last three for one-mode networks."""

    NO = "no"
    ACTIVITY = "activity"
    PROMINENCE = "prominence"
    AVERAGE = "average"
    JACCARD = "jaccard"
    COSINE = "cosine"


class Duplicates(StrEnum):
    """Within which period the same statement (same two values and qualifier) counts once."""

    INCLUDE = "include"
    DOCUMENT = "document"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ACROSSRANGE = "acrossrange"


class TimeWindow(StrEnum):
    """The unit in which a moving window steps and is measured."""

    NO = "no"
    EVENTS = "events"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Kernel(StrEnum):
    """How a statement's weight falls with its distance in time from the window's mid-point."""

    NO = "no"
    UNIFORM = "uniform"
    GAUSSIAN = "gaussian"
    EPANECHNIKOV = "epanechnikov"
    TRIANGULAR = "triangular"


#: Document fields that can stand for a variable or be filtered on.
DOCUMENT_FIELDS = ("author", "source", "section", "type", "id", "title")

_CHOICES = {
    "network_type": NetworkType,
    "aggregation": Aggregation,
    "normalization": Normalization,
    "duplicates": Duplicates,
    "time_window": TimeWindow,
    "kernel": Kernel,
}

_NOTHING: Mapping[str, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkOptions:
    """One choice of network; what is left out counts every statement once per document.

    ``variable1`` are the rows, ``variable2`` the columns (in a one-mode network: what ties the rows), ``qualifier`` the
    variable that tells agreement or None. ``…_document`` says that the name is one of :data:`DOCUMENT_FIELDS`.
    ``exclude`` maps a variable, and ``exclude_documents`` a document field, to values; statements with one of them are
    left out, or with ``invert_values`` / ``invert_documents`` only they are kept. ``start`` and ``stop`` are seconds
    since 1970 UTC, both inside. ``window_size`` counts units of ``time_window``. ``scale``: the lowest and
    highest value possible (default: as observed). ``compat="dna"`` gives the own numbers of Discourse Network
    Analyzer 3.1.2. ``seed`` is for windows by events, whose ties in date are broken by lot.

    Raises InputError for values outside the choices and for pairs that make no sense together.

    >>> NetworkOptions(network_type="onemode", aggregation="congruence", normalization="average").duplicates.value
    'document'
    >>> NetworkOptions(network_type="twomode", aggregation="conflict")
    Traceback (most recent call last):
        ...
    onrecord.errors.InputError: aggregation: a two-mode network knows no conflict; use ignore, subtract, combine
    """

    network_type: str = NetworkType.TWOMODE
    variable1: str = "organization"
    variable1_document: bool = False
    variable2: str = "concept"
    variable2_document: bool = False
    qualifier: str | None = "agreement"
    qualifier_document: bool = False
    aggregation: str = Aggregation.IGNORE
    normalization: str = Normalization.NO
    isolates: bool = False
    duplicates: str = Duplicates.DOCUMENT
    start: int | None = None
    stop: int | None = None
    time_window: str = TimeWindow.NO
    window_size: int = 100
    kernel: str = Kernel.NO
    indent_time: bool = False
    exclude: Mapping[str, frozenset[str]] = field(default_factory=lambda: _NOTHING)
    exclude_documents: Mapping[str, frozenset[str]] = field(default_factory=lambda: _NOTHING)
    invert_values: bool = False
    invert_documents: bool = False
    normalize_to_one: bool = False
    scale: tuple[float, float] | None = None
    compat: str | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            object.__setattr__(self, name, _one_of(name, getattr(self, name), choices))
        for name in ("exclude", "exclude_documents"):
            lists = {key: frozenset(str(v) for v in values) for key, values in getattr(self, name).items() if values}
            object.__setattr__(self, name, MappingProxyType(lists))
        if self.compat not in (None, "dna"):
            raise InputError(f"no such voice: {self.compat!r}", where="compat", do="use dna or leave it out")
        if self.window_size < 1:
            raise InputError(f"a window of {self.window_size}", where="window_size", do="use 1 or more")
        if self.start is not None and self.stop is not None and self.start > self.stop:
            raise InputError("the start is after the stop", where="start")
        _check_pairs(self)

    @property
    def dna(self) -> bool:
        """Whether DNA's own numbers are asked for."""
        return self.compat == "dna"


def _one_of(name: str, value: str, choices: type[StrEnum]) -> StrEnum:
    try:
        return choices(value)
    except ValueError:
        raise InputError(f"no such choice: {value!r}", where=name, do="use " + ", ".join(choices)) from None


def _check_pairs(options: NetworkOptions) -> None:
    """Refuse pairs of options that no formula is defined for."""
    if options.network_type is NetworkType.TWOMODE:
        kind, sums = "two-mode", ("ignore", "subtract", "combine")
        divisors = ("no", "activity", "prominence")
    elif options.network_type is NetworkType.ONEMODE:
        kind, sums = "one-mode", ("ignore", "congruence", "conflict", "subtract")
        divisors = ("no", "average", "jaccard", "cosine")
    else:
        return
    if options.aggregation not in sums:
        what = f"a {kind} network knows no {options.aggregation.value}"
        raise InputError(what, where="aggregation", do="use " + ", ".join(sums))
    if options.normalization not in divisors:
        what = f"a {kind} network knows no {options.normalization.value}"
        raise InputError(what, where="normalization", do="use " + ", ".join(divisors))
    if options.qualifier is None and options.aggregation is not Aggregation.IGNORE:
        raise InputError(f"{options.aggregation.value} needs a qualifier", where="qualifier", do="name one, or ignore")
    if options.kernel is not Kernel.NO and options.time_window in (TimeWindow.NO, TimeWindow.EVENTS):
        raise InputError("a kernel needs a window in units of time", where="time_window", do="use seconds … years")
    if options.kernel is not Kernel.NO and options.normalization in (Normalization.JACCARD, Normalization.COSINE):
        what = f"{options.normalization.value} is not defined for a network smoothed in time"
        raise InputError(what, where="normalization", do="use no or average")
    if options.kernel is not Kernel.NO and options.aggregation is Aggregation.COMBINE:
        raise InputError("combine is not defined with a kernel", where="aggregation", do="use ignore or subtract")
