"""Is a judgement about a row that there is, and does its value fit? What it needs to hold on to is added here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, select

from ..errors import InputError
from ..model import ActorType, Judgement, Polarity, Quoted, Span, Stance, Verdict, content_id
from . import schema
from .by_hand import is_by_hand, prepared
from .packing import among

#: What people may decide on each kind of row.
VERDICTS: dict[str, frozenset[Verdict]] = {
    "statement": frozenset({Verdict.ACCEPT, Verdict.REJECT, Verdict.CHANGE, Verdict.ADD}),  # add: coded by hand
    "position": frozenset({Verdict.ACCEPT, Verdict.REJECT, Verdict.CHANGE, Verdict.ADD}),
    "actor": frozenset({Verdict.ACCEPT, Verdict.CHANGE, Verdict.MERGE, Verdict.SPLIT, Verdict.ADD}),
    "tie": frozenset({Verdict.ACCEPT, Verdict.REJECT}),
    "event": frozenset({Verdict.ACCEPT, Verdict.REJECT}),
    "near miss": frozenset({Verdict.ACCEPT, Verdict.REJECT}),
}


def checked(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    """Columns of the stored judgement that depend on what it is about.

    Raises:
        InputError: there is no such row, or the value does not fit.
    """
    if judgement.verdict not in VERDICTS.get(judgement.kind, ()):
        raise _wrong(judgement, f"a {judgement.kind} cannot be judged with {judgement.verdict}")
    return _PREPARE.get(judgement.kind, _prepare_row)(connection, judgement)


def undone_id(judgement: Judgement) -> int:
    """The judgement that an undo undoes."""
    try:
        return int(judgement.value.get("undoes") or judgement.value.get("id") or judgement.target)
    except ValueError:
        raise _wrong(judgement, "an undo needs the id of a judgement") from None


def _wrong(judgement: Judgement, what: str) -> InputError:
    return InputError(what, where=f"{judgement.kind} {judgement.target}", do="look at the row and judge again")


def _one_of(judgement: Judgement, key: str, kinds: type) -> None:
    value = judgement.value.get(key)
    if value not in {str(kind) for kind in kinds}:
        raise _wrong(judgement, f"{key} {value!r} is none of {', '.join(kinds)}")


def _statement_row(connection: Connection, judgement: Judgement, id: str) -> Row:
    statements, articles = schema.statements, schema.articles
    row = connection.execute(
        select(statements.c.anchor, articles.c.id.label("article"), func.length(articles.c.text).label("length"))
        .join(articles, articles.c.key == statements.c.article)
        .where(statements.c.id == id)
        .order_by(articles.c.newest.desc(), articles.c.version.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise _wrong(judgement, "there is no such statement")
    return row


def _prepare_statement(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    if is_by_hand(judgement):
        columns = prepared(connection, judgement)
        _check_fields(connection, judgement, ignored={"article"})
        return columns
    row = _statement_row(connection, judgement, judgement.target)
    if judgement.verdict is Verdict.CHANGE:
        _check_change(connection, judgement, row.length)
    return {"anchor": row.anchor, "article": row.article}


def _check_change(connection: Connection, judgement: Judgement, length: int) -> None:
    if not judgement.value:
        raise _wrong(judgement, "the change is empty")
    _check_fields(connection, judgement)
    for key in judgement.value.keys() & {"content", "cue", "source"}:
        _check_spans(judgement, key, length)


def _check_fields(connection: Connection, judgement: Judgement, *, ignored: Iterable[str] = ()) -> None:
    value = judgement.value
    for key in value:
        if key not in _CHANGEABLE | set(ignored):
            raise _wrong(judgement, f"a statement has no {key!r} to change")
    if value.get("speaker") is not None and not _is_actor(connection, value["speaker"]):
        raise _wrong(judgement, f"there is no actor {value['speaker']!r}")
    if "quoted" in value:
        _one_of(judgement, "quoted", Quoted)
    if "polarity" in value:
        _one_of(judgement, "polarity", Polarity)
    for key in value.keys() & {"affiliation", "role", "date_said"}:
        if not isinstance(value[key], str | None):
            raise _wrong(judgement, f"{key} must be text or null")
    via = value.get("via", [])
    if not (isinstance(via, list | tuple) and all(isinstance(name, str) for name in via)):
        raise _wrong(judgement, "via must be a list of names")


_CHANGEABLE = frozenset(
    {"speaker", "affiliation", "role", "quoted", "polarity", "via", "date_said", "content", "cue", "source"}
)


def _check_spans(judgement: Judgement, key: str, length: int) -> None:
    try:
        spans = [Span(int(start), int(end)) for start, end in judgement.value[key]]
    except (TypeError, ValueError) as error:
        raise _wrong(judgement, f"{key} must be a list of [start, end]") from error
    if (key == "content" and not spans) or any(span.end > length for span in spans):
        raise _wrong(judgement, f"{key} does not lie in the article's {length} characters")


def _prepare_position(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    statement, _, issue = judgement.target.partition("/")
    row = _statement_row(connection, judgement, statement)
    if not issue:
        raise _wrong(judgement, 'a position is named "<statement>/<issue>"')
    if judgement.verdict in (Verdict.CHANGE, Verdict.ADD) or "stance" in judgement.value:
        _one_of(judgement, "stance", Stance)
    found = {"anchor": row.anchor, "issue": issue, "article": row.article}
    if judgement.verdict is Verdict.ACCEPT and "stance" not in judgement.value:
        stance = _standing_stance(connection, row.anchor, issue)
        # what was accepted must stay accepted when a machine that learns changes its mind
        found["value"] = {**judgement.value, **({"stance": stance} if stance else {})}
    return found


def _standing_stance(connection: Connection, anchor: str, issue: str) -> str | None:
    positions, statements = schema.standing_positions, schema.standing_statements
    return connection.scalar(
        select(positions.c.stance)
        .join(statements, statements.c.statement == positions.c.statement)
        .where(statements.c.anchor == anchor, positions.c.issue == issue)
        .limit(1)
    )


def _prepare_actor(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    value = dict(judgement.value)
    if judgement.verdict is Verdict.ADD:
        if not value.get("name") or _is_actor(connection, judgement.target):
            raise _wrong(judgement, "a new actor needs a name, and an id that no other has")
    elif not _is_actor(connection, judgement.target):
        raise _wrong(judgement, "there is no such actor")
    if "type" in value:
        _one_of(judgement, "type", ActorType)
    if judgement.verdict is Verdict.MERGE and not _is_actor(connection, value.get("into")):
        raise _wrong(judgement, f"there is no actor {value.get('into')!r} to merge into")
    if judgement.verdict is Verdict.CHANGE and not value.keys() & {"name", "type", "country"}:
        raise _wrong(judgement, "of an actor only name, type and country can be changed")
    if judgement.verdict is Verdict.SPLIT:
        value = _split(connection, judgement)
    return {"value": value}


def _split(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    """What a split needs to hold for later versions of the articles too, and to make the same actor when made again."""
    value, articles = dict(judgement.value), schema.articles
    wanted = list(value.get("articles") or ())
    sources = sorted(set(connection.scalars(select(articles.c.source).where(among(articles.c.id, wanted)))))
    names = sorted(value.get("names") or ())
    if (wanted and not sources) or not (sources or names):
        raise _wrong(judgement, "a split needs the articles or the spellings that are somebody else")
    made = content_id("split", judgement.target, *sources, "/", *names)
    name, type_ = _before(connection, judgement.target)
    return value | {
        "sources": sources,
        "names": names,
        "id": made,
        "name": value.get("name") or (names[0] if names else name),
        "type": value.get("type") or type_,
    }


def _before(connection: Connection, actor: str) -> tuple[str, str]:
    overlays, actors = schema.actor_overlays, schema.actors
    found = connection.execute(select(overlays.c.name, overlays.c.type).where(overlays.c.id == actor)).one_or_none()
    machine = connection.execute(select(actors.c.name, actors.c.type).where(actors.c.id == actor)).one_or_none()
    name = (found and found.name) or (machine and machine.name) or actor
    return name, (found and found.type) or (machine and machine.type) or "unknown"


def _is_actor(connection: Connection, id: Any) -> bool:
    actors, overlays = schema.actors, schema.actor_overlays
    if not isinstance(id, str):
        return False
    known = select(actors.c.id).where(actors.c.id == id).union(select(overlays.c.id).where(overlays.c.id == id))
    return connection.scalar(known) is not None


def _prepare_row(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    table = {"tie": schema.ties, "event": schema.events}.get(judgement.kind)
    if table is not None:
        found = connection.scalar(select(table.c.id).where(table.c.id == judgement.target).limit(1))
    else:
        a, _, b = judgement.target.partition("/")
        misses = schema.near_misses
        found = connection.scalar(select(misses.c.a).where(misses.c.a == a, misses.c.b == b))
    if found is None:
        raise _wrong(judgement, f"there is no such {judgement.kind}")
    return {}


_PREPARE: dict[str, Callable[[Connection, Judgement], dict[str, Any]]] = {
    "statement": _prepare_statement,
    "position": _prepare_position,
    "actor": _prepare_actor,
}
