"""Verbs of discourse networks: the networks themselves, and what is worked out of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from .choices import chosen, intervals_option, network_choices, say_paths
from .group import Verbs, main, record_option

_OUT = click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
_FORMAT = click.option("--format", "format_", help="csv, json or svg; or as OUT ends.")


@main.command()
@click.argument("out", metavar="OUT.csv", type=click.Path(path_type=Path))
@record_option
@click.option("--format", "format_", help="csv, dl, dl-edges, graphml, gexf, parquet, svg; or as OUT ends.")
@click.option("--figure", default="network", show_default=True, help="heatmap, bars, timeline, phases (for svg).")
@click.option("--type", "network_type", default="twomode", show_default=True, help="twomode, onemode, eventlist.")
@intervals_option
@network_choices
def network(out: Path, record_path: Path, format_: str | None, figure: str, intervals: int, **choices: Any):
    """Discourse networks: who says the same, or the opposite, on what.

    Each time window makes a file of its own, numbered; gexf and parquet hold all of them in one. With --intervals the
    CSV (or JSON) has a row a tie with both its ends, and the SVG a bar each; figures other than the network have
    intervals from 200 draws unless told otherwise.

    \b
    onrecord network subtract.csv --aggregation subtract --duplicates include --record hearings.db
    onrecord network coalitions.graphml --type onemode --variable1 person --aggregation congruence
    onrecord network months.gexf --type onemode --aggregation subtract --window months --window-size 3
    onrecord network reports.csv --layer outlet
    onrecord network ties.csv --type onemode --aggregation subtract --intervals 1000
    """
    from ..formats.networks import write_networks

    table, options, looks = chosen(record_path, **choices)
    if intervals and figure == "network":
        from ..formats.analyses_counts import ties
        from ..formats.analysis import write_analysis

        say_paths(out, write_analysis(ties(table, options, intervals=intervals), out, format=format_))
        return
    draws = {"intervals": intervals} if intervals else {}
    say_paths(out, write_networks(table, options, out, format=format_, looks=looks, figure=figure, **draws))


@main.group(cls=Verbs)
def analyse():
    """Backbones, camps, phases, coalitions, scales, shares: each as CSV, JSON, or a figure with its Vega-Lite.

    \b
    onrecord analyse polarization camps.json --variable1 person --record hearings.db
    """


def _one_mode(choices: dict[str, Any]) -> dict[str, Any]:
    """A one-mode network of agreement less disagreement, where nothing else is asked for."""
    usual = {"aggregation": ("ignore", "subtract"), "normalization": ("no", "average")}
    named = click.get_current_context().get_parameter_source
    for name, (_, ours) in usual.items():
        if named(name) is click.core.ParameterSource.DEFAULT:
            choices[name] = ours
    if choices["layer"] != "positions" and named("aggregation") is click.core.ParameterSource.DEFAULT:
        choices["aggregation"] = "ignore"  # no other layer tells agreement
    return {**choices, "network_type": "onemode"}


@analyse.command()
@_OUT
@record_option
@_FORMAT
@click.option("--by-second", is_flag=True, help="Statements on another --variable2 are no duplicates.")
@intervals_option
@network_choices
def barplot(out: Path, record_path: Path, format_: str | None, by_second: bool, intervals: int, **choices: Any):
    """How often each value of --variable1 occurs, by the qualifier.

    \b
    onrecord analyse barplot who.svg --variable1 person --duplicates include --intervals 1000
    """
    from ..formats.analyses_counts import bar_counts

    table, options, _ = chosen(record_path, **choices)
    _write(bar_counts(table, options, by_second=by_second, intervals=intervals), out, format_)


@analyse.command()
@_OUT
@record_option
@_FORMAT
@click.option("--type", "network_type", default="onemode", show_default=True, help="twomode, onemode.")
@intervals_option
@network_choices
def measures(out: Path, record_path: Path, format_: str | None, network_type: str, intervals: int, **choices: Any):
    """Figures of the network and of each node: density, degree, strength, betweenness and others.

    \b
    onrecord analyse measures who-matters.csv --variable1 person --intervals 1000
    """
    from ..formats.analyses_counts import measures as of_network

    given = _one_mode(choices) if network_type == "onemode" else choices
    table, options, _ = chosen(record_path, **{**given, "network_type": network_type})
    _write(of_network(table, options, intervals=intervals), out, format_)


@analyse.command()
@_OUT
@record_option
@_FORMAT
@click.option("--method", default="nested", show_default=True, help="nested, fixed (with --size), penalty.")
@click.option("--size", type=click.IntRange(1), help="Concepts in a fixed backbone.")
@click.option("--penalty", type=float, default=3.5, show_default=True, help="On the number of concepts.")
@click.option("--iterations", type=click.IntRange(1), default=10_000, show_default=True, help="Of the search.")
@intervals_option
@network_choices
def backbone(out: Path, record_path: Path, format_: str | None, intervals: int, **choices: Any):
    """Which concepts carry the structure of the network, and which can be left out.

    \b
    onrecord analyse backbone concepts.csv --variable1 person
    onrecord analyse backbone five.json --method fixed --size 5 --compat dna
    """
    from ..formats.analyses_structure import backbone as found

    how = {name: choices.pop(name) for name in ("method", "size", "penalty", "iterations")}
    table, options, _ = chosen(record_path, **_one_mode(choices))
    _write(found(table, options, intervals=intervals, **how), out, format_)


@analyse.command()
@_OUT
@record_option
@_FORMAT
@click.option("--groups", type=click.IntRange(2), default=2, show_default=True, help="Camps.")
@click.option("--algorithm", default="greedy", show_default=True, help="greedy, genetic.")
@click.option("--raw", is_flag=True, help="Scores that are not divided by the sum of all ties.")
@click.option("--search", type=click.Choice(["closest", "farthest"]), help="Camps, or as DNA does.  [default: closest]")
@intervals_option
@network_choices
def polarization(out: Path, record_path: Path, format_: str | None, intervals: int, **choices: Any):
    """How far the debate is from camps that agree inside and conflict with each other, and who is in which.

    \b
    onrecord analyse polarization camps.json --variable1 person
    onrecord analyse polarization years.svg --window years --window-size 1 --intervals 200
    """
    from ..formats.analyses_camps import polarization as found

    how = {name: choices.pop(name) for name in ("groups", "algorithm")}
    search = choices.pop("search")
    how |= {"normalize": not choices.pop("raw"), "closest": None if search is None else search == "closest"}
    table, options, _ = chosen(record_path, **choices)
    _write(found(table, options, intervals=intervals, **how), out, format_)


@analyse.command()
@_OUT
@record_option
@_FORMAT
@click.option("--distance", default="absdiff", show_default=True, help="absdiff, spectral.")
@click.option("--fewest", type=click.IntRange(2), default=2, show_default=True, help="States tried, from …")
@click.option("--most", type=click.IntRange(2), default=6, show_default=True, help="… to.")
@intervals_option
@network_choices
def phases(out: Path, record_path: Path, format_: str | None, intervals: int, **choices: Any):
    """When the debate changed from one state to another; needs --window.

    With --intervals: how sure each window's state is, and between which moments the debate turns in 95 % of the draws.

    \b
    onrecord analyse phases turns.svg --window months --window-size 3 --intervals 200
    """
    from ..formats.analyses_structure import phases as found

    how = {name: choices.pop(name) for name in ("distance", "fewest", "most")}
    table, options, _ = chosen(record_path, **_one_mode(choices))
    _write(found(table, options, intervals=intervals, **how), out, format_)


@analyse.command()
@_OUT
@record_option
@_FORMAT
@click.option("-k", "k", type=click.IntRange(0), default=0, show_default=True, help="Groups; 0 tries 2 to --most.")
@click.option("--most", type=click.IntRange(2), default=6, show_default=True, help="Groups at most.")
@intervals_option
@network_choices
def subgroups(out: Path, record_path: Path, format_: str | None, k: int, most: int, intervals: int, **choices: Any):
    """Coalitions by many clusterings, the one of highest modularity first.

    \b
    onrecord analyse subgroups coalitions.csv --variable1 person
    """
    from ..formats.analyses_camps import subgroups as found

    table, options, _ = chosen(record_path, **choices)
    _write(found(table, options, k=k, most=most, intervals=intervals), out, format_)


@analyse.command()
@_OUT
@record_option
@_FORMAT
@click.option("--dimensions", type=click.IntRange(1, 2), default=1, show_default=True)
@click.option("--intervals", type=click.IntRange(0), default=200, show_default=True, help="Draws of articles.")
@network_choices
def scaling(out: Path, record_path: Path, format_: str | None, dimensions: int, intervals: int, **choices: Any):
    """Actors on one or two dimensions that explain what they are for and against.

    \b
    onrecord analyse scaling left-right.svg --variable1 person --dimensions 1
    """
    from ..formats.analyses_camps import scaling as found

    table, options, _ = chosen(record_path, **choices)
    options = replace(options, aggregation="subtract")
    _write(found(table, options, dimensions=dimensions, intervals=intervals), out, format_)


@analyse.command()
@_OUT
@record_option
@_FORMAT
@click.option(
    "--what", type=click.Choice(["share", "trend"]), default="share", show_default=True, help="Or its change."
)
@click.option("--by", multiple=True, metavar="NAME", help="Reviewers whose judgements count.  [default: all]")
@click.option("--sample", type=click.Path(path_type=Path), help="The codes drawn at random: of `analyse sample`.")
def shares(out: Path, record_path: Path, format_: str | None, what: str, by: tuple[str, ...], sample: Path | None):
    """Shares of stances, the machine's errors corrected by what people judged; the naive figure beside each.

    Only judgements on codes drawn at random count: those made in the order "drawn at random" on the review page, or
    of a list drawn with `onrecord analyse sample`. What is left aside, and what is too little, is said.

    \b
    onrecord analyse shares shares.csv
    onrecord analyse sample 200 to-judge.csv
    onrecord analyse shares shares.csv --sample to-judge.csv
    """
    from ..formats.analyses_judged import corrected, read_sample
    from ..store.record import Record

    drawn = read_sample(sample) if sample else None
    with Record.open(record_path, read_only=True) as record:
        made = corrected(record, what=what, by=by, sample=drawn)
    _write(made, out, format_)
    for note in made.about["notes"]:
        click.echo(note, err=True)


@analyse.command()
@click.argument("size", type=click.IntRange(1))
@_OUT
@record_option
@_FORMAT
@click.option("--seed", type=int, default=0, show_default=True)
def sample(size: int, out: Path, record_path: Path, format_: str | None, seed: int):
    """SIZE codes of the machine drawn at random, for people to judge; `analyse shares` takes the list.

    \b
    onrecord analyse sample 200 to-judge.csv
    """
    from ..formats.analyses_judged import draw_sample
    from ..store.record import Record

    with Record.open(record_path, read_only=True) as record:
        _write(draw_sample(record, size=size, seed=seed), out, format_)


def _write(analysis, out: Path, format: str | None) -> None:
    from ..formats.analysis import write_analysis

    say_paths(out, write_analysis(analysis, out, format=format))
