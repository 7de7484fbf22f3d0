"""The rows as JSON, in the field's words: the names that a reading has (`onrecord annotate`) where both have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from ..events.as_plover import plover_of
from ..model import DateMention, Magnitude, PlaceMention, Span, Spans, hull
from ..store.queries import CalledBy, ClaimRow, TieSum
from ..store.rows import (
    ActorRow,
    ArticleRow,
    ArticleText,
    Counts,
    EventCard,
    EventRow,
    Hit,
    IssueRow,
    MentionRow,
    PositionRow,
    ProblemRow,
    StatementRow,
    TieRow,
)
from .agreeing import Shared
from .ask import Paged
from .standing import Share, Standing
from .words import segment

#: A statement's key → (id, words); an actor's id → (name, type, country).
Words = Mapping[int, tuple[str, str]]
Faces = Mapping[str, tuple[str, str, str | None]]


def article(row: ArticleRow) -> dict[str, Any]:
    """One article without its text."""
    return {
        "id": row.id,
        "doc_id": row.doc_id,
        "url": f"/articles/{segment(row.id)}",
        "document": {
            "outlet": row.outlet,
            "headline": row.headline,
            "publication_date": row.published,
            "address": row.address,
        },
        "words": row.words,
        "statements": row.statements,
        "copies_of": row.copies_of,
        "version": row.version,
    }


def article_text(shown: ArticleText) -> dict[str, Any]:
    """One article with text and zones; all offsets are code points of ``text``."""
    whole = article(shown.article)
    whole["text"] = shown.text
    whole["zones"] = [{**_span(zone.span), "kind": str(zone.kind)} for zone in shown.zones]
    return whole


def statement(row: StatementRow) -> dict[str, Any]:
    """One statement with its positions; ``issue`` and ``position`` are those of the most probable one."""
    coded = sorted(row.positions, key=lambda position: -position.probability)
    return {
        "id": row.id,
        "url": f"/statements/{segment(row.id)}",
        "doc_id": row.article.doc_id,
        "article": row.article.id,
        "outlet": row.article.outlet,
        "publication_date": row.article.published,
        "quote": row.quote,
        "content": _spans(row.content),
        "cue": {**_span(hull(row.cue)), "text": row.cue_text} if row.cue else None,
        "source": {**_span(hull(row.source)), "text": row.source_text} if row.source else None,
        "speaker": row.speaker,
        "speaker_id": row.speaker_id,
        "speaker_affiliation": row.affiliation,
        "speaker_role": row.role,
        "quoted": row.quoted,
        "polarity": row.polarity,
        "reported_via": list(row.via),
        "date_said": row.date_said,
        "date": row.when,
        "date_kind": row.when_kind or None,
        "nested_in": row.nested_in,
        "in_headline": row.in_headline,
        "confidence": round(row.confidence, 4),
        "reason": row.reason,
        "plover": plover_of(row.reason, row.quote),
        "issue": coded[0].issue if coded else None,
        "position": coded[0].stance if coded else None,
        "positions": [position(one) for one in coded],
        "judged": row.judged,
        "judged_by": row.judged_by,
    }


def position(row: PositionRow) -> dict[str, Any]:
    """Issue and stance; ``coder`` is "machine" or the reviewer."""
    return {
        "issue": row.issue,
        "issue_title": row.issue_title,
        "stance": row.stance,
        "probability": round(row.probability, 4),
        "reason": row.reason,
        "coder": row.coder,
        "claimed": row.claimed,
        "claimed_by": row.claimed_by or None,
    }


def actor(row: ActorRow) -> dict[str, Any]:
    """One actor with the names as written."""
    return {
        "id": row.id,
        "url": f"/actors/{segment(row.id)}",
        "canonical": row.name,
        "type": row.type,
        "country": row.country,
        "articles": row.articles,
        "mentions": row.mentions,
        "statements": row.statements,
        "names": [{"text": n.text, "count": n.count, "articles": list(n.article_ids)} for n in row.names],
    }


def mention(row: MentionRow) -> dict[str, Any]:
    """Where an actor stands in one article."""
    return {"actor": row.actor_id, "name": row.name, **_span(row.span), "form": row.form}


def tie(row: TieRow) -> dict[str, Any]:
    """A dated relation with its evidence."""
    return {
        "id": row.id,
        "subject": row.subject,
        "subject_id": row.subject_id,
        "relation": row.relation,
        "object": row.object,
        "object_id": row.object_id,
        "role": row.role,
        "since": row.start_date,
        "until": row.end_date,
        "observed": row.observed,
        "article": row.article.id,
        "evidence": {**_span(row.evidence), "text": row.quote},
    }


def tie_sum(row: TieSum) -> dict[str, Any]:
    """A tie over all articles that report it; ``inverse``: the actor of the page is its object."""
    return {
        "relation": row.relation,
        "inverse": row.inverse,
        "other": row.other,
        "other_id": row.other_id,
        "role": row.role,
        "since": row.start_date,
        "until": row.end_date,
        "first": row.first,
        "last": row.last,
        "reports": row.reports,
        "outlets": list(row.outlets),
        "article": row.article,
        "quote": row.quote,
    }


def called(row: CalledBy) -> dict[str, Any]:
    """What one outlet calls an actor."""
    return {"outlet": row.outlet, "words": [{"text": text, "count": n} for text, n in row.words]}


def shared(row: Shared) -> dict[str, Any]:
    """The issues on which another actor is on the same side, and on the other."""
    return {"actor": row.actor_id, "name": row.name, "same": list(row.same), "other": list(row.other)}


def event(row: EventRow) -> dict[str, Any]:
    """Who did what to whom."""
    return {
        "id": row.id,
        "type": row.type,
        "mode": row.mode,
        "who": [{"id": id, "name": name} for id, name in row.who],
        "to_whom": [{"id": id, "name": name} for id, name in row.to_whom],
        "where": row.where,
        "when": row.when,
        "realis": row.realis,
        "asserted_by": row.asserted_by,
        "article": row.article.id,
        "evidence": {**_span(row.evidence), "text": row.quote},
        "trigger": _span(row.trigger),
        "reason": row.reason,
        "magnitudes": [_magnitude(one) for one in row.magnitudes],
    }


def _magnitude(one: Magnitude) -> dict[str, Any]:
    span = {"start": one.span.start, "end": one.span.end} if one.span else None
    return {"value": one.value, "unit": one.unit, "what": one.what, "bound": one.bound, "span": span}


def event_card(card: EventCard) -> dict[str, Any]:
    """One event with its reports; figures stay with the report that tells them."""
    return {
        "id": card.id,
        "url": f"/events/{card.id}",
        "type": card.type,
        "mode": card.mode,
        "who": [{"id": id, "name": name} for id, name in card.who],
        "to_whom": [{"id": id, "name": name} for id, name in card.to_whom],
        "where": card.where,
        "when": card.when,
        "stories": card.stories,
        "reports": [event(row) for row in card.reports],
    }


def issue(row: IssueRow) -> dict[str, Any]:
    """An issue with its counts of statements by stance."""
    return {
        "id": row.id,
        "url": f"/issues/{segment(row.id)}",
        "title": row.title,
        "definition": row.definition,
        "counts": dict(row.counts),
        "actors": row.actors,
        "articles": row.articles,
    }


def standing(row: Standing, words: Words, faces: Faces, parties: Mapping[str, str]) -> dict[str, Any]:
    """Where one speaker stands on one issue; the statements are among the claims."""
    return {
        "speaker": row.name or None,
        **_face(row.actor_id, faces, parties),
        "stance": row.stance,
        "n": row.n,
        "enough": row.enough,
        "in_copies": row.copies,
        "as_others_tell_it": row.told,
        "outlets": list(row.outlets),
        "first": row.first,
        "last": row.last,
        "counts": dict(row.stances),
        "turns": [[_turn(claim, words) for claim in pair] for pair in row.turns],
        "statements": [words[claim.statement][0] for claim in row.claims],
    }


def _turn(row: ClaimRow, words: Words) -> dict[str, Any]:
    id, quote = words[row.statement]
    return {"statement": id, "date": row.when, "stance": row.stance, "quote": quote}


def claim(row: ClaimRow, words: Words, faces: Faces, parties: Mapping[str, str]) -> dict[str, Any]:
    """One position of a long table; its statement has the rest."""
    id, quote = words[row.statement]
    face = _face(row.speaker, faces, parties)
    return {
        "statement": id,
        "url": f"/statements/{segment(id)}",
        "issue": row.issue,
        "speaker": faces[row.speaker][0] if row.speaker in faces else row.name or None,
        **face,
        "stance": row.stance,
        "date": row.when,
        "outlet": row.outlet,
        "as_others_tell_it": row.told,
        "in_copy": row.copy,
        "quote": quote,
    }


def _face(actor_id: str | None, faces: Faces, parties: Mapping[str, str]) -> dict[str, Any]:
    party = parties.get(actor_id or "")
    return {
        "speaker_id": actor_id,
        "party": faces[party][0] if party in faces else None,
        "country": faces[actor_id][2] if actor_id in faces else None,
    }


def share(row: Share) -> dict[str, Any]:
    """Claims of one party, outlet or country by stance; name null: not stated."""
    return {"id": row.id, "name": row.name, "counts": dict(row.counts), "speakers": row.speakers, "statements": row.n}


def problem(row: ProblemRow) -> dict[str, Any]:
    """What could not be read and why."""
    return {"id": row.id, "where": row.where, "what": row.what, "do": row.do, "at": row.at, "article": row.article_id}


def date(row: DateMention) -> dict[str, Any]:
    """A time expression and how its value was worked out."""
    return {**_span(row.span), "value": row.value, "rule": row.rule, "anchor": row.anchor}


def place(row: PlaceMention) -> dict[str, Any]:
    """A place name with its coordinates in degrees, where known."""
    return {**_span(row.span), "name": row.name, "lat": row.lat, "lon": row.lon, "geonames_id": row.geonames_id}


def hit(row: Hit) -> dict[str, Any]:
    """A search result, its excerpt without marks."""
    return {
        "kind": row.kind,
        "id": row.id,
        "url": f"/{row.kind}s/{segment(row.id)}",
        "title": row.title,
        "snippet": row.snippet.replace("\x02", "").replace("\x03", ""),
        "article": article(row.article) if row.article else None,
    }


def counts(row: Counts) -> dict[str, Any]:
    """The sums over the whole record."""
    return asdict(row)


def listed(name: str, page: Paged, make: Any) -> dict[str, Any]:
    """One page of a list, with the addresses of its neighbours."""
    return {
        name: [make(row) for row in page.rows],
        "page": page.page,
        "previous": _twin(page.before),
        "next": _twin(page.after),
    }


def all_of(rows: Iterable[Any], make: Any) -> list[dict[str, Any]]:
    """Every row by one maker."""
    return [make(row) for row in rows]


def _twin(address: str | None) -> str | None:
    if address is None:
        return None
    path, question, query = address.partition("?")
    return f"{path}.json{question}{query}"


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _spans(spans: Spans) -> list[dict[str, int]]:
    return [_span(span) for span in spans]
