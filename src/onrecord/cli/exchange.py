"""Verbs for what goes out and comes in: exports, studies of other tools, networks."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from .group import json_option, main, record_option


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
    from ..formats import export as export_record
    from ..store.record import Record

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

    from ..formats.dna_import import load_study, put_loaded
    from ..store.record import Record

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
def network(out: Path, record_path: Path, format_: str | None, figure: str, statement_type: str | None, **choices: Any):
    """Discourse networks: who says the same, or the opposite, on what.

    Each time window makes a file of its own, numbered; gexf and parquet hold all of them in one.

    \b
    onrecord network subtract.csv --aggregation subtract --duplicates include --record hearings.db
    onrecord network coalitions.graphml --type onemode --variable1 person --aggregation congruence
    onrecord network months.gexf --type onemode --aggregation subtract --window months --window-size 3
    onrecord network who.svg --figure timeline --variable1 person --duplicates include
    """
    from ..formats.network_choices import network_options
    from ..formats.networks import write_networks
    from ..formats.statement_table import record_table
    from ..store.record import Record

    options = network_options(**choices)
    with Record.open(record_path, read_only=True) as record:
        table, looks = record_table(record, statement_type=statement_type)
    paths = write_networks(table, options, out, format=format_, looks=looks, figure=figure)
    if str(out) != "-":
        click.echo(f"{paths[0]}" + (f" … {paths[-1]}, {len(paths)} files" if len(paths) > 1 else ""))
