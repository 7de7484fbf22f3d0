"""What stands: machine rows with the judgements laid over. Derived, and the only thing that queries read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Executable,
    Function,
    Select,
    case,
    delete,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    text,
    tuple_,
    union,
    union_all,
)

from . import schema
from .packing import among, among_bound, packed

#: Probability of a position that a person has confirmed.
CERTAIN = 1.0


def restand_articles(connection: Connection, keys: Iterable[int] | None = None) -> None:
    """Work out again which statements stand, who speaks and when, and their positions.

    Args:
        keys: of articles; None for all.
    """
    _run(connection, _statement_steps, keys)
    _run(connection, _position_steps, keys)


def restand_positions(connection: Connection) -> None:
    """Work out all positions of standing statements again, by the codebook in force."""
    _run(connection, _position_steps, None)


def _run(connection: Connection, steps: Callable[[bool], list[Executable]], keys: Iterable[int] | None) -> None:
    values = {} if keys is None else {"articles": packed(list(keys))}
    for step in steps(keys is None):
        connection.execute(step, values)


# Built once: SQLAlchemy takes longer to put these together than SQLite to run them for one article.
@cache
def _statement_steps(every: bool) -> list[Executable]:
    standing = schema.standing_statements
    old, new = delete(standing), derived_statements()
    if not every:
        old = old.where(among_bound(standing.c.article, "articles"))
        new = new.where(among_bound(schema.statements.c.article, "articles"))
    return [old, insert(standing).from_select(standing.c.keys(), new)]


@cache
def _position_steps(every: bool) -> list[Executable]:
    standing, statements = schema.standing_positions, schema.standing_statements
    old, coded, added = delete(standing), _coded(), _added()
    if not every:
        wanted = among_bound(statements.c.article, "articles")
        old = old.where(standing.c.statement.in_(select(statements.c.statement).where(wanted)))
        coded, added = coded.where(wanted), added.where(wanted)
    return [old, *(insert(standing).from_select(standing.c.keys(), new) for new in (coded, added))]


def derived_statements() -> Select:
    """The statements that stand, worked out anew: the rows of ``standing_statements``."""
    statements, articles, overlays = schema.statements, schema.articles, schema.statement_overlays
    links, people = schema.actor_links, schema.actor_overlays
    speaker = case(
        (overlays.c.speaker_changed, func.coalesce(people.c.stands_as, overlays.c.speaker)), else_=links.c.stands_as
    )
    said = func.nullif(func.coalesce(overlays.c.date_said, statements.c.date_said), "")
    return (
        select(
            statements.c.key,
            statements.c.article,
            statements.c.anchor,
            statements.c.start,
            speaker,
            articles.c.outlet,
            func.coalesce(said, articles.c.published),
        )
        .join(articles, articles.c.key == statements.c.article)
        .outerjoin(overlays, overlays.c.anchor == statements.c.anchor)
        .outerjoin(links, (links.c.article == statements.c.article) & (links.c.local == statements.c.speaker))
        .outerjoin(people, people.c.id == overlays.c.speaker)
        .where(articles.c.newest, func.coalesce(overlays.c.rejected, False).is_(False))
    )


def derived_positions() -> CompoundSelect:
    """The positions that stand, worked out anew: the rows of ``standing_positions``."""
    return union_all(_coded(), _added())


def _coded() -> Select:
    """Machine positions, judged ones as people left them."""
    positions, statements = schema.positions, schema.standing_statements
    overlays = schema.position_overlays
    judged = overlays.c.anchor.is_not(None)
    return (
        select(
            statements.c.statement,
            positions.c.issue,
            func.coalesce(overlays.c.stance, positions.c.stance),
            case((judged, CERTAIN), else_=positions.c.probability),
            case((func.coalesce(overlays.c.reason, "") != "", overlays.c.reason), else_=positions.c.reason),
            func.coalesce(overlays.c.by, positions.c.coder),
            statements.c.article,
            statements.c.speaker,
            statements.c.when,
            statements.c.outlet,
            schema.statements.c.nested_in.is_not(None),
            positions.c.words,
            positions.c.claimed,
            positions.c.claimed_by,
        )
        .join(statements, statements.c.anchor == positions.c.anchor)
        .join(schema.statements, schema.statements.c.key == statements.c.statement)
        .outerjoin(overlays, _same_position(overlays, positions))
        .where(in_force(positions), or_(judged, positions.c.probability >= least_probability()))
        .where(func.coalesce(overlays.c.rejected, False).is_(False))
    )


def _added() -> Select:
    """Positions that people gave where the machine has none (any more)."""
    overlays, statements, positions = schema.position_overlays, schema.standing_statements, schema.positions
    coded = select(literal(1)).select_from(positions).where(in_force(positions), _same_position(overlays, positions))
    return (
        select(
            statements.c.statement,
            overlays.c.issue,
            overlays.c.stance,
            literal(CERTAIN),
            overlays.c.reason,
            overlays.c.by,
            statements.c.article,
            statements.c.speaker,
            statements.c.when,
            statements.c.outlet,
            schema.statements.c.nested_in.is_not(None),
            literal("[]"),
            null(),
            literal(""),
        )
        .join(statements, statements.c.anchor == overlays.c.anchor)
        .join(schema.statements, schema.statements.c.key == statements.c.statement)
        .where(overlays.c.rejected.is_(False), overlays.c.stance.is_not(None), ~coded.exists())
    )


def in_force(positions) -> ColumnElement[bool]:
    """Positions by the codebook in force, of the coder that stands."""
    codebooks, coders = schema.codebooks, schema.coders
    stands = (
        select(coders.c.codebook, coders.c.name)
        .join(codebooks, codebooks.c.key == coders.c.codebook)
        .where(codebooks.c.in_force, coders.c.stands)
    )
    return tuple_(positions.c.codebook, positions.c.coder).in_(stands)


def least_probability() -> Function:
    """The probability below which the coder that stands abstains."""
    codebooks, coders = schema.codebooks, schema.coders
    joined = select(coders.c.least).join(codebooks, codebooks.c.key == coders.c.codebook)
    return func.coalesce(joined.where(codebooks.c.in_force, coders.c.stands).limit(1).scalar_subquery(), 0.0)


def _same_position(overlays, positions) -> ColumnElement[bool]:
    return (overlays.c.anchor == positions.c.anchor) & (overlays.c.issue == positions.c.issue)


def restand_actors(connection: Connection, ids: Iterable[str] | None = None) -> None:
    """Count articles, mentions and statements of these actors (None: all) again, and index their names."""
    standing = schema.standing_actors
    ids = None if ids is None else sorted(id for id in ids if id)
    if ids == []:
        return
    gone = select(standing.c.key) if ids is None else select(standing.c.key).where(among(standing.c.id, ids))
    rows = [key for (key,) in connection.execute(gone)]
    connection.execute(
        text("DELETE FROM actor_words WHERE rowid IN (SELECT value FROM json_each(:rows))"), {"rows": packed(rows)}
    )
    connection.execute(delete(standing).where(among(standing.c.key, rows)))
    names = ["id", "name", "type", "country", "articles", "mentions", "statements"]
    connection.execute(insert(standing).from_select(names, derived_actors(ids)))
    _index_names(connection, ids)


def derived_actors(ids: list[str] | None = None) -> Select:
    """Actors (None: all) with their counts, worked out anew: the rows of ``standing_actors`` but for the key."""
    links, locals_, statements = schema.actor_links, schema.local_actors, schema.standing_statements
    actors, overlays = schema.actors, schema.actor_overlays
    seen = (
        select(
            links.c.stands_as.label("id"),
            func.count(links.c.article.distinct()).label("articles"),
            func.sum(locals_.c.mentions).label("mentions"),
        )
        .join(locals_, (locals_.c.article == links.c.article) & (locals_.c.local == links.c.local))
        .group_by(links.c.stands_as)
    )
    said = select(statements.c.speaker.label("id"), func.count().label("statements")).group_by(statements.c.speaker)
    if ids is not None:
        seen = seen.where(among(links.c.stands_as, ids))
        said = said.where(among(statements.c.speaker, ids))
    else:
        said = said.where(statements.c.speaker.is_not(None))
    seen, said = seen.subquery("seen"), said.subquery("said")
    every = union(select(seen.c.id), select(said.c.id)).subquery("every")
    return (
        select(
            every.c.id,
            func.coalesce(overlays.c.name, actors.c.name, every.c.id),
            func.coalesce(overlays.c.type, actors.c.type, "unknown"),
            func.coalesce(overlays.c.country, actors.c.country),
            func.coalesce(seen.c.articles, 0),
            func.coalesce(seen.c.mentions, 0),
            func.coalesce(said.c.statements, 0),
        )
        .select_from(every)
        .outerjoin(seen, seen.c.id == every.c.id)
        .outerjoin(said, said.c.id == every.c.id)
        .outerjoin(actors, actors.c.id == every.c.id)
        .outerjoin(overlays, overlays.c.id == every.c.id)
        .order_by(every.c.id)
    )


def _index_names(connection: Connection, ids: list[str] | None) -> None:
    standing, links, locals_ = schema.standing_actors, schema.actor_links, schema.local_actors
    spellings = (
        select(standing.c.key, standing.c.name, locals_.c.name.label("spelling"), locals_.c.aliases)
        .outerjoin(links, links.c.stands_as == standing.c.id)
        .outerjoin(locals_, (locals_.c.article == links.c.article) & (locals_.c.local == links.c.local))
        .distinct()
    )
    if ids is not None:
        spellings = spellings.where(among(standing.c.id, ids))
    names: dict[int, dict[str, None]] = {}
    for row in connection.execute(spellings):
        known = (row.name, row.spelling, *json.loads(row.aliases or "[]"))
        names.setdefault(row.key, {}).update(dict.fromkeys(name for name in known if name))
    if names:
        connection.execute(
            text("INSERT INTO actor_words (rowid, names) VALUES (:key, :names)"),
            [{"key": key, "names": " · ".join(spellings)} for key, spellings in names.items()],
        )


def actors_of(connection: Connection, keys: Iterable[int]) -> set[str]:
    """Actors that stand in these articles: as linked, or as speakers."""
    links, statements = schema.actor_links, schema.standing_statements
    keys = list(keys)
    found = union(
        select(links.c.stands_as).where(among(links.c.article, keys)),
        select(statements.c.speaker).where(among(statements.c.article, keys), statements.c.speaker.is_not(None)),
    )
    return set(connection.scalars(found))
