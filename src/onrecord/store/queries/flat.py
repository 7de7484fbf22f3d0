"""Every statement as one flat row: what networks and charts count, without the words around it.

The rows of :func:`~onrecord.store.queries.statements` are for showing; making 50,000 of them takes seconds. These take
a few tenths of one, since nothing is fetched but what is counted.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from sqlalchemy import Connection, Select, case, func, select

from ...model import Spans
from .. import schema
from ..packing import quote_of, unpack_spans
from ..record import Record
from ..standing import in_force, least_probability


class FlatStatement(NamedTuple):
    """One standing statement. ``story`` is the stem of the article, or of the one that the article copies.

    ``speaker_id`` is None where nobody is known, or actors are not resolved yet (then ``speaker`` is the local name).
    ``packed`` are the spans of its content as they are stored: unpacking 50,000 takes as long as all the rest.
    """

    key: int
    id: str
    article: int
    story: str
    outlet: str | None
    headline: str | None
    when: str | None
    speaker_id: str | None
    speaker: str | None
    affiliation: str | None
    packed: str
    quote: str
    judged_by: str | None

    @property
    def content(self) -> Spans:
        return unpack_spans(self.packed)

    @property
    def start(self) -> int:
        """Where the first span begins; 0 where there is none."""
        return int(self.packed[2 : self.packed.index(",")]) if "," in self.packed else 0

    @property
    def stop(self) -> int:
        """Where the last span ends; 0 where there is none."""
        return int(self.packed[self.packed.rindex(",") + 1 : -2]) if "," in self.packed else 0


class FlatPosition(NamedTuple):
    """One standing position; ``statement`` is the key of its :class:`FlatStatement`."""

    statement: int
    issue: str
    title: str
    stance: str
    coder: str


def flat_statements(record: Record) -> list[FlatStatement]:
    """All statements that stand, the earliest first and undated ones last."""
    with record.reading() as connection:
        rows = connection.execute(_statements()).all()
        texts = _moved_texts(connection)
    return [_flat(row, texts) for row in rows]


def flat_positions(record: Record) -> list[FlatPosition]:
    """All positions that stand, by statement, the most probable first."""
    positions, issues, codebooks = schema.standing_positions, schema.issues, schema.codebooks
    in_force = select(codebooks.c.key).where(codebooks.c.in_force).scalar_subquery()
    wanted = (
        select(
            positions.c.statement,
            positions.c.issue,
            func.coalesce(issues.c.title, positions.c.issue),
            positions.c.stance,
            positions.c.coder,
        )
        .select_from(positions)
        .outerjoin(issues, (issues.c.codebook == in_force) & (issues.c.id == positions.c.issue))
        .order_by(positions.c.statement, positions.c.probability.desc(), positions.c.issue)
    )
    with record.reading() as connection:
        return [FlatPosition(*row) for row in connection.execute(wanted).all()]


def sides_taken(record: Record, stances: tuple[str, ...]) -> list[tuple[str, str, str, str | None, int]]:
    """(speaker's id, issue's title, stance, when, story) of each position of these stances whose speaker is known.

    ``story`` is the key of the article, or of the one that it copies; one index answers all but that and the title.
    """
    positions, issues, codebooks, copies = schema.standing_positions, schema.issues, schema.codebooks, schema.copies
    columns = [positions.c[name] for name in ("speaker", "issue", "stance", "when", "article")]
    wanted = select(*columns).where(positions.c.speaker.is_not(None), positions.c.stance.in_(stances))
    with record.reading() as connection:
        book = select(codebooks.c.key).where(codebooks.c.in_force).scalar_subquery()
        named = select(issues.c.id, issues.c.title).where(issues.c.codebook == book)
        titles = dict(connection.execute(named).tuples().all())
        originals = dict(connection.execute(select(copies.c.article, copies.c.of)).tuples().all())
        rows = connection.execute(wanted).all()
    return [(who, titles.get(on, on), stance, when, originals.get(at, at)) for who, on, stance, when, at in rows]


def positions_by_day(record: Record) -> list[tuple[str, str | None, int]]:
    """(stance, when, how many) of the positions that stand."""
    positions = schema.standing_positions
    wanted = select(positions.c.stance, positions.c.when, func.count()).group_by(positions.c.stance, positions.c.when)
    with record.reading() as connection:
        return [tuple(row) for row in connection.execute(wanted)]


class JudgedCode(NamedTuple):
    """What the machine coded, and what people made of it.

    ``human`` is None where nobody judged the code, "" where it was rejected (or the whole statement was), else the
    stance that people left; ``statement`` is the statement's id.
    """

    statement: str
    story: str
    when: str | None
    issue: str
    title: str
    machine: str
    human: str | None
    judged_by: str | None
    anchor: str
    probability: float


def judged_codes(record: Record) -> list[JudgedCode]:
    """All codes of the machine by the codebook in force, rejected ones too: what corrected shares are worked out of."""
    positions, codebooks, issues = schema.positions, schema.codebooks, schema.issues
    statements, articles, copies = schema.statements, schema.articles, schema.copies
    over, gone = schema.position_overlays, schema.statement_overlays
    original = articles.alias("original")
    rejected = func.coalesce(gone.c.rejected, False)
    human = case(
        (rejected, ""),
        (over.c.anchor.is_(None), None),
        (over.c.rejected, ""),
        else_=func.coalesce(over.c.stance, positions.c.stance),
    )
    wanted = (
        select(
            statements.c.id,
            func.coalesce(original.c.doc_id, articles.c.doc_id),
            func.coalesce(func.nullif(statements.c.date_said, ""), articles.c.published),
            positions.c.issue,
            func.coalesce(issues.c.title, positions.c.issue),
            positions.c.stance,
            human,
            case((rejected, gone.c.by), else_=over.c.by),
            positions.c.anchor,
            positions.c.probability,
        )
        .select_from(positions)
        .join(codebooks, codebooks.c.key == positions.c.codebook)
        .join(statements, statements.c.anchor == positions.c.anchor)
        .join(articles, articles.c.key == statements.c.article)
        .outerjoin(issues, (issues.c.codebook == codebooks.c.key) & (issues.c.id == positions.c.issue))
        .outerjoin(copies, copies.c.article == statements.c.article)
        .outerjoin(original, original.c.key == copies.c.of)
        .outerjoin(over, (over.c.anchor == positions.c.anchor) & (over.c.issue == positions.c.issue))
        .outerjoin(gone, gone.c.anchor == positions.c.anchor)
        # what a coder abstained from is no code of its, judged or not: or who is judged would decide who is counted
        .where(in_force(positions), positions.c.probability >= least_probability(), articles.c.newest)
        .order_by(positions.c.issue, statements.c.key)
    )
    with record.reading() as connection:
        return [JudgedCode(*row) for row in connection.execute(wanted)]


def flat_mentions(record: Record) -> dict[int, list[tuple[int, int, str]]]:
    """Article's key → (start, end, actor's id) of every mention in it, newest versions only."""
    mentions, links, articles = schema.mentions, schema.actor_links, schema.articles
    wanted = (
        select(mentions.c.article, mentions.c.start, mentions.c.end, links.c.stands_as)
        .join(links, (links.c.article == mentions.c.article) & (links.c.local == mentions.c.local))
        .where(mentions.c.article.in_(select(articles.c.key).where(articles.c.newest)))
        .order_by(mentions.c.article, mentions.c.start)
    )
    found: dict[int, list[tuple[int, int, str]]] = {}
    with record.reading() as connection:
        for article, start, end, actor in connection.execute(wanted):
            found.setdefault(article, []).append((start, end, actor))
    return found


class FlatTie(NamedTuple):
    """One tie of the newest versions that nobody rejected; both ends are actors of the record."""

    id: str
    subject_id: str
    relation: str
    object_id: str
    start_date: str | None
    end_date: str | None
    observed: str | None
    doc_id: str
    outlet: str | None
    headline: str | None
    start: int
    end: int
    quote: str


def flat_ties(record: Record) -> list[FlatTie]:
    """All ties, the last observed first."""
    ties, articles, gone = schema.ties, schema.articles, schema.row_overlays
    one, other = schema.actor_links.alias("one"), schema.actor_links.alias("other")
    wanted = (
        select(
            ties.c.id,
            one.c.stands_as,
            ties.c.relation,
            other.c.stands_as,
            ties.c.start_date,
            ties.c.end_date,
            articles.c.published,
            articles.c.doc_id,
            articles.c.outlet,
            articles.c.headline,
            ties.c.start,
            ties.c.end,
            ties.c.quote,
        )
        .select_from(ties)
        .join(articles, articles.c.key == ties.c.article)
        .join(one, (one.c.article == ties.c.article) & (one.c.local == ties.c.subject))
        .join(other, (other.c.article == ties.c.article) & (other.c.local == ties.c.object))
        .where(articles.c.newest, ties.c.id.not_in(select(gone.c.target).where(gone.c.kind == "tie")))
        .order_by(articles.c.published.desc(), ties.c.article, ties.c.n)
    )
    with record.reading() as connection:
        return [FlatTie(*row) for row in connection.execute(wanted)]


def _statements() -> Select:
    standing, statements, articles = schema.standing_statements, schema.statements, schema.articles
    copies, overlays, people, locals_ = (
        schema.copies,
        schema.statement_overlays,
        schema.standing_actors,
        schema.local_actors,
    )
    original = articles.alias("original")
    return (
        select(
            statements.c.key,
            statements.c.id,
            standing.c.article,
            func.coalesce(original.c.doc_id, articles.c.doc_id).label("story"),
            standing.c.outlet,
            articles.c.headline,
            standing.c.when,
            standing.c.speaker.label("speaker_id"),
            people.c.name.label("name"),
            locals_.c.name.label("local_name"),
            statements.c.affiliation,
            statements.c.content,
            statements.c.quote,
            overlays.c.by,
            overlays.c.changes,
            overlays.c.speaker_changed,
            (overlays.c.article == articles.c.id).label("same_text"),
        )
        .select_from(standing)
        .join(statements, statements.c.key == standing.c.statement)
        .join(articles, articles.c.key == standing.c.article)
        .outerjoin(copies, copies.c.article == standing.c.article)
        .outerjoin(original, original.c.key == copies.c.of)
        .outerjoin(people, people.c.id == standing.c.speaker)
        .outerjoin(locals_, (locals_.c.article == statements.c.article) & (locals_.c.local == statements.c.speaker))
        .outerjoin(overlays, overlays.c.anchor == standing.c.anchor)
        .order_by(
            standing.c.when.is_(None), standing.c.when, standing.c.article, standing.c.start, standing.c.statement
        )
    )


def _moved_texts(connection: Connection) -> dict[int, str]:
    """Texts of the articles in which people moved the borders of a statement, by key."""
    overlays, articles = schema.statement_overlays, schema.articles
    wanted = select(articles.c.key, articles.c.text).where(articles.c.id.in_(select(overlays.c.article)))
    return dict(connection.execute(wanted).tuples().all())


def _flat(row, texts: dict[int, str]) -> FlatStatement:
    (key, id, article, story, outlet, headline, when, speaker_id, name, local_name) = row[:10]
    affiliation, content, quote, by, changes, speaker_changed, same_text = row[10:]
    if changes:
        changed = json.loads(changes)
        affiliation = changed.get("affiliation", affiliation)
        if "content" in changed and same_text:
            content = json.dumps(changed["content"])
            quote = quote_of(unpack_spans(content), texts[article])
    # before actors are resolved a speaker has a name and no id
    speaker = name if speaker_id or speaker_changed else local_name
    return FlatStatement(
        key,
        id,
        article,
        story,
        outlet,
        headline,
        when,
        speaker_id,
        speaker,
        affiliation,
        content,
        quote,
        by,
    )
