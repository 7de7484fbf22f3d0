"""The command line: one verb a command. Exit codes: 0 all went well, 1 nothing did, 2 wrong usage, 3 some of it did."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .errors import OnRecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .store.intake import Tally
    from .store.record import Record

EXIT_SOME = 3
EXIT_STOPPED = 130

# One thread a process, many processes if asked for: on a busy machine the linear algebra's own threads spin on each
# other (measured: ten times slower). To be set before anything imports numpy; what the user has set stands.
for _library in ("OMP", "OPENBLAS", "MKL", "BLIS"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")


class Verbs(click.Group):
    """Turns what onrecord raises into one clear line and an exit code; lists verbs in the order of work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OnRecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # the reader of our output has gone away (`onrecord export … | head`): not our error
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except OSError as error:  # what no room has foreseen, such as a full disk under standard output
            where = f"{error.filename}: " if error.filename else ""
            what = error.strerror or error
            click.echo(f"onrecord: {where}{what}; check the path, its permissions and the disk", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("\nonrecord: stopped; what was read is stored, the same command goes on from there", err=True)
            ctx.exit(EXIT_STOPPED)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Reads news and puts public actors on record: who said what, when, in which words, reported by whom.

    \b
    onrecord read news/ --record study.db          articles into a record
    onrecord code codebook.yaml --record study.db  positions on your issues
    onrecord serve --record study.db               the pages, on 127.0.0.1:8000
    onrecord export --format csv out.csv --record study.db
    """


record_option = click.option(
    "--record",
    "record_path",
    default="record.db",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The database file.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
workers_option = click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read."
)


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
    from .store.intake import take_in
    from .store.record import Record

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
    from .formats.annotate import annotated
    from .formats.writing import written

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


@main.command()
@click.argument("codebook", type=click.Path(path_type=Path))
@record_option
@json_option
def code(codebook: Path, record_path: Path, as_json: bool):
    """Code positions for all statements in the record on the issues of a codebook.

    \b
    onrecord code codebook.yaml --record iraq.db
    """
    from .positions.codebook import load_codebook
    from .positions.coder import code as code_record
    from .store.record import Record

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
    from .positions.codebook import load_codebook
    from .positions.learning import learn as learn_codes
    from .positions.learning import read_examples

    book = load_codebook(codebook) if codebook else None
    learned = learn_codes(read_examples(train), read_examples(test), n=n, seed=seed, codebook=book).as_json()
    if as_json:
        click.echo(json.dumps(learned))
    else:
        click.echo("  ".join(f"{name} {value}" for name, value in learned.items()))


@main.command()
@click.argument("gold", metavar="GOLD.jsonl")
@record_option
@json_option
def evaluate(gold: str, record_path: Path, as_json: bool):
    """Say how far the record's positions agree with those that people gave.

    GOLD has readings as `onrecord export --format jsonl` writes them, with "issue" and "position" as people see them,
    or lines {"doc_id", "content", "issue", "position"}. Statements are matched by what their content shares.

    \b
    onrecord evaluate coded-by-hand.jsonl --record iraq.db
    """
    from .positions import evaluating
    from .store.record import Record

    wanted = evaluating.read_gold(gold)
    with Record.open(record_path, read_only=True) as record:
        evaluation = evaluating.evaluate(record, wanted)
    if as_json:
        click.echo(json.dumps(evaluating.as_json(evaluation), ensure_ascii=False))
    else:
        click.echo("\n".join(evaluating.as_lines(evaluation)))


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
    from .positions.codebook import load_codebook

    book = load_codebook(path)
    click.echo(f"{path}: {len(book.issues)} issues, version {book.version}")


@main.command()
@click.option("--format", "format_", required=True, help="jsonl, csv, parquet, dna, graphml or gexf.")
@click.option("--password", help="For the coders' accounts in a dna file; asked for where it is needed.")
@click.argument("out", type=click.Path(path_type=Path))
@record_option
def export(format_: str, password: str | None, out: Path, record_path: Path):
    """Write the record to a file, actors resolved over all articles, judgements honoured.

    \b
    onrecord export --format jsonl readings.jsonl --record iraq.db
    onrecord export --format csv statements.csv --record iraq.db
    onrecord export --format dna study.dna --record iraq.db
    """
    from .formats import export as export_record
    from .store.record import Record

    with Record.open(record_path, read_only=True) as record:
        if format_ == "dna" and password is None and sys.stdin.isatty():
            password = click.prompt("Password for the coders", hide_input=True, confirmation_prompt=True)
        export_record(record, format_, out, password=password)


@main.command("import")
@click.argument("study", metavar="STUDY.dna", type=click.Path(path_type=Path))
@record_option
@json_option
def import_(study: Path, record_path: Path, as_json: bool):
    """A Discourse Network Analyzer study into the record: its codes become judgements by their coders.

    All of it or nothing. Importing the same file again changes nothing.

    \b
    onrecord import hearings.dna --record hearings.db
    """
    from dataclasses import asdict

    from .formats.dna_import import load_study, put_loaded
    from .store.record import Record

    loaded = load_study(study)  # before a record is made for it
    with Record.open(record_path, create=True) as record:
        done = put_loaded(record, loaded)
    if as_json:
        click.echo(json.dumps(asdict(done), ensure_ascii=False))
    elif not done.documents and not done.statements:
        click.echo(f"{study} is in {record_path} already, or empty: nothing to do")
    else:
        click.echo(
            f"{done.documents} documents, {done.statements} statements, {done.judgements} judgements by "
            f"{len(done.coders)} coders, {done.issues} issues"
        )


@main.command()
@click.argument("out", metavar="OUT.csv", type=click.Path(path_type=Path))
@record_option
@click.option("--format", "format_", help="csv, dl, graphml, gexf, parquet, svg; or as OUT ends.")
@click.option("--figure", default="network", show_default=True, help="heatmap, bars, timeline, phases (for svg).")
@click.option("--type", "network_type", default="twomode", show_default=True, help="twomode, onemode, eventlist.")
@click.option("--statement-type", help="Label; otherwise the one with most statements.")
@click.option("--variable1", default="organization", show_default=True, help="Rows; document:author is a field.")
@click.option("--variable2", default="concept", show_default=True, help="Columns, or what ties rows.")
@click.option("--qualifier", default="agreement", show_default=True, help='What tells agreement; "" for none.')
@click.option("--aggregation", default="ignore", show_default=True, help="congruence, conflict, subtract, combine.")
@click.option("--normalization", default="no", show_default=True, help="activity prominence average jaccard cosine")
@click.option("--duplicates", default="document", show_default=True, help="include, week, month, year, acrossrange.")
@click.option("--isolates", is_flag=True, help="Keep nodes that are tied to nothing.")
@click.option("--start", help="First day, 2005-01-26; its seconds too: 2005-01-26T12:00:00.")
@click.option("--stop", help="Last day.")
@click.option("--window", "time_window", default="no", show_default=True, help="events, seconds, minutes … years.")
@click.option("--window-size", type=click.IntRange(1), default=100, show_default=True, help="Units of the window.")
@click.option("--kernel", default="no", show_default=True, help="uniform, gaussian, epanechnikov, triangular.")
@click.option("--indent-time", is_flag=True, help="Let no window reach over the ends.")
@click.option("--normalize-to-one", is_flag=True, help="Divide each smoothed network by its sum.")
@click.option("--exclude", multiple=True, metavar="NAME=VALUE", help="Leave out; document:source=VALUE is a field.")
@click.option("--invert-values", is_flag=True, help="Keep only the values of --exclude.")
@click.option("--invert-documents", is_flag=True, help="Keep only the document fields of --exclude.")
@click.option("--compat", type=click.Choice(["dna"]), help="The very numbers of Discourse Network Analyzer.")
@click.option("--seed", type=int, default=0, show_default=True, help="For ties in date of windows by events.")
def network(
    out: Path, record_path: Path, format_: str | None, figure: str, statement_type: str | None, **choices: Any
):
    """Discourse networks: who says the same, or the opposite, on what.

    Each time window makes a file of its own, numbered; gexf and parquet hold all of them in one.

    \b
    onrecord network subtract.csv --aggregation subtract --duplicates include --record hearings.db
    onrecord network coalitions.graphml --type onemode --variable1 person --aggregation congruence
    onrecord network months.gexf --type onemode --aggregation subtract --window months --window-size 3
    onrecord network who.svg --figure timeline --variable1 person --duplicates include
    """
    from .formats.network_choices import network_options
    from .formats.networks import write_networks
    from .formats.statement_table import record_table
    from .store.record import Record

    options = network_options(**choices)
    with Record.open(record_path, read_only=True) as record:
        table, looks = record_table(record, statement_type=statement_type)
    paths = write_networks(table, options, out, format=format_, looks=looks, figure=figure)
    if str(out) != "-":
        click.echo(f"{paths[0]}" + (f" … {paths[-1]}, {len(paths)} files" if len(paths) > 1 else ""))


@main.command()
@click.argument("pairs", metavar="PAIRS.jsonl")
@click.argument("out", metavar="OUT.jsonl")
def match(pairs: str, out: str):
    """Score name pairs: {"a", "b", "type"} a line in; the same with "score" (0–1) and "reason" out.

    \b
    onrecord match pairs.jsonl scored.jsonl
    """
    from .formats.pairs import scored_pairs
    from .formats.writing import written

    with written(Path(out), "w") as file:
        for line in scored_pairs(pairs):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


@main.command()
@record_option
@json_option
@click.pass_context
def verify(ctx: click.Context, record_path: Path, as_json: bool):
    """Check the whole record against itself; exit 1 and a list if anything is off.

    \b
    onrecord verify --record iraq.db
    """
    from .store.record import Record

    with Record.open(record_path, read_only=True) as record:
        wrong = record.verify()
    if as_json:
        click.echo(json.dumps({"ok": not wrong, "wrong": wrong}, ensure_ascii=False))
    else:
        click.echo("\n".join(wrong) if wrong else f"{record_path}: nothing is off")
    ctx.exit(1 if wrong else 0)


@main.command()
@record_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one.")
def serve(record_path: Path, host: str, port: int):
    """Serve the pages of the record.

    \b
    onrecord serve --record iraq.db --port 8080
    """
    from .web.serve import serve as serve_pages

    serve_pages(record_path, host=host, port=port)


class _progress:
    """A progress bar on standard error where a person looks on, silence elsewhere."""

    def __init__(self, what: str, paths: list[str], *, quiet: bool) -> None:
        self.what, self.paths, self.quiet = what, paths, quiet

    def __enter__(self):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from .text.sources import count

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
    from .store import queries

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
    from .store import queries

    for actor in queries.actors(record, limit=8):
        if actor.statements:
            yield f"  {actor.statements:4d} statements  {actor.name} ({actor.type})"


def _print_issues(record: Record) -> None:
    from .store import queries

    for issue in queries.issues(record):
        counts = "  ".join(f"{stance} {n}" for stance, n in issue.counts if n)
        if counts:
            click.echo(f"  {issue.title}: {counts}")
