"""Verbs that code positions, learn codes and say how far to trust them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .group import json_option, main, record_option

if TYPE_CHECKING:
    from ..store.record import Record


@main.command()
@click.argument("codebook", type=click.Path(path_type=Path))
@record_option
@json_option
def code(codebook: Path, record_path: Path, as_json: bool):
    """Code positions for all statements in the record on the issues of a codebook.

    \b
    onrecord code codebook.yaml --record iraq.db
    """
    from ..positions.codebook import load_codebook
    from ..positions.coder import code as code_record
    from ..store.record import Record

    book = load_codebook(codebook)
    with Record.open(record_path) as record:
        coded = code_record(record, book)
        if as_json:
            click.echo(json.dumps({"codebook": book.id, "issues": len(book.issues), "positions": coded}))
        else:
            click.echo(f"{coded} positions on {len(book.issues)} issues of {codebook}")
            _print_issues(record)


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
@click.argument("gold", metavar="GOLD.jsonl")
@record_option
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Draw the calibration there.")
@json_option
def evaluate(gold: str, record_path: Path, svg: Path | None, as_json: bool):
    """Say how far the record's positions agree with those that people gave.

    GOLD has readings as `onrecord export --format jsonl` writes them, with "issue" and "position" as people see them,
    or lines {"doc_id", "content", "issue", "position"}, with "coder" where several people coded. Statements are matched
    by what their content shares.

    \b
    onrecord evaluate coded-by-hand.jsonl --record iraq.db --svg calibration.svg
    """
    from ..formats.figures_calibration import calibration_figure
    from ..formats.figures_frame import write_figure
    from ..positions import evaluation_text
    from ..positions.evaluating import evaluate as evaluate_record
    from ..positions.gold import read_gold
    from ..store.record import Record

    wanted = read_gold(gold)
    with Record.open(record_path, read_only=True) as record:
        evaluation = evaluate_record(record, wanted)
    if svg is not None:
        write_figure(calibration_figure(evaluation.bins, error=evaluation.calibration_error), svg)
    if as_json:
        click.echo(json.dumps(evaluation_text.as_json(evaluation), ensure_ascii=False))
    else:
        click.echo("\n".join(evaluation_text.as_lines(evaluation)))


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
    click.echo(f"{path}: {len(book.issues)} issues, version {book.version}")


def _print_issues(record: Record) -> None:
    from ..store import queries

    for issue in queries.issues(record):
        counts = "  ".join(f"{stance} {n}" for stance, n in issue.counts if n)
        if counts:
            click.echo(f"  {issue.title}: {counts}")
