"""Actors and ties as FollowTheMoney entities (JSON lines) and as Popolo (one JSON object).

FollowTheMoney: Person, PublicBody, Organization; ties of a person or body to a body as Membership, all others as
UnknownLink; ``date`` is the day of the article that says so, with its address as ``sourceUrl``. Popolo: persons,
organizations, memberships with their sources. Ids are those of the record; what an authority file calls an actor is
kept (``wikidataId``, ``identifiers``). Ties that people rejected are left out; contradictory ones are all there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model import ActorType, Relation
from ..names.lexicon import country_codes
from ..store import queries
from ..store.queries.identifiers import identifiers, spellings
from .writing import written

if TYPE_CHECKING:
    from ..store.record import Record
    from ..store.rows import ActorRow, TieRow

_NAMELESS = (ActorType.COLLECTIVE, ActorType.UNKNOWN)
_SCHEMATA = {
    ActorType.PERSON: "Person",
    ActorType.STATE: "PublicBody",
    ActorType.GOVERNMENT_BODY: "PublicBody",
    ActorType.INTERNATIONAL: "PublicBody",
}
_MEMBERSHIPS = {
    Relation.MEMBER_OF, Relation.LEADS, Relation.HOLDS_OFFICE, Relation.SPOKESPERSON_OF, Relation.COMMANDS,
}  # fmt: skip


def write_ftm(record: Record, out: Path) -> list[Path]:
    """One entity a line: actors by id, then ties."""
    with written(out, "w") as file:
        for entity in ftm_entities(record):
            file.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")
    return [out]


def ftm_entities(record: Record) -> Iterator[dict[str, Any]]:
    """The entities, each with ``id``, ``schema`` and ``properties`` (lists of text)."""
    actors = _actors(record)
    own, names = identifiers(record), spellings(record)
    for actor in actors.values():
        code = country_codes().get(actor.country or "", "").lower()
        yield {
            "id": actor.id,
            "schema": _schema(actor),
            "properties": _told(
                name=[actor.name],
                alias=[name for name in names.get(actor.id, ()) if name != actor.name],
                country=[code],
                wikidataId=[value for scheme, value in own.get(actor.id, ()) if scheme == "wikidata"],
            ),
        }
    for tie in _ties(record, actors):
        to_body = tie.relation in _MEMBERSHIPS and actors[tie.object_id].type != ActorType.PERSON
        ends = ("member", "organization") if to_body else ("subject", "object")
        yield {
            "id": tie.id,
            "schema": "Membership" if to_body else "UnknownLink",
            "properties": _told(
                **{ends[0]: [tie.subject_id], ends[1]: [tie.object_id]},
                role=[tie.role or tie.relation.replace("_", " ")],
                startDate=[tie.start_date],
                endDate=[tie.end_date],
                date=[tie.observed],
                summary=[tie.quote],
                recordId=[tie.article.doc_id],
                sourceUrl=[_url(tie)],
                publisher=[tie.article.outlet],
            ),
        }


def write_popolo(record: Record, out: Path) -> list[Path]:
    """One object with persons, organizations and memberships."""
    with written(out, "w") as file:
        json.dump(popolo(record), file, ensure_ascii=False, indent=1)
        file.write("\n")
    return [out]


def popolo(record: Record) -> dict[str, list[dict[str, Any]]]:
    """The record's actors and ties as Popolo has them."""
    actors = _actors(record)
    own, names = identifiers(record), spellings(record)
    persons = [_popolo(a, own, names) for a in actors.values() if a.type == ActorType.PERSON]
    bodies = [
        _popolo(a, own, names) | {"classification": a.type} for a in actors.values() if a.type != ActorType.PERSON
    ]
    return {"persons": persons, "organizations": bodies, "memberships": list(_memberships(record, actors))}


def _memberships(record: Record, actors: dict[str, ActorRow]) -> Iterator[dict[str, Any]]:
    for tie in _ties(record, actors):
        if tie.relation not in (*_MEMBERSHIPS, Relation.PART_OF) or actors[tie.object_id].type == ActorType.PERSON:
            continue
        member = "person_id" if actors[tie.subject_id].type == ActorType.PERSON else "member_id"
        source = {"url": _url(tie), "note": tie.quote}
        yield _given(
            id=tie.id,
            organization_id=tie.object_id,
            role=tie.role or tie.relation.replace("_", " "),
            start_date=tie.start_date,
            end_date=tie.end_date,
            sources=[_given(**source)],
            **{member: tie.subject_id},
        )


def _popolo(actor: ActorRow, own: dict, names: dict) -> dict[str, Any]:
    return _given(
        id=actor.id,
        name=actor.name,
        other_names=[{"name": name} for name in names.get(actor.id, ()) if name != actor.name],
        identifiers=[{"scheme": scheme, "identifier": value} for scheme, value in own.get(actor.id, ())],
        country=actor.country,
    )


def _actors(record: Record) -> dict[str, ActorRow]:
    rows = sorted(queries.actors(record, limit=-1), key=lambda actor: actor.id)
    return {actor.id: actor for actor in rows if actor.type not in _NAMELESS}


def _ties(record: Record, actors: dict[str, ActorRow]) -> Iterator[TieRow]:
    seen: set[str] = set()
    for tie in sorted(queries.ties(record), key=lambda tie: tie.id):
        if tie.subject_id in actors and tie.object_id in actors and tie.subject_id != tie.object_id:
            if tie.id not in seen:
                yield tie
            seen.add(tie.id)


def _schema(actor: ActorRow) -> str:
    return _SCHEMATA.get(ActorType(actor.type), "Organization")


def _url(tie: TieRow) -> str | None:
    address = tie.article.address or ""
    return address if address.startswith(("http://", "https://")) else None


def _told(**properties: list[str | None]) -> dict[str, list[str]]:
    return {name: kept for name, values in properties.items() if (kept := [value for value in values if value])}


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


__all__ = ["ftm_entities", "popolo", "write_ftm", "write_popolo"]
