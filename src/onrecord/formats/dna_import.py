"""A DNA study into the record: documents, hand codes as judgements by their coders, and the study itself verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..model import (
    Actor,
    ActorType,
    Article,
    Codebook,
    Issue,
    Judgement,
    Mention,
    Quoted,
    Reading,
    Span,
    Statement,
    Verdict,
    Zone,
    ZoneKind,
    content_id,
)
from ..store.coding import add_issues, put_codebook, stored_codebook
from ..store.judging import put_coding
from ..store.studies import StoredStudy, put_study, study_digests
from .dna_file import read_tables
from .dna_meaning import Meaning, meanings
from .dna_study import DnaDocument, DnaStatement, DnaStudy, study_of

if TYPE_CHECKING:
    from ..store.record import Record

#: What "reads" hand-coded documents.
READER = "dna"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in. All is 0 where the very same study was in the record already."""

    documents: int = 0
    statements: int = 0
    judgements: int = 0
    issues: int = 0
    coders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A study out of its file, checked, not yet in any record."""

    name: str
    where: str
    stored: StoredStudy
    study: DnaStudy


def load_study(path: Path | str) -> Loaded:
    """Read and check a ``.dna`` file; no record is needed or touched.

    Raises:
        InputError: it is no study of version 3, locked, damaged, or some row of it is wrong.
    """
    path = Path(path)
    tables = read_tables(path)
    study = study_of(tables, str(path))
    digest = content_id(*((table.name, table.columns, table.rows) for table in tables))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Loaded(path.stem, str(path), StoredStudy(path.stem, digest, at, tables), study)


def import_study(record: Record, path: Path | str) -> Imported:
    """Put a study into the record, all of it or nothing; importing it again changes nothing.

    Documents become articles ``<study>-<number>``, statements of every type statements of the record. That a coder put
    one there is a judgement (add) by that coder, and so is the position that its concept and agreement make.

    Args:
        record: open for writing.
        path: of the ``.dna`` file.

    Raises:
        InputError: see :func:`load_study`; or another state of the study is in the record.
    """
    return put_loaded(record, load_study(path))


def put_loaded(record: Record, loaded: Loaded) -> Imported:
    """The second half of :func:`import_study`: what was loaded into the record, in one transaction."""
    with record.batch():
        with record.writing() as connection:
            digest = study_digests(connection).get(loaded.name)
            if digest == loaded.stored.digest:
                return Imported()
            if digest is not None:
                what = f"an earlier state of the study {loaded.name!r} is in the record"
                raise InputError(what, where=loaded.where, do="import it into a new record, or under another name")
            put_study(connection, loaded.stored)
            issues = _put_issues(connection, loaded)
        readings = list(_readings(loaded))
        for reading in readings:
            record.add(reading, reader=READER)
        record.resolve()
        with record.writing() as connection:
            judged = put_coding(connection, list(_judgements(loaded, issues)))
        coders = {statement.coder for statement in loaded.study.statements}
        return Imported(
            documents=len(readings),
            statements=len(loaded.study.statements),
            judgements=judged,
            issues=len(set(issues.values())),
            coders=tuple(loaded.study.coders[id] for id in sorted(coders)),
        )


# --- documents and statements -----------------------------------------------------------------------------------------


def article_id(name: str, document: int) -> str:
    """The article that a document of the study becomes."""
    return f"{name}-{document}"


def statement_id(name: str, statement: int) -> str:
    """The statement of the record that a statement of the study becomes."""
    return content_id("dna", name, statement)


def _readings(loaded: Loaded) -> Iterator[Reading]:
    by_document: dict[int, list[DnaStatement]] = {}
    for statement in loaded.study.statements:
        by_document.setdefault(statement.document, []).append(statement)
    means = meanings(loaded.study)
    for document in loaded.study.documents.values():
        yield _reading(loaded, document, by_document.get(document.id, []), means)


def _reading(loaded: Loaded, document: DnaDocument, coded: list[DnaStatement], means: dict[int, Meaning]) -> Reading:
    coded = sorted(coded, key=lambda statement: (statement.start, statement.stop, statement.id))
    actors = _actors(document, coded, means)
    return Reading(
        article=_article(loaded, document),
        statements=tuple(_statement(loaded.name, statement, means[statement.type], actors) for statement in coded),
        actors=tuple(actors.values()),
    )


def _article(loaded: Loaded, document: DnaDocument) -> Article:
    return Article(
        id=article_id(loaded.name, document.id),
        text=document.text,
        outlet=document.source or None,
        headline=document.title or None,
        published=day_of(document.date),
        address=f"{Path(loaded.where).name}#{document.id}",
        zones=tuple(Zone(ZoneKind.BODY, Span(*line.span())) for line in re.finditer(r"\S(?:[^\n]*\S)?", document.text)),
    )


def day_of(seconds: int) -> str:
    """Seconds since 1970 UTC as a day.

    >>> day_of(1106697600)
    '2005-01-26'
    """
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date().isoformat()


def _actors(
    document: DnaDocument, coded: list[DnaStatement], means: dict[int, Meaning]
) -> dict[tuple[ActorType, str], Actor]:
    found: dict[tuple[ActorType, str], Actor] = {}
    for statement in coded:
        meaning = means[statement.type]
        for part, type in (("person", ActorType.PERSON), ("organisation", ActorType.ORGANISATION)):
            name = meaning.text_of(statement, part)
            if name and (type, name) not in found:
                spans = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", document.text)
                mentions = tuple(Mention(Span(*match.span()), type=type) for match in spans)
                found[type, name] = Actor(f"a{len(found) + 1}", name, type, mentions)
    return found


def _statement(
    name: str, statement: DnaStatement, meaning: Meaning, actors: dict[tuple[ActorType, str], Actor]
) -> Statement:
    person, body = meaning.text_of(statement, "person"), meaning.text_of(statement, "organisation")
    speaker = actors.get((ActorType.PERSON, person)) or actors.get((ActorType.ORGANISATION, body))
    return Statement(
        id=statement_id(name, statement.id),
        content=(Span(statement.start, statement.stop),),
        cue=(),
        source=(),
        speaker=speaker and speaker.id,
        quoted=Quoted.MIXED,  # coders mark the whole passage, whatever of it is quoted
        affiliation=body if person and body else None,
        confidence=1.0,
        reason="coded by hand",
    )


# --- issues and judgements --------------------------------------------------------------------------------------------


def _put_issues(connection, loaded: Loaded) -> dict[str, str]:
    """Concept → issue id. Issues that the codebook in force lacks are added to it; without one the study's is put."""
    concepts = list(dict.fromkeys(_concepts(loaded.study)))
    book = stored_codebook(connection)
    known = {title.casefold(): issue.id for issue in (book.issues if book else ()) for title in _titles(issue)}
    ids, made = {}, []
    taken = set(known.values())
    for concept in concepts:
        id = known.get(concept.casefold())
        if id is None:
            id = _slug(concept, taken)
            made.append(Issue(id, concept))
            taken.add(id)
            known[concept.casefold()] = id
        ids[concept] = id
    if book is not None:
        add_issues(connection, made)
    elif made:
        put_codebook(connection, Codebook(f"dna-{loaded.name}", loaded.stored.digest, loaded.name, tuple(made)))
    return ids


