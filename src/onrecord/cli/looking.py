"""Verbs that look: are two names one, is the record sound, the pages."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import click

from .group import json_option, main, record_option


@main.command()
@click.argument("pairs", metavar="PAIRS.jsonl")
@click.argument("out", metavar="OUT.jsonl")
def match(pairs: str, out: str):
    """Score name pairs: {"a", "b", "type"} a line in; the same with "score" (0–1) and "reason" out.

    \b
    onrecord match pairs.jsonl scored.jsonl
    """
    from ..formats.pairs import scored_pairs
    from ..formats.writing import written

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
    from ..store.record import Record

    with Record.open(record_path, read_only=True) as record:
        wrong = record.verify()
    if as_json:
        click.echo(json.dumps({"ok": not wrong, "wrong": wrong}, ensure_ascii=False))
    else:
        click.echo("\n".join(wrong) if wrong else f"{record_path}: nothing is off")
    ctx.exit(1 if wrong else 0)


@main.command()
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Anything but this machine takes users.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one.")
@click.option("--as", "name", metavar="NAME", help="Who judges at this machine.  [default: your own name here]")
@click.option("--login", is_flag=True, help="Users sign in on this machine too: behind a proxy.")
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="For TLS, with --key.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="For TLS, with --certificate.")
def serve(record_path: Path, host: str, port: int, name: str | None, login: bool, **tls: str | None):
    """Serve the pages of the record.

    On this machine without a password. Anywhere else, and with --login, users sign in: see `onrecord users`.

    \b
    onrecord serve --record iraq.db --port 8080
    onrecord serve --record iraq.db --host 0.0.0.0 --certificate host.pem --key host.key
    """
    from ..web.serve import serve as serve_pages

    serve_pages(record_path, host=host, port=port, name=name, login=login, **tls)


@main.command()
@click.argument("name")
@click.argument("address", metavar='"/search?q=…"')
@click.option("--by", default=lambda: getpass.getuser(), show_default="who is logged in", help="Who names it.")
@record_option
def query(name: str, address: str, by: str, record_path: Path):
    """Give an address of the pages a name; it then stands under Named queries, with its feed. "" takes it away.

    \b
    onrecord query "Ferries at night" "/search?q=ferries&stance=support" --record iraq.db
    """
    from ..store.record import Record

    with Record.open(record_path) as record:
        saved = record.save_query(name, address, by=by)
    click.echo(f"{saved.name}: {saved.address or 'taken away'}")
