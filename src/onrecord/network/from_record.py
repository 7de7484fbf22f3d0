"""A record as a table of statements: who, of what body, on which issue, for or against, reported by which outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any

from ..model import ActorType, Relation, Stance
from ..store import queries
from ..store.queries.flat import (
    FlatPosition,
    FlatStatement,
    FlatTie,
    flat_mentions,
    flat_positions,
    flat_statements,
    flat_ties,
)
from ..store.record import Record
from ..store.rows import StatementRow, TieRow
from .data import StatementTable, Variable

#: Relations that make a person part of a body; leaders first, since one office says more than a membership.
BELONGS = (
    Relation.LEADS,
    Relation.SPOKESPERSON_OF,
    Relation.HOLDS_OFFICE,
    Relation.COMMANDS,
    Relation.MEMBER_OF,
    Relation.PART_OF,
)
AGREEMENT = {Stance.SUPPORT: 1, Stance.OPPOSE: 0}
_FAR = 10**9


class Said:
    """What the tables of one record are made of, each part fetched when it is first asked for."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """Actor's id → its name in networks and its type; namesakes get their id behind the name."""
        return _names(self.record)

    @cached_property
    def ties(self) -> list[FlatTie]:
        return flat_ties(self.record)

    @cached_property
    def bodies(self) -> dict[str, list[FlatTie]]:
        return _bodies(self.ties, self.names)

    @cached_property
    def statements(self) -> list[FlatStatement]:
        return flat_statements(self.record)

    @cached_property
    def positions(self) -> list[FlatPosition]:
        return flat_positions(self.record)

    def who(self, statement: StatementRow | FlatStatement) -> dict[str, str]:
        """Person, organization and outlet of a statement."""
        return _who(statement, self.names, self.bodies)


def statement_table(record: Record, *, unclear: bool = False, said: Said | None = None) -> StatementTable:
    """One row for each position that stands in the record.

    ``person`` is the speaker, ``organization`` the body spoken for (said in the article, else by a tie that holds on
    that day, else the speaker itself where it is a body), ``concept`` the issue, ``agreement`` 1 for support and 0 for
    oppose, ``stance`` the word, ``outlet`` who reported it. A document's source is its outlet, its title the headline;
    an article that copies another is the same document, so that a wire report printed ten times counts once.
    Conditional and neutral positions are left out, unless ``unclear`` keeps them as agreement 0 (told apart by
    ``stance``, which then is the qualifier to use). Positions without any date are left out too.
    """
    said = said or Said(record)
    positions = defaultdict(list)
    for position in said.positions:
        if unclear or position.stance in AGREEMENT:
            positions[position.statement].append(position)
    made = _Rows(("person", "organization", "concept", "stance", "outlet"), ("agreement",))
    for statement in said.statements:
        for position in positions.get(statement.key, ()):
            agreement = AGREEMENT.get(position.stance, 0)
            cells = {"concept": position.title, "agreement": agreement, "stance": position.stance}
            made.add(f"{statement.id}/{position.issue}", statement, {**said.who(statement), **cells}, position.coder)
    return made.table()


def report_table(record: Record, *, said: Said | None = None) -> StatementTable:
    """One row for each statement, with a position or without: ``outlet`` → ``person`` (and ``organization``).

    The layer of who reports whose statements.
    """
    said = said or Said(record)
    made = _Rows(("person", "organization", "outlet"))
    for statement in said.statements:
        made.add(statement.id, statement, said.who(statement), statement.judged_by or "machine")
    return made.table()


