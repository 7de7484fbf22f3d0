"""A model of one's own as the coder: asked one statement at a time, believed only where its words stand in the text.

Off unless an address is given. The answer must be JSON and nothing else, its issues and stances those of the codebook,
and the words that it says carry a position must stand in the statement, letter by letter; any other answer is refused
whole. Every call is recorded; a question that was answered is not asked again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..model import MACHINE, Codebook, Issue, Position, Span, Spans, Stance, content_id
from ..store import queries
from ..store.model_calls import ModelCall, answered, put_calls
from ..store.rows import CodableRow
from .chat import Server, ask
from .matching import residual
from .vectors import vector

if TYPE_CHECKING:
    from ..store.record import Record

#: Beginning of the names of such coders.
MODEL = f"{MACHINE} model "
#: The issues put to the model: the nearest ones in meaning, so that a long codebook fits a small context.
_MOST_ISSUES = 10
#: Longer answers are cut off, and so no JSON, and so refused.
_MOST_TOKENS = 256
#: What a position of the model is worth before anybody has judged one, and how many judgements weigh as much.
_UNKNOWN, _HELD = 0.5, 4.0
_STANCES = tuple(str(stance) for stance in Stance)
_TASK = (
    "You code statements from the news. For each issue below that the statement is about, say which stance its "
    "speaker takes towards the issue as worded: support, oppose, conditional (yes or no hangs on a stated condition) "
    "or neutral (on the issue, but no side of the speaker's own). Most statements are about one issue or none. "
    'Answer with JSON only: {"positions": [{"issue": "id", "stance": "support", "words": "exact words of the '
    'statement"}]}, or {"positions": []}.'
)


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in and out, in whatever currency."""

    tokens_in: float = 0.0
    tokens_out: float = 0.0

    def of(self, tokens_in: int | None, tokens_out: int | None) -> float | None:
        """The cost of a call; None where the server does not count.

        >>> Price(0.5, 1.5).of(1000, 100)
        0.00065
        """
        if tokens_in is None or tokens_out is None:
            return None
        return round((self.tokens_in * tokens_in + self.tokens_out * tokens_out) / 1e6, 9)


@dataclass(frozen=True, slots=True)
class Coded:
    """What a run did: calls made now (others were answered before), answers refused, positions, and what it took."""

    coder: str
    statements: int
    calls: int
    refused: int
    positions: int
    tokens: int
    seconds: float
    cost: float


class Refused(ValueError):
    """An answer that is not used, and why."""


