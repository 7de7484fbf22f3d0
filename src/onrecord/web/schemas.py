"""What the JSON twins are made of, as JSON Schema (2020-12): the components of the API's description."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
YES: Schema = {"type": "boolean"}
DAY: Schema = {"type": ["string", "null"], "description": "ISO 8601: a day, month or year"}


def maybe(schema: Schema) -> Schema:
    """The same or null."""
    kind = schema.get("type")
    return {**schema, "type": [kind, "null"]} if isinstance(kind, str) else {"anyOf": [schema, {"type": "null"}]}


def many(schema: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": schema}


def of(name: str) -> Schema:
    """One of the `COMPONENTS`."""
    return {"$ref": f"#/components/schemas/{name}"}


def thing(**fields: Schema) -> Schema:
    """An object that has all of these fields.

    >>> thing(id=TEXT)
    {'type': 'object', 'properties': {'id': {'type': 'string'}}, 'required': ['id']}
    """
    return {"type": "object", "properties": fields, "required": list(fields)}


def listed(name: str, of_what: str) -> Schema:
    """One page of a list."""
    return thing(**{name: many(of(of_what)), "page": COUNT, "previous": maybe(TEXT), "next": maybe(TEXT)})


_SPAN = thing(start=COUNT, end=COUNT)
_QUOTED_SPAN = maybe(thing(start=COUNT, end=COUNT, text=TEXT))
#: A place with how often it is named.
PLACE_SUM = thing(
    name=TEXT,
    lat={"type": "number"},
    lon={"type": "number"},
    geonames_id=maybe({"type": "integer"}),
    mentions=COUNT,
    articles=COUNT,
)
_ID_NAME = thing(id=TEXT, name=TEXT)

COMPONENTS: dict[str, Schema] = {
    "Article": thing(
        id=TEXT,
        doc_id=TEXT,
        url=TEXT,
        document=thing(outlet=maybe(TEXT), headline=maybe(TEXT), publication_date=DAY, address=maybe(TEXT)),
        words=COUNT,
        statements=COUNT,
        copies_of=maybe(TEXT),
        version=COUNT,
    ),
    "Position": thing(issue=TEXT, issue_title=TEXT, stance=TEXT, probability=NUMBER, reason=TEXT, coder=TEXT),
    "Statement": thing(
        id=TEXT,
        url=TEXT,
        doc_id=TEXT,
        article=TEXT,
        outlet=maybe(TEXT),
        publication_date=DAY,
        quote=TEXT,
        content=many(_SPAN),
        cue=_QUOTED_SPAN,
        source=_QUOTED_SPAN,
        speaker=maybe(TEXT),
        speaker_id=maybe(TEXT),
        speaker_affiliation=maybe(TEXT),
        speaker_role=maybe(TEXT),
        quoted=TEXT,
        polarity=TEXT,
        reported_via=many(TEXT),
        date_said=DAY,
        date=DAY,
        date_kind=maybe(TEXT),
        nested_in=maybe(TEXT),
        in_headline=YES,
        confidence=NUMBER,
        plover=maybe(TEXT),
        issue=maybe(TEXT),
        position=maybe(TEXT),
        positions=many(of("Position")),
        judged=maybe(TEXT),
        judged_by=maybe(TEXT),
    ),
    "Actor": thing(
        id=TEXT,
        url=TEXT,
        canonical=TEXT,
        type=TEXT,
        country=maybe(TEXT),
        articles=COUNT,
        mentions=COUNT,
        statements=COUNT,
        names=many(thing(text=TEXT, count=COUNT, articles=many(TEXT))),
    ),
    "Relation": thing(
        id=TEXT,
        subject=TEXT,
        subject_id=TEXT,
        relation=TEXT,
        object=TEXT,
        object_id=TEXT,
        role=maybe(TEXT),
        since=DAY,
        until=DAY,
        observed=DAY,
        article=TEXT,
        evidence=thing(start=COUNT, end=COUNT, text=TEXT),
    ),
    "Event": thing(
        id=TEXT,
        type=TEXT,
        mode=maybe(TEXT),
        who=many(_ID_NAME),
        to_whom=many(_ID_NAME),
        where=maybe(TEXT),
        when=maybe(TEXT),
        realis=TEXT,
        asserted_by=TEXT,
        article=TEXT,
        evidence=thing(start=COUNT, end=COUNT, text=TEXT),
        trigger=_SPAN,
        reason=TEXT,
        magnitudes=many(thing(value=NUMBER, unit=TEXT, what=maybe(TEXT), bound=maybe(TEXT), span=maybe(_SPAN))),
    ),
    "EventCard": thing(
        id=TEXT,
        url=TEXT,
        type=TEXT,
        mode=maybe(TEXT),
        who=many(_ID_NAME),
        to_whom=many(_ID_NAME),
        where=maybe(TEXT),
        when=maybe(TEXT),
        stories=COUNT,
        reports=many({"$ref": "#/components/schemas/Event"}),
    ),
    "Issue": thing(
        id=TEXT,
        url=TEXT,
        title=TEXT,
        definition=TEXT,
        counts={"type": "object", "additionalProperties": COUNT},
        actors=COUNT,
        articles=COUNT,
    ),
    "Problem": thing(id=COUNT, where=TEXT, what=TEXT, do=TEXT, at=TEXT, article=maybe(TEXT)),
    "Hit": thing(kind=TEXT, id=TEXT, url=TEXT, title=maybe(TEXT), snippet=TEXT),
    "Error": thing(error=thing(status=COUNT, title=TEXT, detail=TEXT)),
}


def more(name: str, **fields: Schema) -> Schema:
    """One of the `COMPONENTS` with further fields, or other ones of the same name."""
    return thing(**{**COMPONENTS[name]["properties"], **fields})
