"""What the named queries return: frozen rows, joined and with judgements already honoured.

``id`` of an article row is the record's key of that *version* of the article; ``doc_id`` is the file's stem.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Magnitude, Position, Reading, Span, Spans, Zone


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
class PositionRow:
    """Issue and stance of one statement. ``coder`` is "machine" or the reviewer; ``reason`` the words that carry it.

    ``words`` are the places of the carrying words in the article, ``claimed`` the stance that the speaker says
    ``claimed_by`` takes.
    """

    statement: str
    issue: str
    issue_title: str
    stance: str
    probability: float
    reason: str
    coder: str
    words: tuple[Span, ...] = ()
    claimed: str | None = None
    claimed_by: str = ""


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
class IssueRow:
    """An issue of the codebook with counts of statements by stance."""

    id: str
    title: str
    definition: str
    counts: tuple[tuple[str, int], ...]  # (stance, statements), the four stances in order
    actors: int
    articles: int


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
class SavedQuery:
    """An address of the pages that somebody gave a name."""

    id: int
    name: str
    address: str
    by: str
    at: str


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
class JudgementRow:
    """One judgement as stored; ``undone_by`` is the id of the undo that stands against it, else None."""

    id: int
    verdict: str
    kind: str
    target: str
    by: str
    at: str
    value: dict
    note: str
    undone_by: int | None = None
    batch: int | None = None
    second: bool = False
    seconds: float | None = None
    queue: str | None = None


def target_of(statement: str, issue: str | None) -> str:
    """What a judgement names: a statement's position on an issue, or without one the statement itself.

    >>> target_of("s1", "toll"), target_of("s1", None)
    ('s1/toll', 's1')
    """
    return f"{statement}/{issue}" if issue is not None else statement


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A row to judge: a statement with its position on one issue, or without any. ``p`` that all of it is right."""

    statement: str
    issue: str | None
    p: float

    @property
    def target(self) -> str:
        return target_of(self.statement, self.issue)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Two articles that may tell the same: ``actors`` of whom both speak; ``copy``: one repeats the other's text."""

    one: ArticleRow
    other: ArticleRow
    actors: int
    copy: bool


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A statement that may be drawn at random, with its most probable position."""

    id: str
    anchor: str
    issue: str | None
    judged: bool

    @property
    def target(self) -> str:
        return target_of(self.id, self.issue)


@dataclass(frozen=True, slots=True)
class CodingRow:
    """What one person says of one statement (``issue`` None) or of its position on an issue; ``machine`` says what."""

    statement: str
    issue: str | None
    by: str
    code: str
    machine: str | None
    second: bool
    at: str
    seconds: float | None
    queue: str | None


@dataclass(frozen=True, slots=True)
class NearMissRow:
    """Two actors that nearly were taken for one: for a person to merge or to leave apart.

    ``id`` ("<a>/<b>") is the target of a "near miss" judgement; ``score`` is the probability that they are one.
    """

    id: str
    a: str
    a_name: str
    b: str
    b_name: str
    type: str
    score: float
    reason: str


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


@dataclass(frozen=True, slots=True)
class CodableRow:
    """A statement that stands as a machine that codes looks at it.

    ``context`` is the paragraph around it; ``raw`` the article's text from the first character of cue and content to
    their last, which begins at ``start``.
    """

    id: str
    anchor: str
    article: str
    speaker: str | None
    quote: str
    cue: str
    denied: bool
    context: str
    start: int = 0
    raw: str = ""

    @property
    def text(self) -> str:
        """Cue and words."""
        return f"{self.cue} {self.quote}".strip()


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A machine's position as it was coded, whatever people said of it; ``anchor`` is the statement's."""

    anchor: str
    issue: str
    stance: str
    probability: float
    reason: str
    coder: str
    words: Spans = ()
    claimed: str | None = None
    claimed_by: str = ""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """What people decided, all in all, of a statement and an issue: ``stance`` is None where it was rejected.

    ``n`` is the judgement that came last, so rows in its order are in the order of judging.
    """

    anchor: str
    issue: str
    stance: str | None
    by: str
    n: int


@dataclass(frozen=True, slots=True)
class CoderRow:
    """A machine that coded by the codebook in force. ``facts``: what it learnt from, and how it was found to do."""

    name: str
    at: str
    stands: bool
    least: float
    positions: int
    facts: dict


@dataclass(frozen=True, slots=True)
class BookRow:
    """A version of the codebook; ``by`` is None where it came from a file."""

    id: str
    version: str
    title: str
    in_force: bool
    by: str | None
    at: str | None
    issues: int
