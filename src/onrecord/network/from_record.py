"""A record as a table of statements: who, of what body, on which issue, for or against, reported by which outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime

from ..model import ActorType, Relation, Stance
from ..store import queries
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


def statement_table(record: Record, *, unclear: bool = False) -> StatementTable:
    """One row for each position that stands in the record.

    ``person`` is the speaker, ``organization`` the body spoken for (said in the article, else by a tie that holds on
    that day, else the speaker itself where it is a body), ``concept`` the issue, ``agreement`` 1 for support and 0 for
    oppose, ``stance`` the word, ``outlet`` who reported it. A document's source is its outlet, its title the headline.
    Conditional and neutral positions are left out, unless ``unclear`` keeps them as agreement 0 (told apart by
    ``stance``, which then is the qualifier to use). Positions without any date are left out too.
    """
    names = _names(record)
    bodies = _bodies(record, names)
    rows = []
    for statement in queries.statements(record, limit=_FAR, order="oldest"):
        when = seconds(statement.when)
        for position in statement.positions:
            if when is None or not (unclear or position.stance in AGREEMENT):
                continue
            key = f"{statement.id}/{position.issue}"
            agreement = AGREEMENT.get(position.stance, 0)
            cells = {"concept": position.issue_title, "agreement": agreement, "stance": str(position.stance)}
            rows.append((key, when, statement, {**_who(statement, names, bodies), **cells}))
    return _table(rows, ("person", "organization", "concept", "stance", "outlet"), ("agreement",))


def target_table(record: Record) -> StatementTable:
    """One row for each actor that a statement speaks about: ``person`` (and ``organization``) → ``target``.

    A target is an actor mentioned inside the statement's words, the speaker left out; each counts once a statement.
    """
    names = _names(record)
    bodies = _bodies(record, names)
    mentions: dict[str, list] = {}
    rows = []
    for statement in queries.statements(record, limit=_FAR, order="oldest"):
        when = seconds(statement.when)
        if when is None:
            continue
        if statement.article.id not in mentions:
            mentions[statement.article.id] = queries.mentions(record, statement.article.id)
        inside = {
            mention.actor_id: names.get(mention.actor_id, (mention.name, ""))[0]
            for mention in mentions[statement.article.id]
            if mention.actor_id != statement.speaker_id and any(part.holds(mention.span) for part in statement.content)
        }
        for actor, name in inside.items():
            cells = {**_who(statement, names, bodies), "target": name}
            rows.append((f"{statement.id}/{actor}", when, statement, cells))
    return _table(rows, ("person", "organization", "target", "outlet"), ())


def speakers(record: Record) -> Callable[[StatementRow], dict[str, str]]:
    """Who speaks in a statement: its person, organization and outlet as in :func:`statement_table`."""
    names = _names(record)
    bodies = _bodies(record, names)
    return lambda statement: _who(statement, names, bodies)


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


def _bodies(record: Record, names: dict[str, tuple[str, str]]) -> dict[str, list[TieRow]]:
    """The ties of each actor to bodies, strongest kind first, then the latest seen."""
    ties = defaultdict(list)
    for tie in queries.ties(record):
        is_body = names.get(tie.object_id, ("", ""))[1] != ActorType.PERSON
        if tie.relation in BELONGS and is_body:
            ties[tie.subject_id].append(tie)
    for own in ties.values():
        own.sort(key=lambda tie: tie.observed or "", reverse=True)
        own.sort(key=lambda tie: BELONGS.index(tie.relation))
    return ties


def body_at(ties: Iterable[TieRow], day: str | None) -> str | None:
    """The id of the body that the first tie which holds on ``day`` (ISO) leads to; None if none does."""
    for tie in ties:
        early = bool(day and tie.start_date) and day < tie.start_date[: len(day)]
        late = bool(day and tie.end_date) and day[: len(tie.end_date)] > tie.end_date
        if not early and not late:
            return tie.object_id
    return None


def _who(statement: StatementRow, names: dict, bodies: dict[str, list[TieRow]]) -> dict[str, str]:
    name, type_ = names.get(statement.speaker_id, (statement.speaker or "", ""))
    body = statement.affiliation or ""
    if not body:
        tied = body_at(bodies.get(statement.speaker_id, ()), statement.when)
        body = names[tied][0] if tied in names else ""
    if not body and name and type_ not in (ActorType.PERSON, ActorType.UNKNOWN, ""):
        body = name
    return {"person": name, "organization": body, "outlet": statement.article.outlet or ""}


def _table(rows: Sequence[tuple], texts: tuple[str, ...], flags: tuple[str, ...]) -> StatementTable:
    told = [statement for _, _, statement, _ in rows]
    variables = {name: Variable("short text", [cells[name] for *_, cells in rows]) for name in texts}
    variables |= {name: Variable("boolean", [cells[name] for *_, cells in rows]) for name in flags}
    blank = [""] * len(rows)
    return StatementTable(
        id=[key for key, *_ in rows],
        date=[when for _, when, *_ in rows],
        document=[statement.article.doc_id for statement in told],
        documents={
            "author": blank,
            "source": [statement.article.outlet or "" for statement in told],
            "section": blank,
            "type": blank,
            "title": [statement.article.headline or "" for statement in told],
        },
        variables=variables,
        start=[statement.content[0].start if statement.content else 0 for statement in told],
        stop=[statement.content[-1].end if statement.content else 0 for statement in told],
        text=[statement.quote for statement in told],
        coder=["machine" if not statement.judged_by else statement.judged_by for statement in told],
    )
