"""Calls of a model of one's own: what was asked (as a hash), what came back, what it took. Append-only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, insert, select

from . import schema
from .packing import among

if TYPE_CHECKING:
    from .record import Record


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call. ``anchor`` is the statement's; ``refused`` says why the answer was not used, "" where it was.

    ``tokens_in`` and ``tokens_out`` as the server counts them, None where it does not; ``cost`` by the stated price.
    """

    at: str
    address: str
    model: str
    anchor: str
    prompt: str
    answer: str
    refused: str
    tokens_in: int | None
    tokens_out: int | None
    seconds: float
    cost: float | None


@dataclass(frozen=True, slots=True)
class CallSums:
    """All calls of one model: ``cost`` is None where no price was stated."""

    model: str
    calls: int
    refused: int
    tokens_in: int
    tokens_out: int
    seconds: float
    cost: float | None


def put_calls(connection: Connection, calls: Iterable[ModelCall]) -> None:
    """Append calls, under the codebook in force."""
    codebooks = schema.codebooks
    book = connection.scalar(select(codebooks.c.key).where(codebooks.c.in_force))
    rows = [asdict(call) | {"codebook": book} for call in calls]
    if rows:
        connection.execute(insert(schema.model_calls), rows)


def answered(connection: Connection, *, address: str, model: str, prompts: Iterable[str]) -> dict[str, ModelCall]:
    """Prompt → the last call of this model at this address with it, so that nothing is asked and paid twice."""
    table = schema.model_calls
    columns = [table.c[name] for name in ModelCall.__slots__]
    wanted = select(*columns).where(table.c.model == model, table.c.address == address, among(table.c.prompt, prompts))
    return {row.prompt: ModelCall(*row) for row in connection.execute(wanted.order_by(table.c.id))}


def call_sums(record: Record) -> list[CallSums]:
    """What each model has taken so far."""
    table = schema.model_calls
    refused = func.sum(func.iif(table.c.refused == "", 0, 1))
    sums = [func.coalesce(func.sum(table.c[name]), 0) for name in ("tokens_in", "tokens_out", "seconds")]
    wanted = select(table.c.model, func.count(), refused, *sums, func.sum(table.c.cost)).group_by(table.c.model)
    with record.reading() as connection:
        return [CallSums(*row) for row in connection.execute(wanted.order_by(table.c.model)).tuples()]
