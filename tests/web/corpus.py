"""Readings made by hand, from four outlets of a country that does not exist: what the tests of the pages look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model import (
    Actor,
    ActorType,
    Article,
    Codebook,
    DateMention,
    Event,
    Issue,
    Mention,
    Polarity,
    Position,
    Quoted,
    Reading,
    Realis,
    Relation,
    Span,
    Stance,
    Statement,
    Tie,
    Zone,
    ZoneKind,
    content_id,
)

PARTS = list[tuple[ZoneKind, str]]
HOSTILE = '<script>window.hacked=1</script><img src=x onerror="window.hacked=2">'
RTL = "\u202eesrever\u202c \u200fنص\u200f"

CODEBOOK = Codebook(
    id="valmere",
    version="1",
    title="Valmere",
    issues=(
        Issue(
            "port_fee", "A fee on every container in Port Sable", "A fee that ships pay for each container they land."
        ),
        Issue("night_ferries", "Night ferries to the islands", "Ferries between midnight and five."),
        Issue("silent", "A bridge to Little Orm"),
        Issue("odd id/with? #é&<b>", "An issue whose id is awkward in an address"),
    ),
)


@dataclass
class Maker:
    """Builds one reading; everything is found in the text by its words."""

    id: str
    outlet: str | None
    published: str | None
    parts: PARTS
    headline: str | None = None
    address: str | None = None
    text: str = ""
    zones: list[Zone] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        for kind, part in self.parts:
            self.text += "\n\n" if self.text and not self.text.endswith(" ") else ""
            self.zones.append(Zone(kind, Span(len(self.text), len(self.text) + len(part.rstrip(" ")))))
            self.text += part

    def span(self, words: str) -> Span:
        """Where the words stand in what speaks, for the first time."""
        found = (self.text.find(words, zone.span.start, zone.span.end) for zone in self.zones if zone.speaks)
        start = next(at for at in found if at >= 0)
        return Span(start, start + len(words))

    def actor(self, name: str, type_: ActorType = ActorType.PERSON, *, also: tuple[str, ...] = ()) -> str:
        id = f"a{len(self.actors) + 1}"
        mentions = tuple(Mention(self.span(form), type=type_) for form in (name, *also))
        self.actors[name] = Actor(id, name, type_, mentions=mentions, aliases=also)
        return id

    def says(self, who: str | None, content: str | tuple[str, ...], cue: str, source: str = "", **more) -> Statement:
        pieces = (content,) if isinstance(content, str) else content
        spans = tuple(self.span(piece) for piece in pieces)
        cues = (self.span(cue),) if cue else ()
        issue, stance, p = more.pop("on", (None, None, 0))
        statement = Statement(
            id=content_id(self.id, spans, cues),
            content=spans,
            cue=cues,
            source=(self.span(source),) if source else (),
            speaker=self.actors[who].id if who else None,
            **{"quoted": Quoted.DIRECT, "confidence": 0.81, **more},
        )
        self.statements.append(statement)
        if issue:
            self.positions.append(Position(statement.id, issue, stance, p, reason=pieces[0][:24]))
        return statement

    def reading(self) -> Reading:
        article = Article(
            self.id, self.text, self.outlet, self.headline, self.published, self.address, "en", tuple(self.zones)
        )
        dates = tuple(
            DateMention(self.span(word), value, rule="weekday before publication", anchor=self.published)
            for word, value in (("On Monday", "2031-03-03"), ("last spring", None))
            if word in self.text
        )
        return Reading(
            article,
            statements=tuple(self.statements),
            actors=tuple(self.actors.values()),
            ties=tuple(self.ties),
            events=tuple(self.events),
            dates=dates,
        )


H, B, N, C = ZoneKind.HEADLINE, ZoneKind.BODY, ZoneKind.NAVIGATION, ZoneKind.CAPTION


def _courier() -> Maker:
    made = Maker(
        "101-courier",
        "Sable Courier",
        "2031-03-05",
        [
            (ZoneKind.OUTLET, "Sable Courier"),
            (H, "Harbour chief rejects container fee"),
            (C, "Ida Brandt at the quay last year. Photo: M. Roe"),
            (ZoneKind.DATELINE, "PORT SABLE – "),
            (
                B,
                "“A fee on every container would empty this harbour,” said Ida Brandt, head of the Harbour Union, "
                "on the quay.",
            ),
            (
                B,
                "On Monday the minister Tomas Vell told the Courier that Brandt had promised him that the union would "
                "accept half a fee.",
            ),
            (B, "Brandt denied having promised anything. “Not a cent,” she said, “and not on our watch.”"),
            (B, "Residents want night ferries back, according to a survey."),
            *[(N, line) for line in ("Home", "News", "Weather", "Tides", "Letters", "Archive", "Shop", "Contact")],
            (ZoneKind.COMMENT, "finally somebody says it, the minister must go"),
        ],
        headline="Harbour chief rejects container fee",
        address="https://courier.example/harbour-fee",
    )
    brandt = made.actor("Ida Brandt", also=("Brandt",))
    union = made.actor("Harbour Union", ActorType.ORGANISATION)
    made.actor("Tomas Vell")
    made.says(
        "Ida Brandt",
        "A fee on every container would empty this harbour",
        "said",
        "Ida Brandt, head of the Harbour Union",
        affiliation="Harbour Union",
        role="head",
        on=("port_fee", Stance.OPPOSE, 0.93),
    )
    outer = made.says(
        "Tomas Vell",
        "Brandt had promised him that the union would accept half a fee",
        "told",
        "the minister Tomas Vell",
        quoted=Quoted.INDIRECT,
        role="minister",
        date_said="2031-03-03",
        via=("Sable Courier",),
    )
    made.says(
        "Ida Brandt",
        "the union would accept half a fee",
        "promised",
        "Brandt",
        quoted=Quoted.INDIRECT,
        nested_in=outer.id,
        on=("port_fee", Stance.CONDITIONAL, 0.58),
    )
    made.says("Ida Brandt", "having promised anything", "denied", quoted=Quoted.INDIRECT, polarity=Polarity.DENIED)
    made.says("Ida Brandt", ("Not a cent", "and not on our watch"), "she said", on=("port_fee", Stance.OPPOSE, 0.999))
    made.says(
        None,
        "Residents want night ferries back",
        "according to",
        "a survey",
        quoted=Quoted.INDIRECT,
        on=("night_ferries", Stance.SUPPORT, 0.66),
    )
    made.ties.append(
        Tie(brandt, Relation.LEADS, union, made.span("Ida Brandt, head of the Harbour Union"), role="head")
    )
    made.events.append(
        Event(
            "REJECT",
            (brandt,),
            (made.actors["Tomas Vell"].id,),
            made.span("Brandt denied having promised anything"),
            made.span("denied"),
            where="Port Sable",
            when="2031-03-05",
            realis=Realis.ACTUAL,
            reason="denied",
        )
    )
    return made


def _mail() -> Maker:
    made = Maker(
        "102-mail",
        "Orm Mail",
        "2031-04-20",
        [
            (H, "Minister defends the fee"),
            (B, "Minister Tomas Vell said the container fee will pay for night ferries, “and for nothing else.”"),
            (
                B,
                "He added that ferries at night would run as soon as two ships were ready, which last spring nobody "
                "believed.",
            ),
            (B, "Port Sable landed forty thousand containers in the year before the fee was drafted by the ministry."),
            (
                B,
                "The islands of Great Orm and Little Orm have had no ferry after midnight since the winter of the ice.",
            ),
            (B, "A second reading of the bill is down for the first week of June, before the summer recess begins."),
        ],
        headline="Minister defends the fee",
    )
    made.actor("Tomas Vell")
    made.says(
        "Tomas Vell",
        "the container fee will pay for night ferries, “and for nothing else.”",
        "said",
        "Minister Tomas Vell",
        quoted=Quoted.MIXED,
        role="minister",
        on=("port_fee", Stance.SUPPORT, 0.88),
    )
    made.says(
        "Tomas Vell",
        "ferries at night would run as soon as two ships were ready",
        "added",
        "He",
        quoted=Quoted.INDIRECT,
        on=("night_ferries", Stance.CONDITIONAL, 0.7),
    )
    return made


def _copy() -> Maker:
    made = _mail()
    again = Maker("103-herald", "The Herald", "2031-04-21", made.parts, headline=made.headline)
    again.actor("Tomas Vell")
    again.says(
        "Tomas Vell",
        "the container fee will pay for night ferries, “and for nothing else.”",
        "said",
        "Minister Tomas Vell",
        quoted=Quoted.MIXED,
        role="minister",
        on=("port_fee", Stance.SUPPORT, 0.87),
    )
    return again


def _hostile() -> Maker:
    long = "The tide tables were read out. " * 70_000  # over two million characters in one paragraph
    made = Maker(
        "104-hostile",
        f"Evil <b>{RTL}</b>",
        None,
        [
            (H, f"Headline {HOSTILE} {RTL}"),
            (B, f"Mayor {HOSTILE} Bad\x01 Name said that {HOSTILE} and {RTL} “]]>&amp; {{{{ 7*7 }}}} are fine”."),
            (B, long.strip()),
        ],
        headline=f"Headline {HOSTILE} {RTL}",
        address="javascript:window.hacked=3",
    )
    made.actor(f"{HOSTILE} Bad\x01 Name")
    made.says(
        f"{HOSTILE} Bad\x01 Name",
        f"{HOSTILE} and {RTL} “]]>&amp; {{{{ 7*7 }}}} are fine”",
        "said",
        "Mayor",
        quoted=Quoted.INDIRECT,
        role=HOSTILE,
        affiliation=RTL,
        via=(HOSTILE,),
        on=("port_fee", Stance.NEUTRAL, 0.4),
    )
    return made


def makers() -> list[Maker]:
    """The whole corpus."""
    return [_courier(), _mail(), _copy(), _hostile()]
