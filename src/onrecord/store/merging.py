"""Who is whom after people merged, split and renamed actors; worked out from the judgements that stand, in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from ..model import Verdict
from . import schema
from .overlays import standing
from .packing import among
from .standing import restand_actors, restand_articles


@dataclass(frozen=True, slots=True)
class Move:
    """From here on, what stands as ``old`` stands as ``new`` – for a split only in these articles, by these names."""

    old: str
    new: str
    sources: frozenset[str] | None = None  # articles.source, so that it holds for later versions
    names: frozenset[str] | None = None

    def takes(self, actor: str, source: str | None, name: str | None) -> bool:
        return (
            actor == self.old
            and (self.sources is None or source in self.sources)
            and (self.names is None or name in self.names)
        )


class Moves:
    """Moves in order, found by whom they move: with many merges few concern any one actor.

    >>> moves = Moves([Move("a", "b"), Move("b", "c")])
    >>> moves.stands_as("a"), len(moves)
    ('c', 2)
    """

    def __init__(self, moves: Iterable[Move] = ()) -> None:
        self._moves: list[Move] = []
        self._of: dict[str, list[int]] = {}
        for move in moves:
            self.append(move)

    def append(self, move: Move) -> None:
        """One more, after all others."""
        self._of.setdefault(move.old, []).append(len(self._moves))
        self._moves.append(move)

    def __iter__(self) -> Iterator[Move]:
        return iter(self._moves)

    def __len__(self) -> int:
        return len(self._moves)

    def stands_as(self, actor: str, source: str | None = None, name: str | None = None) -> str:
        """Where an actor ends after all moves."""
        at = -1
        while True:
            later = (n for n in self._of.get(actor, ()) if n > at and self._moves[n].takes(actor, source, name))
            at = next(later, -1)
            if at < 0:
                return actor
            actor = self._moves[at].new


def moves_of(rows: Iterable[Row]) -> Moves:
    """Merges and splits as moves, in order. Merging is transitive: each starts from where its actors stand by then."""
    moves = Moves()

    def now(actor: str) -> str:
        return moves.stands_as(actor)

    for row in rows:
        value = json.loads(row.value)
        if row.verdict == Verdict.MERGE:
            old, new = now(row.target), now(value["into"])
            if old != new:
                moves.append(Move(old, new))
        elif row.verdict == Verdict.SPLIT:
            sources, names = value.get("sources"), value.get("names")
            moves.append(
                Move(
                    now(row.target),
                    value["id"],
                    frozenset(sources) if sources else None,
                    frozenset(names) if names else None,
                )
            )
    return moves


def stands_as(moves: Iterable[Move], actor: str, source: str | None = None, name: str | None = None) -> str:
    """Where an actor ends after all moves.

    >>> stands_as([Move("a", "b"), Move("b", "c")], "a")
    'c'
    """
    return (moves if isinstance(moves, Moves) else Moves(moves)).stands_as(actor, source, name)


def restand_identities(connection: Connection) -> None:
    """Work out again who stands for whom, and all that hangs on it. Reads all judgements on actors, few as they are."""
    overlays = schema.actor_overlays
    rows = _judged(connection)
    moves = moves_of(standing(rows))
    # all that ever were judged: what an undone judgement had moved is among them
    touched = {actor for row in rows for actor in _actors_in(row)}
    before = set(connection.execute(select(overlays)).tuples().all())
    connection.execute(delete(overlays))
    if folded := folded_actors(connection):
        connection.execute(insert(overlays), folded)
    after = set(connection.execute(select(overlays)).tuples().all())
    # id and stands_as of the rows that are not what they were
    changed = {actor for row in before ^ after for actor in row[:2]}
    articles, moved = relink(connection, moves, touched)
    restand_articles(connection, articles | _articles_of(connection, changed))
    restand_actors(connection, changed | moved)


def folded_actors(connection: Connection) -> list[dict[str, Any]]:
    """One row of ``actor_overlays`` for each actor in a judgement that stands."""
    kept = standing(_judged(connection))
    return _fold(kept, moves_of(kept))


def _actors_in(row: Row) -> set[str]:
    value = json.loads(row.value)
    return {actor for actor in (row.target, value.get("into"), value.get("id")) if actor}


def _fold(rows: list[Row], moves: Moves) -> list[dict[str, Any]]:
    folded: dict[str, dict[str, Any]] = {}

    def of(actor: str) -> dict[str, Any]:
        return folded.setdefault(
            actor,
            {"id": actor, "stands_as": stands_as(moves, actor), "name": None, "type": None, "country": None},
        )

    for row in rows:
        value = json.loads(row.value)
        for actor in _actors_in(row):
            of(actor)
        if row.verdict in (Verdict.CHANGE, Verdict.ADD):
            of(row.target).update({k: v for k, v in value.items() if k in ("name", "type", "country")})
        elif row.verdict == Verdict.SPLIT:
            of(value["id"]).update({k: v for k, v in value.items() if k in ("name", "type", "country")})
    return list(folded.values())


def relink(connection: Connection, moves: Moves, actors: Iterable[str]) -> tuple[set[int], set[str]]:
    """Set ``stands_as`` on the links of these machine actors.

    Returns:
        The articles in which it changed, and the actors that links came from or went to.
    """
    links, articles, locals_ = schema.actor_links, schema.articles, schema.local_actors
    rows = connection.execute(
        select(links, articles.c.source, locals_.c.name)
        .join(articles, articles.c.key == links.c.article)
        .join(locals_, (locals_.c.article == links.c.article) & (locals_.c.local == links.c.local))
        .where(among(links.c.actor, actors))
    ).all()
    now = [(row, stands_as(moves, row.actor, row.source, row.name)) for row in rows]
    changed = [(row, actor) for row, actor in now if actor != row.stands_as]
    if changed:
        link = (links.c.article == bindparam("in_article")) & (links.c.local == bindparam("as_local"))
        connection.execute(
            update(links).where(link).values(stands_as=bindparam("now")),
            [{"in_article": row.article, "as_local": row.local, "now": actor} for row, actor in changed],
        )
    articles = {row.article for row, _ in changed}
    return articles, {end for row, actor in changed for end in (row.stands_as, actor)}


def _articles_of(connection: Connection, actors: set[str]) -> set[int]:
    """Articles with a statement whose speaker people set to one of these."""
    overlays, statements = schema.statement_overlays, schema.statements
    return set(
        connection.scalars(
            select(statements.c.article)
            .join(overlays, overlays.c.anchor == statements.c.anchor)
            .where(among(overlays.c.speaker, actors))
        )
    )


def standing_moves(connection: Connection) -> Moves:
    """The merges and splits in force."""
    return moves_of(standing(_judged(connection)))


def _judged(connection: Connection) -> list[Row]:
    judgements = schema.judgements
    return list(connection.execute(select(judgements).where(judgements.c.kind == "actor").order_by(judgements.c.id)))
