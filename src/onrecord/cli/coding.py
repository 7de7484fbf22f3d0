"""Verbs that code positions, learn codes and say how far to trust them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .group import json_option, main, record_option

if TYPE_CHECKING:
    from ..model import Codebook
    from ..store.record import Record

#: Records with more statements are encoded when somebody first judges: half a minute for ten thousand.
_PREPARED = 10_000


@main.command()
@click.argument("codebook", type=click.Path(path_type=Path))
@record_option
@click.option(
    "--precision", type=click.FloatRange(0.5, 1, max_open=True), help="The share that should be right: abstain below."
)
@click.option("--deep", is_flag=True, help="Learn from judgements with the larger encoder: better, eight times slower.")
@click.option("--model-url", metavar="URL", help="Let a model of your own code instead: an OpenAI-compatible address.")
@click.option("--model", "model_name", metavar="NAME", help="Its name there.")
@click.option("--price-in", type=float, help="What a million tokens cost that it reads,")
@click.option("--price-out", type=float, help="and that it writes.")
@json_option
def code(
    codebook: Path,
    record_path: Path,
    precision: float | None,
    deep: bool,
    model_url: str | None,
    model_name: str | None,
    price_in: float | None,
    price_out: float | None,
    as_json: bool,
):
    """Code positions for all statements in the record on the issues of a codebook.

    What people have judged is learnt from, and stays as they judged it. A model of your own is asked one statement at a
    time; ONRECORD_MODEL_KEY, if set, is sent to it as its key.

    \b
    onrecord code codebook.yaml --record iraq.db
    onrecord code codebook.yaml --record iraq.db --precision .9
    onrecord code codebook.yaml --record iraq.db --model-url http://127.0.0.1:8080 --model tiny
    """
    from ..positions.codebook import load_codebook
    from ..store.record import Record

    if bool(model_url) != bool(model_name):
        raise click.UsageError("--model-url and --model go together")
    book = load_codebook(codebook)
    with Record.open(record_path) as record:
        if model_url and model_name:
            done = _code_by_model(record, book, model_url, model_name, (price_in, price_out))
        else:
            done = _code_and_learn(record, book, precision=precision, encoder="deep" if deep else "sentence")
        if as_json:
            click.echo(json.dumps({"codebook": book.id, "issues": len(book.issues), **done}))
            return
        click.echo(f"{done['positions']} positions on {len(book.issues)} issues of {codebook}")
        for line in _told(done):
            click.echo(f"  {line}")
        _print_issues(record)


def _code_and_learn(record: Record, book: Codebook, *, precision: float | None, encoder: str) -> dict[str, Any]:
    """Code by the codebook; where people have judged, learn from that."""
    from ..positions.coder import code as code_record
    from ..positions.relearn import prepare, relearn, teachable
    from ..store import queries

    positions = code_record(record, book)
    if teachable(record) or precision:
        learnt = relearn(record, encoder=encoder, precision=precision)
        done = {"positions": learnt.positions if learnt.coder else positions}
        if learnt.coder:
            done |= {"coder": learnt.coder, "learnt_from": learnt.examples, "seconds": round(learnt.seconds, 2)}
        if precision:
            open_ = sum(row.probability < learnt.least for row in queries.proposals(record))
            done |= {"abstains_below": round(learnt.least, 4), "left_open": open_}
        return done
    if queries.counts(record).statements <= _PREPARED:
        prepare(record, encoder=encoder)  # so that the first judgement is learnt from at once
    return {"positions": positions}


def _code_by_model(
    record: Record, book: Codebook, address: str, name: str, price: tuple[float | None, float | None]
) -> dict[str, Any]:
    from ..positions.chat import Server
    from ..positions.model_coder import Price, code_by_model

    server = Server(address, name, os.environ.get("ONRECORD_MODEL_KEY", ""))
    if not server.here:
        click.echo(f"onrecord: the statements and the words around them are sent to {address}", err=True)
    stated = Price(price[0] or 0.0, price[1] or 0.0) if price != (None, None) else None
    return asdict(code_by_model(record, book, server, price=stated))


def _told(done: dict[str, Any]) -> Iterator[str]:
    if "learnt_from" in done:
        yield f"learnt from {done['learnt_from']} judgements as “{done['coder']}”"
    if "abstains_below" in done:
        yield f"{done['left_open']} below p {done['abstains_below']:.2f} are left open"
    if "calls" in done:
        yield (
            f"{done['calls']} calls of “{done['coder']}”, {done['refused']} answers refused, {done['tokens']} tokens, "
            f"{done['seconds']:.0f} s, cost {done['cost']:.4f}"
        )


@main.command()
@click.argument("train", metavar="TRAIN.jsonl")
@click.argument("test", metavar="TEST.jsonl")
@click.option("--n", type=click.IntRange(min=0), required=True, help="Examples drawn at random; 0: descriptions alone.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--codebook", type=click.Path(path_type=Path), help="Describes the codes; else their names must do.")
@json_option
def learn(train: str, test: str, n: int, seed: int, codebook: Path | None, as_json: bool):
    """Learn codes from N examples of TRAIN and say how well TEST is then coded.

    A line: {"text", "prev", "next", "label"}. A label is an issue of the codebook, by itself or with a side
    ("Protectionism: Positive"); "Other" is what has no code.

    \b
    onrecord learn train.jsonl test.jsonl --n 100 --seed 1 --codebook codebook.yaml
    """
    from ..positions.codebook import load_codebook
    from ..positions.learning import learn as learn_codes
    from ..positions.learning import read_examples

    book = load_codebook(codebook) if codebook else None
    learned = learn_codes(read_examples(train), read_examples(test), n=n, seed=seed, codebook=book).as_json()
    if as_json:
        click.echo(json.dumps(learned))
    else:
        click.echo("  ".join(f"{name} {value}" for name, value in learned.items()))


@main.command()
@click.argument("gold", metavar="[GOLD.jsonl]", required=False)
@record_option
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Draw the calibration there.")
@json_option
def evaluate(gold: str | None, record_path: Path, svg: Path | None, as_json: bool):
    """Say how far the record's positions agree with those that people gave.

    Without GOLD: with what people judged in the record, each as the machine would have coded it had it not been judged;
    what they judged in the order of the audit says how far to trust the rest.

    GOLD has readings as `onrecord export --format jsonl` writes them, with "issue" and "position" as people see them,
    or lines {"doc_id", "content", "issue", "position"}, with "coder" where several people coded. Statements are matched
    by what their content shares.

    \b
    onrecord evaluate coded-by-hand.jsonl --record iraq.db --svg calibration.svg
    onrecord evaluate --record iraq.db
    """
    from ..formats.figures_calibration import calibration_figure
    from ..formats.figures_frame import write_figure
    from ..positions import evaluation_text, trust
    from ..positions.evaluating import evaluate as evaluate_record
    from ..positions.gold import read_gold
    from ..store.record import Record

    wanted = read_gold(gold) if gold else None
    with Record.open(record_path, read_only=True) as record:
        found = trust.trust_in(record) if wanted is None else None
        evaluation = found.evaluation if found else evaluate_record(record, wanted or ())
    if svg is not None:
        write_figure(calibration_figure(evaluation.bins, error=evaluation.calibration_error), svg)
    if as_json:
        click.echo(
            json.dumps(trust.as_json(found) if found else evaluation_text.as_json(evaluation), ensure_ascii=False)
        )
        return
    if found and not found.judged:
        click.echo(
            f"coded by “{found.coder}”; nobody has judged a position yet, so nobody knows how often it is right\n"
            f"judge 30 or more drawn at random: onrecord serve --record {record_path}, then /review?order=audit"
        )
        return
    for line in (*(trust.as_lines(found) if found else ()), *evaluation_text.as_lines(evaluation)):
        click.echo(line)


@main.group()
def codebook():
    """Work with codebooks: the issues on which one can be for or against."""


@codebook.command("check")
@click.argument("path", type=click.Path(path_type=Path))
def codebook_check(path: Path):
    """Say whether a codebook is right, or name the line and field that is wrong.

    \b
    onrecord codebook check codebook.yaml
    """
    from ..positions.codebook import load_codebook

    book = load_codebook(path)
    click.echo(f"{path}: {len(book.issues)} issue{'s' * (len(book.issues) != 1)}, version {book.version}")
    for issue in book.issues:
        if not (issue.definition or issue.support or issue.oppose) and issue.title.casefold() != "other":
            click.echo(
                f"  {issue.id} has a title and nothing more; a definition and two or three phrasings for "
                "and against it find more and mistake less"
            )


@codebook.command("schema")
def codebook_schema_verb():
    """Print the JSON Schema of a codebook file, for editors.

    \b
    onrecord codebook schema > codebook.schema.json
    """
    from ..positions.codebook import codebook_schema

    click.echo(json.dumps(codebook_schema(), indent=1, ensure_ascii=False))


@codebook.command("show")
@record_option
@click.option("--version", "version", help="Another version than the one in force.")
def codebook_show(record_path: Path, version: str | None):
    """Print a record's codebook as YAML, to edit and code with again.

    \b
    onrecord codebook show --record iraq.db > codebook.yaml
    """
    from ..errors import RecordError
    from ..positions.codebook_yaml import as_yaml
    from ..store.record import Record

    with Record.open(record_path, read_only=True) as record:
        book = record.codebook(version)
    if book is None:
        what = f"there is no version {version!r} of the codebook" if version else "there is no codebook in the record"
        raise RecordError(what, where=str(record_path), do="run: onrecord code CODEBOOK.yaml")
    click.echo(as_yaml(book), nl=False)


def _print_issues(record: Record) -> None:
    from ..store import queries

    for issue in queries.issues(record):
        counts = "  ".join(f"{stance} {n}" for stance, n in issue.counts if n)
        if counts:
            click.echo(f"  {issue.title}: {counts}")