def code_by_model(
    record: Record,
    codebook: Codebook,
    server: Server,
    *,
    price: Price | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Coded:
    """Have a model code all statements of the record; its positions stand from then on. Judgements stay.

    Args:
        price: None: costs are not known.
        progress: called with (statements done, statements in all).

    Raises:
        NoAnswer: the server does not answer; what was answered is kept, and the same call goes on from there.
    """
    book = record.put_codebook(codebook)
    statements = queries.codable(record)
    prompts = [messages_for(one, book.issues) for one in statements]
    hashes = [content_id(server.model, json.dumps(messages)) for messages in prompts]
    with record.reading() as connection:
        known = answered(connection, address=server.address, model=server.model, prompts=set(hashes))
    made: list[ModelCall] = []
    found: list[tuple[CodableRow, str, str, str]] = []
    refused = 0
    for n, (statement, messages, prompt) in enumerate(zip(statements, prompts, hashes, strict=True), 1):
        call = known.get(prompt)
        if call is None:
            call = known[prompt] = _call(server, statement, messages, prompt, book, price)
            made.append(call)
            with record.writing() as connection:
                put_calls(connection, [call])
        if call.refused:
            refused += 1
        else:
            found += [(statement, *one) for one in positions_in(call.answer, statement, book)]
        if progress:
            progress(n, len(statements))
    coder = f"{MODEL}{server.model}"
    sure = _sure(record, found)
    positions = [
        Position(one.id, issue, Stance(stance), sure, f"words: {words}", coder, places_of(words, one))
        for one, issue, stance, words in found
    ]
    facts = {"address": server.address, "calls": len(made), "refused": refused, "share_right": sure}
    stored = record.put_positions(positions, coder=coder, facts=facts)
    tokens = sum((call.tokens_in or 0) + (call.tokens_out or 0) for call in made)
    seconds, cost = sum(call.seconds for call in made), sum(call.cost or 0.0 for call in made)
    return Coded(coder, len(statements), len(made), refused, stored, tokens, round(seconds, 3), round(cost, 9))


def _call(
    server: Server,
    statement: CodableRow,
    messages: Sequence[dict[str, str]],
    prompt: str,
    book: Codebook,
    price: Price | None,
) -> ModelCall:
    answer = ask(server, messages, schema=_schema(book), most_tokens=_MOST_TOKENS)
    refused = ""
    try:
        positions_in(answer.text, statement, book)
    except Refused as error:
        refused = str(error)
    cost = price.of(answer.tokens_in, answer.tokens_out) if price else None
    at = datetime.now(UTC).isoformat(timespec="seconds")
    counts = answer.tokens_in, answer.tokens_out
    return ModelCall(
        at,
        server.address,
        server.model,
        statement.anchor,
        prompt,
        answer.text,
        refused,
        *counts,
        answer.seconds,
        cost,
    )


def _schema(book: Codebook) -> dict[str, Any]:
    fields = {
        "issue": {"enum": [issue.id for issue in book.issues]},
        "stance": {"enum": list(_STANCES)},
        "words": {"type": "string"},
    }
    one = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    many = {"positions": {"type": "array", "items": one, "maxItems": 3}}
    return {"type": "object", "properties": many, "required": ["positions"], "additionalProperties": False}


def messages_for(statement: CodableRow, issues: Sequence[Issue]) -> list[dict[str, str]]:
    """What is put to the model: the task, the nearest issues, the statement and what stands around it."""
    listed = "\n".join(
        f"- {issue.id}: {issue.title}. {issue.definition}".rstrip() for issue in nearest(statement, issues)
    )
    asked = f"Issues:\n{listed}\n\nContext: {statement.context}\n\nStatement: {statement.text}"
    return [{"role": "system", "content": _TASK}, {"role": "user", "content": asked}]


def nearest(statement: CodableRow, issues: Sequence[Issue]) -> list[Issue]:
    """The issues nearest in meaning, in the order of the codebook; all of them where they are few."""
    asked = [issue for issue in issues if not residual(issue)]
    if len(asked) <= _MOST_ISSUES:
        return asked
    meaning = vector(statement.text)
    near = {issue.id: float(vector(f"{issue.title}. {issue.definition}") @ meaning) for issue in asked}
    chosen = set(sorted(near, key=lambda id: -near[id])[:_MOST_ISSUES])
    return [issue for issue in asked if issue.id in chosen]


def positions_in(answer: str, statement: CodableRow, book: Codebook) -> list[tuple[str, str, str]]:
    """(issue, stance, words) in an answer.

    Raises:
        Refused: it is not the JSON that was asked for, names what the codebook has not, or quotes what was not said.
    """
    try:
        found = json.loads(answer)
    except ValueError:
        raise Refused("not JSON") from None
    if not isinstance(found, dict) or set(found) != {"positions"} or not isinstance(found["positions"], list):
        raise Refused('not {"positions": […]}')
    return [_position(one, statement, book) for one in found["positions"]]


def _position(one: object, statement: CodableRow, book: Codebook) -> tuple[str, str, str]:
    if not isinstance(one, dict) or set(one) != {"issue", "stance", "words"}:
        raise Refused("a position has other fields than issue, stance and words")
    issue, stance, words = one["issue"], one["stance"], one["words"]
    if not all(isinstance(value, str) for value in (issue, stance, words)):
        raise Refused("a field is not text")
    if book.issue(issue) is None:
        raise Refused(f"there is no issue {issue[:40]!r}")
    if stance not in _STANCES:
        raise Refused(f"there is no stance {stance[:40]!r}")
    said, quoted = " ".join(statement.text.split()), " ".join(words.split())
    if not quoted or quoted not in said:
        raise Refused(f"the words {quoted[:60]!r} do not stand in the statement")
    return issue, stance, quoted


def places_of(words: str, statement: CodableRow) -> Spans:
    """Where the words stand in the article; none where they reach over what stands between broken content.

    >>> one = CodableRow("s", "s", "a", None, "the toll must go", "said", False, "", 20, "said the toll\\nmust go")
    >>> places_of("toll must", one)
    (Span(start=29, end=38),)
    """
    found = re.search(r"\s+".join(map(re.escape, words.split())), statement.raw)
    return (Span(statement.start + found.start(), statement.start + found.end()),) if found else ()


def _sure(record: Record, found: Sequence[tuple[CodableRow, str, str, str]]) -> float:
    """The share of the model's positions that people's judgements bear out, drawn to a half where there are few.

    A model of one's own says nothing of its certainty that could be believed, so all its positions get this one.
    """
    judged = {(one.anchor, one.issue): one.stance for one in queries.judged_positions(record)}
    held = [judged[one.anchor, issue] == stance for one, issue, stance, _ in found if (one.anchor, issue) in judged]
    return round((sum(held) + _UNKNOWN * _HELD) / (len(held) + _HELD), 4)
