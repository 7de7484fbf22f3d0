"""The words of onrecord as frozen, slotted dataclasses: no I/O, no third party.

Offsets are code points into the *unchanged* source text, half-open: ``article.text[span.start:span.end]`` is the quote.
Inside one :class:`Reading` actors are known by their position-free ``id`` (``"a1"``); the record gives them an identity
over all articles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


def content_id(*parts: object) -> str:
    """A 16-digit id that depends on nothing but the parts, so links stay valid when a record is made again.

    >>> content_id("003", 12, 40) == content_id("003", 12, 40)
    True
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# --- text -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character range ``[start, end)`` in an article's text.

    >>> Span(0, 5).of("Tavia votes")
    'Tavia'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of them (at least one)."""
    spans = tuple(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


class ZoneKind(StrEnum):
    """What a stretch of the source is. Only headline and body speak."""

    HEADLINE = "headline"
    BODY = "body"
    OUTLET = "outlet"  # site name, outlet prefix
    METADATA = "metadata"  # date lines, article numbers, tags
    DATELINE = "dateline"  # "BAGHDAD (Reuters) –"
    BYLINE = "byline"
    CAPTION = "caption"
    NAVIGATION = "navigation"
    TEASER = "teaser"  # headline of another article
    FORM = "form"  # comment form, newsletter box
    COMMENT = "comment"  # a reader's words


SPEAKING = frozenset({ZoneKind.HEADLINE, ZoneKind.BODY})


@dataclass(frozen=True, slots=True)
class Zone:
    """One paragraph or line of the source and what it is."""

    kind: ZoneKind
    span: Span

    @property
    def speaks(self) -> bool:
        return self.kind in SPEAKING


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. ``text`` is the unchanged text of the source; everything else is offsets into it.

    ``id`` is the file's stem or the input's own id; ``published`` an ISO date or None; ``address`` where it came from
    (a URL if known, else the path as given); ``zones`` are sorted, do not overlap and cover every non-space character.
    """

    id: str
    text: str
    outlet: str | None = None
    headline: str | None = None
    published: str | None = None
    address: str | None = None
    language: str | None = None
    zones: tuple[Zone, ...] = ()

    @property
    def speaking(self) -> Spans:
        """The stretches that speak (headline and body), in order."""
        return tuple(zone.span for zone in self.zones if zone.speaks)

    @property
    def boilerplate(self) -> tuple[Zone, ...]:
        """The stretches that nobody may be quoted from."""
        return tuple(zone for zone in self.zones if not zone.speaks and zone.kind is not ZoneKind.DATELINE)


# --- who ------------------------------------------------------------------------------------------------------------


class ActorType(StrEnum):
    PERSON = "person"
    PARTY = "party"
    ALLIANCE = "alliance"
    ARMED_GROUP = "armed group"
    GOVERNMENT_BODY = "government body"
    STATE = "state"
    INTERNATIONAL = "international organisation"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    COLLECTIVE = "collective"  # "religious authorities", "residents"
    UNKNOWN = "unknown"


class MentionForm(StrEnum):
    NAME = "name"
    NOMINAL = "nominal"  # "the Iraqi official"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is mentioned.

    ``span`` is the name itself ("Hadi al-Ameri"), without title; ``extent`` the whole phrase with titles and
    appositions when it is longer. ``title`` as written before or after the name ("Prime Minister").
    """

    span: Span
    form: MentionForm = MentionForm.NAME
    type: ActorType = ActorType.UNKNOWN
    extent: Span | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, party, group, body, state … as one article knows it.

    ``id`` is unique in its reading; ``name`` the fullest spelling in the article; ``roles`` offices as written
    ("prime minister"); ``country`` an ISO 3166 alpha-3 code if the article says or implies one.
    """

    id: str
    name: str
    type: ActorType
    mentions: tuple[Mention, ...] = ()
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    country: str | None = None

    @property
    def named(self) -> bool:
        """Whether the article names it somewhere, not only "the minister", "troops", "she"."""
        return any(mention.form is MentionForm.NAME for mention in self.mentions)


class Relation(StrEnum):
    LEADS = "leads"
    SPOKESPERSON_OF = "spokesperson_of"
    MEMBER_OF = "member_of"
    PART_OF = "part_of"
    HOLDS_OFFICE = "holds_office"
    COMMANDS = "commands"
    ALLIED_WITH = "allied_with"
    OPPOSES = "opposes"
    BACKED_BY = "backed_by"


@dataclass(frozen=True, slots=True)
class Tie:
    """Dated relation between two actors (ids of the reading). Field names follow Popolo: role, start_date, end_date."""

    subject: str
    relation: Relation
    object: str
    evidence: Span
    role: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    reason: str = ""


# --- statements -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source (may be absent), cue and content: the linguistic finding (PARC3, PolNeAR).

    Each role is a tuple of spans since content is often broken. ``confidence`` is the probability that the whole is
    right, ``source_confidence`` that the source is.
    """

    source: Spans
    cue: Spans
    content: Spans
    confidence: float = 0.5
    source_confidence: float = 0.5


class Quoted(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Polarity(StrEnum):
    ASSERTED = "asserted"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution whose speaker is resolved: what a reader would put on record.

    ``speaker`` is an actor id of the reading or None (unknown); ``affiliation`` and ``role`` as known at that time;
    ``via`` the chain of agencies, outlets and people that passed it on, nearest first; ``date_said`` ISO 8601 or None.
    ``nested_in`` is the id of the statement whose content holds this one: then the outer speaker *claims* that the
    inner one said it.
    """

    id: str
    content: Spans
    cue: Spans
    source: Spans
    speaker: str | None
    quoted: Quoted
    polarity: Polarity = Polarity.ASSERTED
    affiliation: str | None = None
    role: str | None = None
    via: tuple[str, ...] = ()
    date_said: str | None = None
    nested_in: str | None = None
    in_headline: bool = False
    confidence: float = 0.5
    reason: str = ""


