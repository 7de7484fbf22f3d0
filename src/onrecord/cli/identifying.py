"""Verbs on who is who: authority files in, open questions out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .group import EXIT_SOME, json_option, main, record_option


@main.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@record_option
@json_option
@click.pass_context
def authority(ctx: click.Context, path: Path, record_path: Path, as_json: bool):
    """Let the record know who is who as others have it: names and identifiers of actors.

    FILE is FollowTheMoney JSON lines (as OpenSanctions publishes them), Popolo JSON, Wikidata JSON, or a CSV with
    the columns name, aliases (";" between), type, country, id, scheme. Taking it again changes nothing.

    \b
    Exit code: 0 all taken, 3 some lines could not be read or told apart, 1 none.

    \b
    onrecord authority politicians.ftm.json --record iraq.db
    onrecord authority groups.csv --record iraq.db
    """
    from ..formats.authority import load_authority
    from ..model import Problem
    from ..store.authorities import take_authority
    from ..store.record import Record

    found = list(load_authority(path))
    problems = [item for item in found if isinstance(item, Problem)]
    entities = [item for item in found if not isinstance(item, Problem)]
    with Record.open(record_path, create=True) as record:
        taken = take_authority(record, entities)
    for problem in problems:
        click.echo(f"onrecord: {problem.where}: {problem.what}; {problem.do}", err=True)
    for where, why in taken.left:
        click.echo(f"onrecord: {where}: {why}; left out", err=True)
    if as_json:
        sums = {"linked": taken.linked, "new": taken.new, "same": taken.same}
        click.echo(json.dumps({**sums, "left": len(taken.left), "problems": len(problems)}))
    else:
        click.echo(
            f"{taken.linked} linked to actors of the record, {taken.new} new, {taken.same} known, "
            f"{len(taken.left)} left out, {len(problems)} problems"
        )
    bad = bool(problems or taken.left)
    ctx.exit(0 if not bad else EXIT_SOME if taken.linked + taken.new + taken.same else 1)


@main.command()
@record_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@json_option
def doubts(record_path: Path, limit: int, as_json: bool):
    """Pairs of actors that may be one, likeliest first: for a person to merge or to leave apart.

    \b
    onrecord doubts --record iraq.db
    """
    from dataclasses import asdict

    from ..store import queries
    from ..store.record import Record

    with Record.open(record_path, read_only=True) as record:
        pairs = queries.near_misses(record, limit=limit)
    if as_json:
        click.echo(json.dumps([asdict(pair) for pair in pairs], ensure_ascii=False))
        return
    for pair in pairs:
        click.echo(f"{pair.score:.2f}  {pair.a_name} | {pair.b_name} ({pair.type}): {pair.reason}")
    if not pairs:
        click.echo(f"{record_path}: nobody is in doubt")