def target_table(record: Record, *, said: Said | None = None) -> StatementTable:
    """One row for each actor that a statement speaks about: ``person`` (and ``organization``) → ``target``.

    A target is an actor mentioned inside the statement's words, the speaker left out; each counts once a statement.
    """
    said = said or Said(record)
    names, mentions = said.names, flat_mentions(record)
    made = _Rows(("person", "organization", "target", "outlet"))
    for statement in said.statements:
        here, words = mentions.get(statement.article, ()), statement.content
        inside = {
            actor
            for start, end, actor in here
            if actor != statement.speaker_id and any(part.start <= start and end <= part.end for part in words)
        }
        for actor in sorted(inside & names.keys()):
            cells = {**said.who(statement), "target": names[actor][0]}
            made.add(f"{statement.id}/{actor}", statement, cells, statement.judged_by or "machine")
    return made.table()


def tie_table(
    record: Record, *, start: int | None = None, stop: int | None = None, said: Said | None = None
) -> StatementTable:
    """One row for each report of a tie of belonging: ``person`` (or body) → ``organization``, and the ``relation``.

    The layer of affiliation. ``start`` and ``stop`` (seconds since 1970 UTC) keep the ties that hold on a day between
    them: those that neither ended before nor began after; a tie without dates holds always. A row's date is the day of
    its report, moved into the time in which the tie holds and into the range asked for.
    """
    said = said or Said(record)
    names = said.names
    rows = []
    for tie in said.ties:
        if tie.relation not in BELONGS or not names.keys() >= {tie.subject_id, tie.object_id}:
            continue
        when = _when_it_holds(tie, start, stop)
        if when is not None:
            rows.append((when, tie))
    rows.sort(key=lambda row: (row[0], row[1].id))
    columns = {
        "person": [names[tie.subject_id][0] for _, tie in rows],
        "organization": [names[tie.object_id][0] for _, tie in rows],
        "relation": [str(tie.relation) for _, tie in rows],
        "outlet": [tie.outlet or "" for _, tie in rows],
    }
    return StatementTable(
        id=[tie.id for _, tie in rows],
        date=[when for when, _ in rows],
        document=[tie.doc_id for _, tie in rows],
        documents=_fields(columns["outlet"], [tie.headline or "" for _, tie in rows]),
        variables={name: Variable("short text", values) for name, values in columns.items()},
        start=[tie.start for _, tie in rows],
        stop=[tie.end for _, tie in rows],
        text=[tie.quote for _, tie in rows],
        coder=["machine"] * len(rows),
    )


def _when_it_holds(tie: FlatTie, start: int | None, stop: int | None) -> int | None:
    """A day on which the tie holds, in seconds, inside the range; None where there is none or nothing is dated."""
    first, last = seconds(tie.start_date), _end(tie.end_date)
    seen = seconds(tie.observed)
    low = max((day for day in (first, start) if day is not None), default=None)
    high = min((day for day in (last, stop) if day is not None), default=None)
    if low is not None and high is not None and low > high:
        return None
    when = next((day for day in (seen, first, last, start, stop) if day is not None), None)
    if when is None:
        return None
    when = when if low is None else max(when, low)
    return when if high is None else min(when, high)


def _end(day: str | None) -> int | None:
    """The last moment of an ISO date, month or year."""
    parts = (day or "")[:10].split("-")
    first = seconds(day)
    if first is None or len(parts) == 3:
        return first if first is None else first + 86_399
    year, month = (int(parts[0]), int(parts[1])) if len(parts) == 2 else (int(parts[0]), 12)
    after = seconds(f"{year + month // 12:04d}-{month % 12 + 1:02d}")
    return first if after is None else after - 1


def speakers(record: Record) -> Callable[[StatementRow | FlatStatement], dict[str, str]]:
    """Who speaks in a statement: its person, organization and outlet as in :func:`statement_table`."""
    return Said(record).who


@lru_cache(maxsize=100_000)
def seconds(when: str | None) -> int | None:
    """The first moment of an ISO date, month or year, in seconds since 1970 UTC; None for none or another form.

    >>> seconds("2019-02"), seconds("2019-02-01"), seconds("spring")
    (1548979200, 1548979200, None)
    """
    parts = (when or "")[:10].split("-")
    try:
        year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
        moment = date(year, month, day)
    except ValueError:
        return None
    return int(datetime(moment.year, moment.month, moment.day, tzinfo=UTC).timestamp())