# --- events, dates, places ------------------------------------------------------------------------------------------


class Realis(StrEnum):
    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    DENIED = "denied"
    HISTORICAL = "historical"


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A number that an event states: ``value`` ``unit`` of ``what``; ``bound`` is "min", "max", "about" or None."""

    value: float
    unit: str
    what: str | None = None
    bound: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom. ``type`` and ``mode`` as in PLOVER, plus LEGISLATE, OFFICE, CONTROL.

    ``who`` and ``to_whom`` are actor ids of the reading; ``asserted_by`` is "narrator" or a statement id.
    ``reason`` names the trigger and the rule that coded it.
    """

    type: str
    who: tuple[str, ...]
    to_whom: tuple[str, ...]
    evidence: Span
    trigger: Span
    mode: str | None = None
    where: str | None = None
    when: str | None = None
    realis: Realis = Realis.ACTUAL
    magnitudes: tuple[Magnitude, ...] = ()
    asserted_by: str = "narrator"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression; ``value`` is ISO 8601 / TIMEX3 or None where it stays relative; ``rule``, ``anchor``: how."""

    span: Span
    value: str | None
    rule: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name with its coordinates in degrees, where known."""

    span: Span
    name: str
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None


# --- what one article yields ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read and why. ``where`` is a path, an article id or a line ("news.jsonl:7")."""

    where: str
    what: str
    do: str = ""
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article yields, before anything is known of other articles."""

    article: Article
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    ties: tuple[Tie, ...] = ()
    events: tuple[Event, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    problems: tuple[Problem, ...] = ()

    def actor(self, id: str | None) -> Actor | None:
        """The actor of that id, or None."""
        return next((actor for actor in self.actors if actor.id == id), None)


# --- what researchers and reviewers add -----------------------------------------------------------------------------


class Stance(StrEnum):
    SUPPORT = "support"
    OPPOSE = "oppose"
    CONDITIONAL = "conditional"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Issue:
    """A question on which one can be for or against. ``support`` and ``oppose`` are example phrasings.

    ``targets`` are the actors that the issue is about; ``plus`` and ``minus`` key phrases for the thing itself and for
    its end ("presence", "withdrawal"): to be for what is minus is to be against the issue. ``opposite_of`` is the id of
    the issue that this one is the negation of: support here is opposition there.
    """

    id: str
    title: str
    definition: str = ""
    support: tuple[str, ...] = ()
    oppose: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    targets: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    opposite_of: str | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """The researcher's issues. ``id`` and ``version`` come from the file, or from its content."""

    id: str
    version: str
    title: str
    issues: tuple[Issue, ...]

    def issue(self, id: str) -> Issue | None:
        """The issue of that id, or None."""
        return next((issue for issue in self.issues if issue.id == id), None)


#: The coder that knows the codebook alone; those that learnt or are a model of one's own are "machine …".
MACHINE = "machine"


def by_machine(coder: str) -> bool:
    """Whether a coder's name is a machine's.

    >>> by_machine("machine learnt 12 a41f0c"), by_machine("Ada")
    (True, False)
    """
    return coder == MACHINE or coder.startswith(f"{MACHINE} ")


@dataclass(frozen=True, slots=True)
class Position:
    """Statement × issue → stance, with a probability and the reason (the words that carry it).

    ``words`` are the places of the carrying words in the article's text. Where the speaker says what somebody else
    wants ("said the unions reject the sale"), ``claimed`` is that other's stance and ``claimed_by`` whose it is said to
    be, as written; ``stance`` stays the speaker's own. ``likely`` has the probabilities of support, opposition, a
    condition and neither, as if the issue were right; it is empty where a coder gives none.
    """

    statement: str
    issue: str
    stance: Stance
    probability: float
    reason: str = ""
    coder: str = MACHINE
    words: tuple[Span, ...] = ()
    claimed: Stance | None = None
    claimed_by: str = ""
    likely: tuple[float, ...] = ()


class Verdict(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    CHANGE = "change"
    MERGE = "merge"
    SPLIT = "split"
    ADD = "add"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a machine row: append-only, with who and when; undo is another row.

    ``kind`` and ``target`` name the row ("statement", "<id>"; "actor", "<id>"; "position", "<statement>/<issue>");
    ``value`` holds what ``change``, ``merge``, ``split`` or ``add`` needs, or for ``undo`` the judgement's id.
    ``second`` is an opinion asked for beside another's and blind to it: kept, compared, and it never decides.
    ``seconds`` the person looked at the row, where that was measured; ``queue`` the order that brought it up.
    """

    verdict: Verdict
    kind: str
    target: str
    by: str
    at: str
    value: dict = field(default_factory=dict)
    note: str = ""
    second: bool = False
    seconds: float | None = None
    queue: str | None = None
