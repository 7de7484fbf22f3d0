"""Entities of authority files into the record: known to the resolver from then on, their ids kept on the actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select

from ..model import Actor, ActorType
from ..names.features import parts_of
from . import schema
from .identities import put_actors, put_near_misses, resolver_of
from .joining import put_joins

if TYPE_CHECKING:
    from .record import Record


@dataclass(frozen=True, slots=True)
class Entity:
    """One actor of an authority file; ``identifiers`` are (scheme, value), the file's own id among them."""

    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    country: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    where: str = ""


@dataclass(slots=True)
class Taken:
    """What became of the entities: ``linked`` to actors that articles name, ``new`` for articles to come, ``left`` out.

    ``left`` holds (where, why) of entities that share their name with another of the same authority.
    """

    linked: int = 0
    new: int = 0
    same: int = 0
    left: list[tuple[str, str]] | None = None


def take_authority(record: Record, entities: Iterable[Entity]) -> Taken:
    """Put the entities of an authority file in. Taking the same file again changes nothing.

    An entity goes to the actor that its names and country mean, by the rules that hold for articles; what is only
    near is asked of a person. Actors with two names of one entity are joined, and the join can be undone.
    """
    taken = Taken(left=[])
    with record.reading() as connection:
        resolver = resolver_of(connection, record)
        known = {(row.scheme, row.value): row for row in connection.execute(select(schema.identifiers))}
        before = set(connection.scalars(select(schema.actors.c.id)))
    schemes = {(row.actor, row.scheme): row.value for row in known.values()}
    rows, ids = [], set()
    for n, entity in enumerate(entities):
        own = [id for id in entity.identifiers if id not in known]
        if entity.identifiers and not own:
            taken.same += 1
            continue
        actor = _actor(entity, resolver)
        found = resolver.add(f"authority {n} {entity.where}", (actor,))["e"]
        other = next((schemes[found, s] for s, v in own if schemes.get((found, s), v) != v), None)
        if other is not None:
            taken.left.append((entity.where, f"{entity.name} is called like {other}, which is there already"))
            continue
        ids.add(found)
        taken.linked, taken.new = taken.linked + (found in before), taken.new + (found not in before)
        for scheme, value in own:
            schemes[found, scheme] = value
            known[scheme, value] = None
            rows.append({"scheme": scheme, "value": value, "actor": found, "name": entity.name, "source": entity.where})
    with record.writing() as connection:
        _put(connection, resolver, ids, rows)
    return taken


def _actor(entity: Entity, resolver) -> Actor:
    """The entity as an actor, called by a name that the record knows if it knows one."""
    names = (entity.name, *entity.aliases)
    if entity.type is ActorType.PERSON:
        names = tuple(name for name in names if len(parts_of(name)) > 1) or names
    called = next((name for name in names if resolver.knows(name, entity.type)), names[0])
    return Actor("e", called, entity.type, aliases=tuple(n for n in names if n != called), country=entity.country)


def _put(connection: Connection, resolver, ids: set[str], rows: list[dict]) -> None:
    put_actors(connection, resolver, ids)
    put_near_misses(connection, [m for m in resolver.near_misses if _stored(connection, m.one, m.other)])
    if rows:
        connection.execute(insert(schema.identifiers), rows)
    put_joins(connection, resolver.joins)


def _stored(connection: Connection, *ids: str) -> bool:
    actors = schema.actors
    return all(connection.scalar(select(actors.c.id).where(actors.c.id == id)) is not None for id in ids)
