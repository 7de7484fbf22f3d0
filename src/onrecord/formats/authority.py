"""Authority files: who is who as others have it. FollowTheMoney, Popolo, Wikidata, a CSV of aliases → :class:`Entity`.

Shapes: FollowTheMoney (https://followthemoney.tech), one entity a line as OpenSanctions publishes them; Popolo
(https://www.popoloproject.com/specs/); Wikidata's JSON, as a dump or as its API gives it; CSV with a header.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..model import ActorType, Problem
from ..names.lexicon import country_codes
from ..store.authorities import Entity

#: Names that are taken of one entity: more are spellings in scripts that no article here uses.
MOST_NAMES = 40
_FTM = {
    "Person": ActorType.PERSON,
    "PublicBody": ActorType.GOVERNMENT_BODY,
    "Organization": ActorType.ORGANISATION,
    "Company": ActorType.ORGANISATION,
    "LegalEntity": ActorType.ORGANISATION,
}
_CLASSES = {"party": ActorType.PARTY, "political party": ActorType.PARTY, "alliance": ActorType.ALLIANCE,
            "legislature": ActorType.GOVERNMENT_BODY, "executive": ActorType.GOVERNMENT_BODY,
            "ministry": ActorType.GOVERNMENT_BODY, "committee": ActorType.ORGANISATION}  # fmt: skip
_KINDS = {"Q5": ActorType.PERSON, "Q7278": ActorType.PARTY, "Q6256": ActorType.STATE, "Q3624078": ActorType.STATE,
          "Q484652": ActorType.INTERNATIONAL, "Q327333": ActorType.GOVERNMENT_BODY,
          "Q192350": ActorType.GOVERNMENT_BODY, "Q11032": ActorType.OUTLET,
          "Q192283": ActorType.OUTLET, "Q17149090": ActorType.ARMED_GROUP}  # fmt: skip


def load_authority(path: Path | str) -> Iterator[Entity | Problem]:
    """The entities of an authority file, in order; a line that cannot be read gives a problem with its place.

    What is no actor (addresses, sanctions, occupancies) is passed over. The format is told by the content.

    Raises:
        InputError: the file cannot be read, or is none of the known formats.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path), do="check the path") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=str(path), do="convert it to UTF-8") from error
    if not text.strip():
        raise InputError("the file is empty", where=str(path), do="give a file with entities")
    if not text.lstrip().startswith(("{", "[")):
        yield from _csv(path, text)
        return
    yield from _whole(path, text) or _lines(path, text)


