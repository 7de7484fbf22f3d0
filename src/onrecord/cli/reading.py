"""Verbs that read: articles into the record, or into lines of JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import OnRecordError
from .group import EXIT_SOME, json_option, main, record_option, workers_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..store.intake import Tally
    from ..store.record import Record


@main.command()
@click.argument("paths", nargs=-1, required=True)
@record_option
@workers_option
@click.option("--engine", type=click.Choice(["local"]), default="local", show_default=True, help="What maps read.")
@json_option
@click.pass_context
def read(ctx: click.Context, paths: tuple[str, ...], record_path: Path, workers: int, engine: str, as_json: bool):
    """Read articles into the record: files, folders, globs, or - for standard input.

    Reads .txt, .html, .jsonl, .csv and .parquet. What is in the record already is not read again, so the same command
    resumes a stopped run. What cannot be read is recorded as a problem and the rest goes on.

    \b
    Exit code: 0 all read, 3 some, 1 none.

    \b
    onrecord read news/*.txt --record iraq.db
    zcat dump.jsonl.gz | onrecord read - --record iraq.db --workers 2
    """
    from ..store.intake import take_in
    from ..store.record import Record

    with Record.open(record_path, create=True) as record:
        with _progress("reading", list(paths), quiet=as_json) as on_step:
            tally = take_in(record, paths, workers=workers, on_step=on_step)
        if not record.read_only:  # also when nothing is new: the run before may have been stopped just before this
            record.resolve()
            record.link_copies()
        _say_what_was_read(record, tally, record_path, as_json=as_json)
    ctx.exit(tally.exit_code)


@main.command()
@click.argument("source", metavar="IN.jsonl")
@click.argument("target", metavar="OUT.jsonl")
@click.option("--codebook", type=click.Path(path_type=Path), help="Code positions on these issues too.")
@workers_option
@click.pass_context
def annotate(ctx: click.Context, source: str, target: str, codebook: Path | None, workers: int):
    """Readings without a record: one JSON line in, one JSON line out, in the same order.

    A line in: {"id", "text", "published"?, "outlet"?}. A line that cannot be read gives a line with its problem.
    Any input of `onrecord read` will do for IN, and - for standard input and output.

    \b
    onrecord annotate articles.jsonl readings.jsonl
    """
    from ..formats.annotate import annotated
    from ..formats.writing import written

    bad = good = 0
    with written(Path(target), "w") as out:
        for line in annotated(source, codebook=codebook, workers=workers):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            if line["problems"]:
                bad += 1
                for problem in line["problems"]:
                    click.echo(f"onrecord: {OnRecordError(**problem)}", err=True)
            else:
                good += 1
    ctx.exit(0 if not bad else EXIT_SOME if good else 1)


class _progress:
    """A progress bar on standard error where a person looks on, silence elsewhere."""

    def __init__(self, what: str, paths: list[str], *, quiet: bool) -> None:
        self.what, self.paths, self.quiet = what, paths, quiet

    def __enter__(self):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from ..text.sources import count

        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[last]}"),
            console=Console(stderr=True),
            disable=self.quiet or not sys.stderr.isatty(),
            transient=True,
        )
        self.bar.start()
        task = self.bar.add_task(self.what, total=count(self.paths), last="")

        def on_step(tally: Tally, item: Any) -> None:
            last = getattr(item, "id", None) or getattr(item, "where", "")
            self.bar.update(task, completed=tally.read + len(tally.problems), last=str(last)[-30:])

        return on_step

    def __exit__(self, *exc: object) -> None:
        self.bar.stop()


def _say_what_was_read(record: Record, tally: Tally, path: Path, *, as_json: bool) -> None:
    from ..store import queries

    counts = queries.counts(record)
    if as_json:
        done = {"new": tally.new, "same": tally.same, "versions": tally.versions}
        problems = [{"where": p.where, "what": p.what, "do": p.do} for p in tally.problems]
        sums = {
            "articles": counts.articles,
            "statements": counts.statements,
            "actors": counts.actors,
            "events": counts.events,
        }
        click.echo(json.dumps({**done, "problems": problems, "record": sums}, ensure_ascii=False))
        return
    click.echo(f"{tally.new} new, {tally.same} known, {tally.versions} changed, {len(tally.problems)} problems")
    for problem in tally.problems:
        click.echo(f"  {problem.where}: {problem.what}" + (f"; {problem.do}" if problem.do else ""), err=True)
    click.echo(
        f"{path}: {counts.articles} articles, {counts.statements} statements, {counts.actors} actors, "
        f"{counts.events} events"
    )
    for line in _most_quoted(record):
        click.echo(line)


def _most_quoted(record: Record) -> Iterator[str]:
    from ..store import queries

    for actor in queries.actors(record, limit=8):
        if actor.statements:
            yield f"  {actor.statements:4d} statements  {actor.name} ({actor.type})"
