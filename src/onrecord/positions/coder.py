"""Positions for statements: which issues, which stance, how sure, by which words."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from ..model import Codebook, Polarity, Position, Reading, Span, Spans
from .matching import Match, candidates
from .opposites import with_opposites
from .pairs import pair_logits
from .stance import Leaning, pair_of, stance_towards
from .weighing import about, both, unrelated

if TYPE_CHECKING:
    from ..store.record import Record

#: A candidate issue this likely at first sight is read together with the statement by the trained model (20 ms); one
#: this likely after that is proposed, with its probability: how sure is sure enough is for the researcher to say.
ASK, LEAST = 0.14, 0.2
#: With more articles than this all cores code; and how many bundles of articles are handed out ahead, a worker.
_MANY, _AHEAD = 200, 4
#: Articles coded together: their pairs are run by length, and eight of a length take four fifths of the time of one.
_BUNDLE = 40
_ALL = 2**31


@dataclass(frozen=True, slots=True)
class Said:
    """What the coder looks at of one statement; ``article`` and spans only to say where the carrying words stand."""

    id: str
    content: str
    cue: str = ""
    denied: bool = False
    article: str = ""
    content_spans: Spans = ()
    cue_spans: Spans = ()

    @property
    def text(self) -> str:
        return f"{self.cue} {self.content}".strip()


def code_said(statements: Sequence[Said], codebook: Codebook) -> tuple[Position, ...]:
    """The positions of the statements of one article, each statement's likeliest issue first. Pure.

    >>> from .codebook import parse_codebook
    >>> book = parse_codebook("issues: [{id: bridge, title: Building the bridge, definition: The new bridge.}]")
    >>> [one.stance.value for one in code_said([Said("s1", "any building of a bridge", "rejected")], book)]
    ['oppose']
    """
    return code_articles([statements], codebook)[0]


def code_articles(articles: Sequence[Sequence[Said]], codebook: Codebook) -> list[tuple[Position, ...]]:
    """The same for several articles, quicker than one by one; what is found does not depend on the others."""
    matches = [candidates([statement.text for statement in said], codebook) for said in articles]
    read = [pair for said, found in zip(articles, matches, strict=True) for pair in zip(said, found, strict=True)]
    # all at once, and remembered: pairs of the same length are run together
    pair_logits([pair_of(one.issue, statement.text) for statement, found in read for one in _asked(found)])
    return [
        with_opposites(
            (one for statement, row in zip(said, found, strict=True) for one in _positions(statement, row)), codebook
        )
        for said, found in zip(articles, matches, strict=True)
    ]


def code_statement(content: str, cue: str, codebook: Codebook, *, context: Sequence[str] = ()) -> tuple[Position, ...]:
    """The positions of one statement by itself; ``context``: other statements of its article."""
    said = Said("", content, cue)
    return with_opposites(_positions(said, candidates([said.text, *context], codebook)[0]), codebook)


def code_reading(reading: Reading, codebook: Codebook) -> tuple[Position, ...]:
    """The positions of all statements of one reading."""
    text = reading.article.text
    said = [
        Said(
            statement.id,
            " ".join(span.of(text) for span in statement.content),
            " ".join(span.of(text) for span in statement.cue),
            statement.polarity is Polarity.DENIED,
            text,
            statement.content,
            statement.cue,
        )
        for statement in reading.statements
    ]
    return code_said(said, codebook)


def code(
    record: Record,
    codebook: Codebook,
    *,
    progress: Callable[[int], None] | None = None,
    workers: int | None = None,
) -> int:
    """Positions for all statements in the record; earlier positions of the machine are replaced, judgements stay.

    Args:
        progress: called with the number of statements coded so far, article by article.
        workers: processes; None: one, or one a core where there are more than :data:`_MANY` articles.

    Returns:
        The number of positions written.

    Raises:
        RecordError: the record cannot be written. ModelError: the sentence encoder is missing or damaged.
    """
    positions: list[Position] = []
    done = 0
    for coded, number in _coded(_articles(record), codebook, workers=workers):
        positions += coded
        done += number
        if progress:
            progress(done)
    record.put_codebook(codebook)
    return record.put_positions(positions)


def _articles(record: Record) -> Iterator[list[Said]]:
    """The statements of each article."""
    from ..store import queries

    for article in queries.articles(record, limit=_ALL):
        held = queries.article(record, article.id)
        text = held.text if held else ""
        yield [
            Said(row.id, row.quote, row.cue_text, row.polarity == Polarity.DENIED, text, row.content, row.cue)
            for row in queries.statements(record, article=article.id, limit=_ALL, order="text")
        ]


def _coded(
    articles: Iterator[list[Said]], codebook: Codebook, *, workers: int | None
) -> Iterator[tuple[tuple[Position, ...], int]]:
    """The positions of each article and its number of statements, in order."""
    first = list(islice(articles, _MANY + 1))
    if workers is None:
        workers = (os.cpu_count() or 1) if len(first) > _MANY else 1
    bundles = _bundles(chain(first, articles))
    if workers == 1:
        for some in bundles:
            yield from zip(code_articles(some, codebook), map(len, some), strict=True)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        ahead: deque[tuple[Future[list[tuple[Position, ...]]], list[int]]] = deque()
        for some in bundles:
            ahead.append((pool.submit(code_articles, some, codebook), [len(said) for said in some]))
            if len(ahead) > _AHEAD * workers:
                done, numbers = ahead.popleft()
                yield from zip(done.result(), numbers, strict=True)
        for done, numbers in ahead:
            yield from zip(done.result(), numbers, strict=True)


def _bundles(articles: Iterator[list[Said]]) -> Iterator[list[list[Said]]]:
    while some := list(islice(articles, _BUNDLE)):
        yield some


def _positions(statement: Said, matches: Sequence[Match]) -> tuple[Position, ...]:
    out: list[Position] = []
    ceiling = 1.0  # a statement's issues stay in the order of their match, whatever the stances' probabilities
    for match, likely in _likely(statement, matches):
        leaning = stance_towards(match.issue, content=statement.content, cue=statement.cue, denied=statement.denied)
        ceiling = min(ceiling - 1e-4, both(likely, leaning.probability, match.lead))
        holder, claimed = leaning.claim or ("", None)
        out.append(
            Position(
                statement.id,
                match.issue.id,
                leaning.stance,
                round(ceiling, 4),
                _reason(match, leaning),
                words=places(leaning.words, statement),
                claimed=claimed,
                claimed_by=holder,
                likely=tuple(round(one, 3) for one in leaning.likely),
            )
        )
    return tuple(out)


def _likely(statement: Said, matches: Sequence[Match]) -> list[tuple[Match, float]]:
    """The matches that are likelier right than :data:`LEAST`, with their probability, in the order of their scores."""
    asked = _asked(matches)
    logits = pair_logits([pair_of(one.issue, statement.text) for one in asked])
    sure = [
        (match, about(match.score, match.alone, match.lead, unrelated(row.tolist())))
        for match, row in zip(asked, logits, strict=True)
    ]
    return [one for one in sure if one[1] >= LEAST]


def _asked(matches: Sequence[Match]) -> list[Match]:
    """The matches that are worth reading together with the statement."""
    return [one for one in matches if about(one.score, one.alone, one.lead) >= ASK]


def places(words: Sequence[str], statement: Said) -> tuple[Span, ...]:
    """Where these words stand in the article: in the cue and the content, each once, in order of place."""
    found = set()
    for expression in words:
        pattern = re.compile(r"\b" + r"\W+".join(re.escape(word) for word in expression.split()) + r"\b", re.I)
        for span in (*statement.cue_spans, *statement.content_spans):
            if match := pattern.search(statement.article[span.start : span.end]):
                found.add(Span(span.start + match.start(), span.start + match.end()))
                break
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _reason(match: Match, leaning: Leaning) -> str:
    about = ", ".join(match.words) or "meaning"
    stance = ", ".join(dict.fromkeys(leaning.words)) or "the trained model"
    said = f"; claimed: {leaning.claim[0]}, {leaning.claim[1]}" if leaning.claim else ""
    return f"issue: {about}; stance: {stance}{said}"