def _whole(path: Path, text: str) -> list[Entity | Problem] | None:
    """A file that is one JSON value; None for JSON lines."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return None
    if isinstance(value, dict) and {"persons", "organizations"} & value.keys():
        rows = [(f"{path}: {part}[{n}]", row, part) for part in ("persons", "organizations")
                for n, row in enumerate(value.get(part) or [])]  # fmt: skip
        return [_popolo(where, row, part) for where, row, part in rows]
    if isinstance(value, dict) and isinstance(value.get("entities"), dict):
        value = list(value["entities"].values())
    rows = value if isinstance(value, list) else [value]
    return [found for n, row in enumerate(rows) if (found := _one(f"{path}: [{n}]", row)) is not None]


def _lines(path: Path, text: str) -> Iterator[Entity | Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip().rstrip(",")
        if line in ("", "[", "]"):
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield Problem(where, f"not JSON: {error.msg}", "write one JSON object a line")
            continue
        if (found := _one(where, row)) is not None:
            yield found


def _one(where: str, row: Any) -> Entity | Problem | None:
    """An entity of whatever format; None where it is no actor."""
    if not isinstance(row, dict):
        return Problem(where, "not an object", "write one JSON object for each entity")
    if "schema" in row and "properties" in row:
        return _ftm(where, row)
    if "labels" in row:
        return _wikidata(where, row)
    if "name" in row:
        part = "organizations" if "classification" in row or "founding_date" in row else "persons"
        return _popolo(where, row, part)
    return Problem(
        where,
        "neither FollowTheMoney (schema, properties), Wikidata (labels) nor Popolo (name)",
        "see docs/authority.md for what can be loaded",
    )


def _ftm(where: str, row: dict) -> Entity | Problem | None:
    kind, told = _FTM.get(row["schema"]), row["properties"]
    if kind is None:
        return None
    if not isinstance(told, dict) or not all(isinstance(v, list) for v in told.values()):
        return Problem(where, "properties must be lists of text", "write them as FollowTheMoney does")
    names = [*told.get("name", ()), *told.get("alias", ())]
    own = [("wikidata", id) for id in told.get("wikidataId", ())]
    country = next(iter([*told.get("nationality", ()), *told.get("country", ()), *told.get("jurisdiction", ())]), None)
    return _entity(where, [row.get("caption"), *names], kind, country, [("ftm", row.get("id")), *own])


def _popolo(where: str, row: Any, part: str) -> Entity | Problem:
    if not isinstance(row, dict):
        return Problem(where, "not an object", "write one JSON object for each entity")
    names = [row.get("name"), *(n.get("name") for n in row.get("other_names") or () if isinstance(n, dict))]
    ids = [(i.get("scheme"), i.get("identifier")) for i in row.get("identifiers") or () if isinstance(i, dict)]
    kind = ActorType.PERSON
    if part == "organizations":
        kind = _type(str(row.get("classification") or "")) or ActorType.ORGANISATION
    return _entity(where, names, kind, row.get("country") or row.get("area_id"), [("popolo", row.get("id")), *ids])


def _wikidata(where: str, row: dict) -> Entity | Problem:
    labels, aliases = row.get("labels") or {}, row.get("aliases") or {}
    try:
        first = labels.get("en") or next(iter(labels.values()), {})
        names = [first.get("value"), *(label["value"] for label in labels.values())]
        names += [alias["value"] for group in aliases.values() for alias in group]
        kinds = [c["mainsnak"]["datavalue"]["value"]["id"] for c in (row.get("claims") or {}).get("P31", ())
                 if c["mainsnak"].get("snaktype", "value") == "value"]  # fmt: skip
    except (AttributeError, KeyError, TypeError):
        return Problem(
            where, "labels, aliases or claims are not as Wikidata writes them", "take them from its dump or API"
        )
    kind = next((_KINDS[id] for id in kinds if id in _KINDS), ActorType.ORGANISATION)
    return _entity(where, names, kind, None, [("wikidata", row.get("id"))])


def _csv(path: Path, text: str) -> Iterator[Entity | Problem]:
    reader = csv.DictReader(text.splitlines())
    columns = {name.strip().lower() for name in reader.fieldnames or ()}
    if "name" not in columns:
        raise InputError(
            "the first line has no column called name", where=f"{path}:1", do="name,aliases,type,country,id,scheme"
        )
    for row in reader:
        told = {
            (key or "").strip().lower(): (value or "").strip() for key, value in row.items() if isinstance(value, str)
        }
        where = f"{path}:{reader.line_num}"
        kind = _type(told.get("type", "")) if told.get("type") else ActorType.ORGANISATION
        if kind is None:
            yield Problem(where, f"{told['type']!r} is no type of actor", f"one of: {', '.join(ActorType)}")
            continue
        names = [told.get("name"), *(told.get("aliases") or told.get("alias") or "").split(";")]
        yield _entity(where, names, kind, told.get("country"), [(told.get("scheme") or "csv", told.get("id"))])


def _type(written: str) -> ActorType | None:
    written = written.lower().replace("_", " ")
    return _CLASSES.get(written) or next((kind for kind in ActorType if str(kind) == written), None)


def _entity(
    where: str, names: Iterable[Any], kind: ActorType, country: Any, ids: Iterable[tuple[Any, Any]]
) -> Entity | Problem:
    known = list(dict.fromkeys(" ".join(name.split()) for name in names if isinstance(name, str) and name.strip()))
    if not known:
        return Problem(where, "the entity has no name", "give it a name")
    code = alpha3(country) if isinstance(country, str) and country else None
    own = tuple((str(scheme or "id"), str(value)) for scheme, value in ids if value)
    return Entity(known[0], kind, tuple(known[1:MOST_NAMES]), code, own, where)


@lru_cache(maxsize=1000)
def alpha3(country: str) -> str | None:
    """A country's alpha-3 code from alpha-2 or alpha-3, in capitals or not; None for what is no code.

    >>> alpha3("iq"), alpha3("IRQ"), alpha3("zz")
    ('IRQ', 'IRQ', None)
    """
    code = country.upper()
    table = country_codes()
    return code if code in table else next((three for three, two in table.items() if two == code), None)
