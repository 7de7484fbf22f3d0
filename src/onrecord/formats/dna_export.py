"""The record as a DNA study: machine codes under a coder of their own, people's judgements under theirs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import OutputError
from ..model import Issue, Stance, hull
from ..network.from_record import speakers
from ..store import queries
from ..store.rows import ActorRow, ArticleRow, PositionRow, StatementRow
from ..store.studies import StoredStudy, stored_studies
from .dna_file import VERSION, Tables, write_tables
from .dna_import import article_id, statement_id
from .dna_meaning import Meaning, meanings
from .dna_password import hashed
from .dna_study import study_of
from .dna_tables import LONGEST, StudyRows
from .newlines import Newlines
from .utf16 import Offsets, cut

if TYPE_CHECKING:
    from ..store.record import Record

#: The coder that has coded what no person has looked at.
MACHINE = "machine"
ADMIN = "Admin"

_CODED = {"person": "short text", "organization": "short text", "concept": "short text", "agreement": "boolean"}
_UNDECIDED = {"person": "short text", "organization": "short text", "concept": "short text", "stance": "short text"}
_ATTRIBUTES = ("Type", "Alias", "Notes")
_COLOURS = ((51, 153, 255), (255, 102, 102), (102, 255, 0), (255, 153, 0), (153, 102, 204), (0, 153, 153))


def export_study(record: Record, out: Path, *, password: str | None = None) -> list[Path]:
    """Write the record as a ``.dna`` file that DNA 3 opens.

    A study that was imported goes out as it came in, with what people have changed since, and articles read by the
    machine added. ``password`` opens the new coders' accounts (all of them); imported coders keep theirs.

    Raises:
        OutputError: no password where one is needed; two studies in the record; missing folder, full disk.
    """
    write_tables(study_tables(record, password=password, where=str(out)), out)
    return [out]


def study_tables(record: Record, *, password: str | None = None, where: str = "") -> Tables:
    """The tables of :func:`export_study`; with ``password=""`` accounts are made that nobody can open."""
    with record.reading() as connection:
        studies = stored_studies(connection)
    if len(studies) > 1:
        names = ", ".join(study.name for study in studies)
        raise OutputError(
            f"the record holds {len(studies)} studies ({names}), a .dna file only one",
            where=where,
            do="import each into a record of its own",
        )
    return _Writer(record, studies[0] if studies else None, password, where).tables()


class _Writer:
    def __init__(self, record: Record, stored: StoredStudy | None, password: str | None, where: str) -> None:
        self.record, self.stored, self.password, self.where = record, stored, password, where
        self.rows = StudyRows(stored.tables if stored else None)
        self.study = study_of(stored.tables, where) if stored else None
        coders = reversed(self.rows.rows["CODERS"])
        self.coders = {row["NAME"]: row["ID"] for row in coders}  # the first of two of one name
        self.statements: dict[str, list[StatementRow]] = {}
        for row in queries.statements(record, limit=-1, order="text"):
            self.statements.setdefault(row.article.id, []).append(row)
        self.who = speakers(record)
        self.actors = {actor.id: actor for actor in queries.actors(record, limit=-1)}
        book = record.codebook()
        self.issues = {issue.id: issue for issue in (book.issues if book else ())}
        self.types: dict[str, int] = {}
        self.known: dict[str, dict[str, str]] = {}  # attributes by actor

    def tables(self) -> Tables:
        if self.stored is None:
            today = datetime.now(UTC).date().isoformat()
            self.rows.rows["SETTINGS"] = [
                {"PROPERTY": "version", "VALUE": VERSION},
                {"PROPERTY": "date", "VALUE": today},
            ]
            self._coder(ADMIN)
            self._coder(MACHINE)
            self._type("coded")
            self._type("undecided")
        own = self._own_articles()
        if self.stored is not None:
            self._lay_over()
        for article in sorted(own, key=lambda article: (article.published or "", article.doc_id, article.id)):
            self._add_article(article)
        return self.rows.tables()

    def _own_articles(self) -> list[ArticleRow]:
        """Articles that are no documents of the study."""
        taken = {article_id(self.stored.name, id): id for id in self.study.documents} if self.stored else {}
        return [
            article
            for article in queries.articles(self.record, limit=-1)
            if article.doc_id not in taken or not (article.address or "").endswith(f"#{taken[article.doc_id]}")
        ]

    # --- coders and types ---------------------------------------------------------------------------------------------

    def _coder(self, name: str) -> int:
        if name not in self.coders:
            if self.password is None:
                do = "give one: --password (it opens the accounts of all new coders)"
                raise OutputError("a study needs a password for its coders", where=self.where, do=do)
            stored = hashed(self.password) if self.password else ""
            colour = (255, 255, 0) if name == ADMIN else _COLOURS[len(self.coders) % len(_COLOURS)]
            self.coders[name] = self.rows.coder(name, stored, colour)
        return self.coders[name]

    def _type(self, which: str) -> int:
        """The statement type for statements with a stance for or against ("coded"), or with another ("undecided")."""
        if which not in self.types:
            found = self._known_type() if which == "coded" else None
            if found is None:
                label, colour, variables = (
                    ("DNA Statement", (239, 208, 51), _CODED)
                    if which == "coded"
                    else ("Conditional or neutral", (160, 190, 210), _UNDECIDED)
                )
                labels = {row["LABEL"] for row in self.rows.rows["STATEMENTTYPES"]}
                found = self.rows.statement_type(
                    label if label not in labels else f"{label} (onrecord)", colour, variables
                )
                for variable in self.rows.variables(found):
                    if variable["VARIABLE"] in ("person", "organization", "concept"):
                        self.rows.attributes(variable["ID"], _ATTRIBUTES)
            self.types[which] = found
        return self.types[which]

    def _known_type(self) -> int | None:
        """The study's own type with person or organisation, concept and yes or no."""
        for id, meaning in meanings(self.study).items() if self.study else ():
            speaks = meaning.person or meaning.organisation
            if speaks and meaning.issue and meaning.stance and meaning.stance_type == "boolean":
                return id
        return None

    def _meaning(self, type: int) -> Meaning:
        if self.study and type in self.study.types:
            return meanings(self.study)[type]
        stance = "stance" if type == self.types.get("undecided") else "agreement"
        return Meaning("person", "organization", "concept", stance, "short text" if stance == "stance" else "boolean")

    # --- articles of the record ---------------------------------------------------------------------------------------

    def _add_article(self, article: ArticleRow) -> None:
        found = queries.article(self.record, article.id)
        lines = Newlines(found.text)
        document = self.rows.add(
            "DOCUMENTS",
            title=cut(" ".join((article.headline or article.doc_id).split()), LONGEST),
            text=lines.text,
            coder=self._coder(MACHINE),
            source=cut(article.outlet or "", LONGEST),
            notes="\n".join(filter(None, (article.doc_id, article.address, _undated(article.published)))),
            date=seconds_of(article.published) or 0,
        )
        units = Offsets(lines.text)
        for statement in self.statements.get(article.id, ()):
            whole = hull(statement.content)
            start = lines.point(whole.start)
            stop = max(lines.point(whole.end), start + 1)
            self._add_statement(statement, (document, units.units(start), units.units(stop)))

    def _add_statement(self, statement: StatementRow, place: tuple[int, int, int]) -> None:
        if not statement.positions:
            by = statement.judged_by if statement.judged in ("accept", "change", "add") else None
            self._add(statement, None, place, by or MACHINE)
        for position in statement.positions:
            self._add(statement, position, place, position.coder)

    def _add(
        self, statement: StatementRow, position: PositionRow | None, place: tuple[int, int, int], coder: str
    ) -> None:
        undecided = position is not None and position.stance not in (Stance.SUPPORT, Stance.OPPOSE)
        type = self._type("undecided" if undecided else "coded")
        meaning = self._meaning(type)
        values = self._speaker_values(type, meaning, statement)
        if position is None:
            values[meaning.stance] = 1  # DNA's own default; without a concept it counts nowhere
        else:
            values[meaning.issue] = self._concept(type, meaning, position)
            values[meaning.stance] = position.stance if undecided else int(position.stance == Stance.SUPPORT)
        self.rows.statement(type, place, self._coder(coder), values)

    def _speaker_values(self, type: int, meaning: Meaning, statement: StatementRow) -> dict[str, str | int]:
        said = self.who(statement)
        attributes = self._actor_attributes(self.actors.get(statement.speaker_id or ""))
        values: dict[str, str | int] = {}
        for part, value in ((meaning.person, said["person"]), (meaning.organisation, said["organization"])):
            if part:
                values[part] = cut(value, LONGEST)
                self._entity(type, part, value, attributes if value == said["person"] else {})
        return values

    def _actor_attributes(self, actor: ActorRow | None) -> dict[str, str]:
        if actor is None:
            return {}
        if actor.id not in self.known:
            known = queries.actor(self.record, actor.id)
            others = [form.text for form in known.names if form.text != actor.name] if known else []
            self.known[actor.id] = {"Type": actor.type, "Alias": "; ".join(others), "Notes": actor.country or ""}
        return self.known[actor.id]

    def _concept(self, type: int, meaning: Meaning, position: PositionRow) -> str:
        issue = self.issues.get(position.issue) or Issue(position.issue, position.issue_title or position.issue)
        attributes = {"Alias": "; ".join(issue.aliases), "Notes": issue.definition}
        self._entity(type, meaning.issue, issue.title, attributes)
        return cut(issue.title, LONGEST)

    def _entity(self, type: int, variable: str, value: str, attributes: dict[str, str]) -> None:
        row = next(row for row in self.rows.variables(type) if row["VARIABLE"] == variable)
        self.rows.entity(row["ID"], value, attributes)

    # --- what people changed in an imported study ---------------------------------------------------------------------

    def _lay_over(self) -> None:
        standing = {row.id: row for rows in self.statements.values() for row in rows}
        judged = self._judged_since()
        ours = {statement_id(self.stored.name, statement.id): statement for statement in self.study.statements}
        gone = {statement.id for id, statement in ours.items() if id in judged and id not in standing}
        for id, statement in ours.items():
            if id in judged and id in standing:
                self._change(statement, standing[id], gone)
        self.rows.drop(gone)

    def _judged_since(self) -> set[str]:
        """Statements of the study that were judged by more than the import itself."""
        judgements = queries.judgements(self.record, limit=-1)
        found = set()
        for row in judgements:
            if row.at != self.stored.at or row.verdict != "add":
                found.add(row.target.partition("/")[0])
        return found

    def _change(self, before, now: StatementRow, gone: set[int]) -> None:
        """One statement as people left it: its place, its speaker, its positions."""
        meaning = self._meaning(before.type)
        units = Offsets(self.study.documents[before.document].text)
        whole = hull(now.content)
        row = next(row for row in self.rows.rows["STATEMENTS"] if row["ID"] == before.id)
        if (whole.start, whole.end) != (before.start, before.stop):
            row["START"], row["STOP"] = units.units(whole.start), units.units(whole.end)
        place = (before.document, row["START"], row["STOP"])
        said = self._speaker_values(before.type, meaning, now) if now.judged == "change" else {}
        if not meaning.issue or not meaning.stance:
            self._set(before, said)
            return
        kept = next((p for p in now.positions if self._says(meaning, before, p)), None)
        if kept is not None or not meaning.stance_of(before):
            self._set(before, said)
        else:
            gone.add(before.id)  # what it said is no longer said; what is said instead follows under who says it
        for position in now.positions:
            if position is not kept:
                self._add(now, position, place, position.coder)
        if not now.positions and meaning.stance_of(before) and meaning.text_of(before, "issue"):
            self._add(now, None, place, now.judged_by or MACHINE)

    def _says(self, meaning: Meaning, statement, position: PositionRow) -> bool:
        title = self.issues[position.issue].title if position.issue in self.issues else position.issue_title
        same = title.casefold() == meaning.text_of(statement, "issue").casefold()
        return same and position.stance == meaning.stance_of(statement)

    def _set(self, statement, values: dict[str, str | int]) -> None:
        by_name = {row["VARIABLE"]: row for row in self.rows.variables(statement.type)}
        for name, value in values.items():
            if statement.values[name] != value:
                self.rows.change(statement.id, by_name[name], value)


def seconds_of(published: str | None) -> int | None:
    """An ISO date as seconds since 1970 UTC, at midnight; None where there is none.

    >>> seconds_of("2005-01-26"), seconds_of(None)
    (1106697600, None)
    """
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _undated(published: str | None) -> str:
    return "" if seconds_of(published) is not None else "publication date unknown"
