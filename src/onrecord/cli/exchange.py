"""Verbs for what goes out and comes in: exports, and studies of other tools."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .group import json_option, main, record_option


@main.command()
@click.option("--format", "format_", help="jsonl, csv, parquet, dna, ftm, popolo, graphml or gexf.")
@click.option("--table", help="Of csv and parquet: statements (if not given), positions, actors, ties, events.")
@click.option("--site", is_flag=True, help="All pages as files into the folder OUT, with links that work there.")
@click.option("--password", help="For the coders' accounts in a dna file; asked for where it is needed.")
@click.argument("out", type=click.Path(path_type=Path))
@record_option
def export(format_: str | None, table: str | None, site: bool, password: str | None, out: Path, record_path: Path):
    """Write the record to a file, actors resolved over all articles, judgements honoured.

    csv and parquet are tables: one of them into a file, or all of them where OUT is a folder that exists. Events have a
    row a report; reports of one event share its event_id.

    \b
    onrecord export --format jsonl readings.jsonl --record iraq.db
    onrecord export --format csv statements.csv --record iraq.db
    onrecord export --format csv --table events events.csv --record iraq.db
    onrecord export --format dna study.dna --record iraq.db
    onrecord export --site DIR --record iraq.db
    """
    from ..formats import export as export_record
    from ..store.record import Record

    if site == (format_ is not None):
        raise click.UsageError("give either --format or --site")
    if site and table:
        raise click.UsageError("--table is for csv and parquet")
    with Record.open(record_path, read_only=True) as record:
        if site:
            _write_site(record, out)
            return
        if format_ == "dna" and password is None and sys.stdin.isatty():
            password = click.prompt("Password for the coders", hide_input=True, confirmation_prompt=True)
        export_record(record, format_, out, password=password, table=table)


def _write_site(record, out: Path) -> None:
    from ..web.site import write_site

    def tell(site) -> None:
        if site.pages % 500 == 0 and sys.stderr.isatty():
            click.echo(f"\r{site.pages:,} pages", nl=False, err=True)

    site = write_site(record, out, on_page=tell)
    click.echo(f"{out / 'index.html'}: {site.pages:,} pages, {site.files:,} files")


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