def _names(record: Record) -> dict[str, tuple[str, str]]:
    """Name and type of each actor; namesakes get their id behind the name, so that they stay two nodes."""
    rows = queries.actors(record, limit=_FAR)
    times: dict[str, int] = defaultdict(int)
    for row in rows:
        times[row.name] += 1
    return {row.id: (f"{row.name} ({row.id})" if times[row.name] > 1 else row.name, row.type) for row in rows}


def _bodies(every: Iterable[FlatTie], names: dict[str, tuple[str, str]]) -> dict[str, list[FlatTie]]:
    """The ties of each actor to bodies, strongest kind first, then the latest seen."""
    ties = defaultdict(list)
    for tie in every:
        is_body = names.get(tie.object_id, ("", ""))[1] != ActorType.PERSON
        if tie.relation in BELONGS and is_body:
            ties[tie.subject_id].append(tie)
    for own in ties.values():
        own.sort(key=lambda tie: tie.observed or "", reverse=True)
        own.sort(key=lambda tie: BELONGS.index(tie.relation))
    return ties


def body_at(ties: Iterable[TieRow | FlatTie], day: str | None) -> str | None:
    """The id of the body that the first tie which holds on ``day`` (ISO) leads to; None if none does."""
    for tie in ties:
        early = bool(day and tie.start_date) and day < tie.start_date[: len(day)]
        late = bool(day and tie.end_date) and day[: len(tie.end_date)] > tie.end_date
        if not early and not late:
            return tie.object_id
    return None


def _who(statement: StatementRow | FlatStatement, names: dict, bodies: dict[str, list[FlatTie]]) -> dict[str, str]:
    name, type_ = names.get(statement.speaker_id, (statement.speaker or "", ""))
    body = statement.affiliation or ""
    if not body:
        tied = body_at(bodies.get(statement.speaker_id, ()), statement.when)
        body = names[tied][0] if tied in names else ""
    if not body and name and type_ not in (ActorType.PERSON, ActorType.UNKNOWN, ""):
        body = name
    outlet = statement.outlet if isinstance(statement, FlatStatement) else statement.article.outlet
    return {"person": name, "organization": body, "outlet": outlet or ""}


class _Rows:
    """Rows of a table as they come, dated ones only."""

    def __init__(self, texts: tuple[str, ...], flags: tuple[str, ...] = ()) -> None:
        self.texts, self.flags = texts, flags
        self.rows: list[tuple[str, int, FlatStatement, dict[str, Any], str]] = []

    def add(self, key: str, statement: FlatStatement, cells: dict[str, Any], coder: str) -> None:
        when = seconds(statement.when)
        if when is not None:
            self.rows.append((key, when, statement, cells, coder))

    def table(self) -> StatementTable:
        told = [statement for _, _, statement, _, _ in self.rows]
        variables = {name: Variable("short text", self._cells(name)) for name in self.texts}
        variables |= {name: Variable("boolean", self._cells(name)) for name in self.flags}
        return StatementTable(
            id=[key for key, *_ in self.rows],
            date=[when for _, when, *_ in self.rows],
            document=[statement.story for statement in told],
            documents=_fields([one.outlet or "" for one in told], [one.headline or "" for one in told]),
            variables=variables,
            start=[statement.start for statement in told],
            stop=[statement.stop for statement in told],
            text=[statement.quote for statement in told],
            coder=[coder for *_, coder in self.rows],
        )

    def _cells(self, name: str) -> list[Any]:
        return [row[3][name] for row in self.rows]


def _fields(outlets: list[str], headlines: list[str]) -> dict[str, list[str]]:
    blank = [""] * len(outlets)
    return {"author": blank, "source": outlets, "section": blank, "type": blank, "title": headlines}