def _titles(issue: Issue) -> tuple[str, ...]:
    return issue.title, *issue.aliases


def _concepts(study: DnaStudy) -> Iterator[str]:
    means = meanings(study)
    for id, kind in study.types.items():
        for variable in kind.variables:
            if variable.name == means[id].issue:
                yield from (e.value.strip() for e in study.entities.get(variable.id, ()) if e.value.strip())


def _slug(title: str, taken: set[str]) -> str:
    from anyascii import anyascii

    words = re.findall(r"[a-z0-9]+", anyascii(title).lower())
    stem = "-".join(words)[:60].strip("-") or "issue"
    slug, n = stem, 2
    while slug in taken:
        slug, n = f"{stem}-{n}", n + 1
    return slug


def _judgements(loaded: Loaded, issues: dict[str, str]) -> Iterator[Judgement]:
    means, at = meanings(loaded.study), loaded.stored.at
    for statement in loaded.study.statements:
        by, target = loaded.study.coders[statement.coder], statement_id(loaded.name, statement.id)
        said = {n: v for n, v in statement.values.items() if isinstance(v, str) and v.strip()}
        longs = {v.name for v in loaded.study.types[statement.type].variables if v.type == "long text"}
        note = " · ".join(value for name, value in said.items() if name in longs)
        yield Judgement(Verdict.ADD, "statement", target, by, at, note=note)
        meaning = means[statement.type]
        issue, stance = issues.get(meaning.text_of(statement, "issue")), meaning.stance_of(statement)
        if issue and stance:
            yield Judgement(Verdict.ADD, "position", f"{target}/{issue}", by, at, {"stance": str(stance)})
