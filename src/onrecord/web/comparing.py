"""Two reports side by side: sentences, names, who is quoted, events."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Span
from ..store import queries
from ..store.rows import ArticleText, EventRow, StatementRow
from ..text.copies import signature, similarity
from ..text.rewordings import Pair, aligned, differing, sentences

if TYPE_CHECKING:
    from ..store.record import Record

MOST_STATEMENTS = 500


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the statements whose words are in it."""

    span: Span
    text: str
    statements: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of each report that tell the same; ``pieces`` with whether the other lacks them there."""

    one: Sentence
    other: Sentence
    pair: Pair
    pieces: tuple[list[tuple[str, bool]], list[tuple[str, bool]]]


@dataclass(frozen=True, slots=True)
class Side:
    """What one report has."""

    shown: ArticleText
    sentences: tuple[Sentence, ...]
    statements: tuple[StatementRow, ...]
    events: tuple[EventRow, ...]
    #: Actor → (name in the record, spelling → times)
    names: dict[str, tuple[str, Counter[str]]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports. ``likeness`` estimates the share of five-word sequences that they have in common."""

    sides: tuple[Side, Side]
    told: tuple[Told, ...]
    alone: tuple[tuple[Sentence, ...], tuple[Sentence, ...]]
    likeness: float

    @property
    def same(self) -> int:
        return sum(told.pair.same for told in self.told)

    @property
    def speakers(self) -> list[tuple[str | None, str, tuple[list[StatementRow], list[StatementRow]]]]:
        """(actor id, name, statements in each) for everybody who is quoted, those in one report alone first."""
        found: dict[tuple[str | None, str], tuple[list[StatementRow], list[StatementRow]]] = {}
        for n, side in enumerate(self.sides):
            for row in side.statements:
                name = row.speaker or row.source_text or "speaker unknown"
                found.setdefault((row.speaker_id, name), ([], []))[n].append(row)
        listed = [(id, name, rows) for (id, name), rows in found.items()]
        return sorted(listed, key=lambda one: (bool(one[2][0]) and bool(one[2][1]), -len(one[2][0]) - len(one[2][1])))

    @property
    def named(self) -> list[tuple[str, str, tuple[Counter[str], Counter[str]]]]:
        """(actor id, name, spellings in each) for each actor, those whom both name, differently first."""
        ids = {**self.sides[0].names, **self.sides[1].names}
        listed = []
        for id, (name, _) in ids.items():
            forms = tuple(side.names.get(id, ("", Counter()))[1] for side in self.sides)
            listed.append((id, name, (forms[0], forms[1])))
        return sorted(listed, key=lambda one: _order(one[2]))


def _order(forms: tuple[Counter[str], Counter[str]]) -> tuple[bool, bool, int]:
    both = bool(forms[0]) and bool(forms[1])
    return not both, set(forms[0]) == set(forms[1]), -forms[0].total() - forms[1].total()


def compared(record: Record, one: ArticleText, other: ArticleText) -> Compared:
    """Two articles beside each other."""
    sides = _side(record, one), _side(record, other)
    pairs = aligned(*([sentence.text for sentence in side.sentences] for side in sides))
    told = tuple(
        Told(a, b, pair, differing(a.text, b.text))
        for pair in pairs
        for a, b in [(sides[0].sentences[pair.one], sides[1].sentences[pair.other])]
    )
    both = {pair.one for pair in pairs}, {pair.other for pair in pairs}
    alone = tuple(
        tuple(sentence for n, sentence in enumerate(side.sentences) if n not in both[i]) for i, side in enumerate(sides)
    )
    signed = [signature("\n".join(sentence.text for sentence in side.sentences)) for side in sides]
    return Compared(sides, told, (alone[0], alone[1]), similarity(*signed))


def _side(record: Record, shown: ArticleText) -> Side:
    article = shown.article.id
    statements = queries.statements(record, article=article, limit=MOST_STATEMENTS, order="text")
    spans = sentences(shown.text, tuple(zone.span for zone in shown.zones if zone.speaks))
    names: dict[str, tuple[str, Counter[str]]] = {}
    for mention in queries.mentions(record, article):
        if mention.actor_id and mention.form != "pronoun":
            words = " ".join(mention.span.of(shown.text).split())
            names.setdefault(mention.actor_id, (mention.name, Counter()))[1][words] += 1
    made = tuple(
        Sentence(
            span,
            " ".join(span.of(shown.text).split()),
            tuple(row for row in statements if any(span.overlaps(piece) for piece in row.content)),
        )
        for span in spans
    )
    return Side(shown, made, tuple(statements), tuple(queries.events(record, article=article)), names)
