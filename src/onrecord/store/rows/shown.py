"""Rows of what stands: articles, statements, actors, ties, events, and whole readings."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Magnitude, Position, Reading, Span, Spans, Zone
from .coded import PositionRow


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article, newest version. ``published`` ISO date or None; ``copies_of`` the id of the article it repeats."""

    id: str
    doc_id: str
    outlet: str | None
    headline: str | None
    published: str | None
    address: str | None
    words: int
    statements: int
    copies_of: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The text and zones of one article, for showing it."""

    article: ArticleRow
    text: str
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with all that a page or an export shows of it.

    ``quote`` is the text of the content spans joined by " … "; ``speaker`` the actor's name in the record or None,
    ``speaker_id`` its id; ``source_text`` the source as written; ``when`` is ``date_said`` or the publication date,
    ``when_kind`` tells which ("said", "published" or "").
    """

    id: str
    article: ArticleRow
    quote: str
    content: Spans
    cue: Spans
    source: Spans
    cue_text: str
    source_text: str
    speaker: str | None
    speaker_id: str | None
    affiliation: str | None
    role: str | None
    quoted: str
    polarity: str
    via: tuple[str, ...]
    date_said: str | None
    when: str | None
    when_kind: str
    nested_in: str | None
    in_headline: bool
    confidence: float
    reason: str
    positions: tuple[PositionRow, ...] = ()
    judged: str | None = None  # verdict that stands ("accept", "change", …) or None: machine only
    judged_by: str | None = None


@dataclass(frozen=True, slots=True)
class NameForm:
    """One spelling of an actor and where it stands."""

    text: str
    count: int
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorRow:
    id: str
    name: str
    type: str
    country: str | None
    articles: int
    mentions: int
    statements: int
    names: tuple[NameForm, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionRow:
    """Where an actor stands in one article."""

    actor_id: str
    name: str
    span: Span
    form: str


@dataclass(frozen=True, slots=True)
class TieRow:
    """A dated relation with its evidence; ``observed`` is the publication date of the article that says so."""

    id: str
    subject: str
    subject_id: str
    relation: str
    object: str
    object_id: str
    role: str | None
    start_date: str | None
    end_date: str | None
    observed: str | None
    article: ArticleRow
    evidence: Span
    quote: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """``who`` and ``to_whom`` are (actor id, name) pairs; ``asserted_by`` is "narrator" or a statement id."""

    id: str
    type: str
    mode: str | None
    who: tuple[tuple[str, str], ...]
    to_whom: tuple[tuple[str, str], ...]
    where: str | None
    when: str | None
    realis: str
    asserted_by: str
    article: ArticleRow
    evidence: Span
    trigger: Span
    quote: str
    reason: str
    magnitudes: tuple[Magnitude, ...] = ()


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event with all reports of it, the earliest first; what they agree on comes from the fullest of them.

    ``id`` is that of the first report, and any report's id finds the card; ``stories`` counts the reports without wire
    copies. Figures are those of the reports side by side and are never summed.
    """

    id: str
    type: str
    mode: str | None
    who: tuple[tuple[str, str], ...]
    to_whom: tuple[tuple[str, str], ...]
    where: str | None
    when: str | None
    reports: tuple[EventRow, ...]
    stories: int


@dataclass(frozen=True, slots=True)
class ProblemRow:
    id: int
    where: str
    what: str
    do: str
    at: str
    article_id: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result: a statement or an article, with the words found marked by \\x02 and \\x03 in ``snippet``."""

    kind: str  # "statement" | "article" | "actor"
    id: str
    title: str
    snippet: str
    article: ArticleRow | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The sums on the home page."""

    articles: int
    outlets: int
    statements: int
    actors: int
    positions: int
    events: int
    problems: int
    judgements: int
    first: str | None  # earliest publication date
    last: str | None


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading with judgements honoured, for export.

    ``resolved`` gives for each actor id in ``reading`` its (id, name) in the record; local actors that are one actor
    in the record are one in ``reading``. ``positions`` are those of its statements, of the codebook in force.
    """

    article: ArticleRow
    reading: Reading
    resolved: dict[str, tuple[str, str]]
    positions: tuple[Position, ...]
