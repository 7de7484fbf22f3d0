"""Readings made by hand: news from Tavia, a country that is not on any map."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import (
    Actor,
    ActorType,
    Article,
    Attribution,
    DateMention,
    Event,
    Magnitude,
    Mention,
    MentionForm,
    PlaceMention,
    Problem,
    Quoted,
    Reading,
    Relation,
    Span,
    Statement,
    Tie,
    Zone,
    ZoneKind,
    content_id,
)

TOLL = (
    "Harbour toll splits the Marsh Council\n"
    "Mira Solden, who leads the Reed Party, said the toll must go. "
    "“It robs the fishermen,” she told reporters. "
    "Harbour master Ivo Tarn rejected that: the toll stays until the quay is paid. "
    "Tarn met Solden on 3 March in Port Oriel.\n"
    "Read more: Ten best beaches of Tavia"
)
TOLL_ACTORS = (
    ("a1", "Mira Solden", "person", ("Mira Solden", "she", "Solden on")),
    ("a2", "Reed Party", "party", ("Reed Party",)),
    ("a3", "Ivo Tarn", "person", ("Ivo Tarn", "Tarn met")),
)
TOLL_STATEMENTS = (
    ("a1", "said", "the toll must go"),
    ("a1", "told", "“It robs the fishermen,”"),
    ("a3", "rejected", "the toll stays until the quay is paid"),
)


def span_of(text: str, words: str, *, nth: int = 0) -> Span:
    """Where ``words`` stand in ``text``."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def make_reading(
    doc_id: str = "toll",
    text: str = TOLL,
    *,
    actors: Sequence[tuple[str, str, str, Sequence[str]]] = TOLL_ACTORS,
    statements: Sequence[tuple[str | None, str, str]] = TOLL_STATEMENTS,
    outlet: str | None = "Oriel Gazette",
    published: str | None = "2031-03-04",
    address: str | None = None,
    ties: Sequence[Tie] = (),
    events: Sequence[Event] = (),
    problems: Sequence[Problem] = (),
) -> Reading:
    """A reading whose spans are found by their words; "Name on" mentions "Name"."""
    article = make_article(doc_id, text, outlet=outlet, published=published, address=address)
    made = tuple(_statement(doc_id, text, *statement) for statement in statements)
    return Reading(
        article=article,
        attributions=tuple(Attribution((), statement.cue, statement.content, 0.9, 0.8) for statement in made),
        statements=made,
        actors=tuple(_actor(text, *actor) for actor in actors),
        ties=tuple(ties),
        events=tuple(events),
        problems=tuple(problems),
    )


def make_article(doc_id: str, text: str, **known: str | None) -> Article:
    """The first line is the headline, lines from "Read more" on are navigation."""
    zones, at = [], 0
    for n, line in enumerate(text.split("\n")):
        kind = ZoneKind.HEADLINE if n == 0 else ZoneKind.NAVIGATION if line.startswith("Read more") else ZoneKind.BODY
        if line.strip():
            zones.append(Zone(kind, Span(at, at + len(line))))
        at += len(line) + 1
    headline = text.split("\n", 1)[0]
    address = known.pop("address", None) or f"news/{doc_id}.txt"
    return Article(doc_id, text, headline=headline, address=address, language="en", zones=tuple(zones), **known)


def full_reading(**known) -> Reading:
    """The toll article with something of everything."""
    tie = Tie("a1", Relation.LEADS, "a2", span_of(TOLL, "Mira Solden, who leads the Reed Party"), role="leader")
    met = span_of(TOLL, "Tarn met Solden on 3 March in Port Oriel.")
    event = Event(
        type="CONSULT",
        who=("a3",),
        to_whom=("a1",),
        evidence=met,
        trigger=span_of(TOLL, "met"),
        where="Port Oriel",
        when="2031-03-03",
        magnitudes=(Magnitude(2, "hours", "talks", None, None),),
        reason="met",
    )
    reading = make_reading(ties=(tie,), events=(event,), **known)
    return Reading(
        article=reading.article,
        attributions=reading.attributions,
        statements=reading.statements,
        actors=reading.actors,
        ties=reading.ties,
        events=reading.events,
        dates=(DateMention(span_of(TOLL, "3 March"), "2031-03-03", "day month", "2031-03-04"),),
        places=(PlaceMention(span_of(TOLL, "Port Oriel"), "Port Oriel", 12.5, -3.25, None),),
        problems=reading.problems,
    )


def _actor(text: str, id: str, name: str, type_: str, mentions: Sequence[str]) -> Actor:
    made = []
    for words in mentions:
        span = span_of(text, words)
        word = words.split()[0] if words not in name and " " in words and words.split()[0] in name else words
        form = MentionForm.PRONOUN if words in ("she", "he", "they") else MentionForm.NAME
        made.append(Mention(Span(span.start, span.start + len(word)), form, ActorType(type_)))
    return Actor(id, name, ActorType(type_), tuple(made), aliases=(name.split()[-1],), roles=("member",))


def _statement(doc_id: str, text: str, speaker: str | None, cue: str, content: str) -> Statement:
    where, said = span_of(text, content), span_of(text, cue)
    return Statement(
        id=content_id(doc_id, where.start, where.end, said.start, said.end),
        content=(where,),
        cue=(said,),
        source=(),
        speaker=speaker,
        quoted=Quoted.DIRECT if content.startswith("“") else Quoted.INDIRECT,
        confidence=0.9,
        reason="by hand",
    )


def corpus(n: int, *, outlets: int = 4) -> list[Reading]:
    """``n`` small articles with some 3 statements each by actors who come back."""
    return [_small(at, outlets) for at in range(n)]


def _small(at: int, outlets: int) -> Reading:
    first, second = f"Ana Velk{at % 97}", f"Boro Tam{at % 31}"
    text = (
        f"Day {at} in the marsh\n"
        f"{first} of the Reed Party said that plan {at} would drown the fields. "
        f"{second} replied that plan {at} was the only way. "
        f"{first} added that nobody had asked the {at % 7} villages."
    )
    actors = (
        ("a1", first, "person", (first,)),
        ("a2", "Reed Party", "party", ("Reed Party",)),
        ("a3", second, "person", (second,)),
    )
    statements = (
        ("a1", "said", f"that plan {at} would drown the fields"),
        ("a3", "replied", f"that plan {at} was the only way"),
        ("a1", "added", f"that nobody had asked the {at % 7} villages"),
    )
    tie = Tie("a1", Relation.MEMBER_OF, "a2", span_of(text, f"{first} of the Reed Party"))
    return make_reading(
        f"marsh-{at:05d}",
        text,
        actors=actors,
        statements=statements,
        ties=(tie,),
        outlet=f"Outlet {at % outlets}",
        published=f"20{30 + at % 9}-0{1 + at % 9}-1{at % 10}",
    )
