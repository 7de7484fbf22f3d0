"""The options that every verb of networks takes, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..formats.statement_table import Look
    from ..network import NetworkOptions, StatementTable

_OPTIONS = (
    click.option(
        "--layer", default="positions", show_default=True, help="outlet, affiliation, target: docs/networks.md"
    ),
    click.option("--statement-type", help="Of a study: its label; otherwise the one with most statements."),
    click.option("--variable1", help="Rows; document:author is a field.  [default: organization, or the layer's]"),
    click.option("--variable2", help="Columns, or what ties rows.  [default: concept, or the layer's]"),
    click.option("--qualifier", help='What tells agreement; "" for none.  [default: agreement, or the layer\'s]'),
    click.option("--aggregation", default="ignore", show_default=True, help="congruence, conflict, subtract, combine."),
    click.option("--normalization", default="no", show_default=True, help="activity prominence average jaccard cosine"),
    click.option(
        "--duplicates", default="document", show_default=True, help="include, week, month, year, acrossrange."
    ),
    click.option("--isolates", is_flag=True, help="Keep nodes that are tied to nothing."),
    click.option("--start", help="First day, 2005-01-26; its seconds too: 2005-01-26T12:00:00."),
    click.option("--stop", help="Last day."),
    click.option("--window", "time_window", default="no", show_default=True, help="events, seconds, minutes … years."),
    click.option("--window-size", type=click.IntRange(1), default=100, show_default=True, help="Units of the window."),
    click.option("--kernel", default="no", show_default=True, help="uniform, gaussian, epanechnikov, triangular."),
    click.option("--indent-time", is_flag=True, help="Let no window reach over the ends."),
    click.option("--normalize-to-one", is_flag=True, help="Divide each smoothed network by its sum."),
    click.option("--exclude", multiple=True, metavar="NAME=VALUE", help="Leave out; document:source=VALUE is a field."),
    click.option("--invert-values", is_flag=True, help="Keep only the values of --exclude."),
    click.option("--invert-documents", is_flag=True, help="Keep only the document fields of --exclude."),
    click.option("--compat", type=click.Choice(["dna"]), help="The very numbers of Discourse Network Analyzer."),
    click.option("--seed", type=int, default=0, show_default=True, help="For all that is drawn by lot."),
)

intervals_option = click.option(
    "--intervals", type=click.IntRange(0), default=0, metavar="N", help="95 % intervals from N draws of articles."
)


def network_choices(command: Callable) -> Callable:
    """Gives a verb the options of :class:`~onrecord.network.NetworkOptions` as keyword arguments."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def chosen(
    record_path: Path, *, statement_type: str | None, layer: str, **choices: Any
) -> tuple[StatementTable, NetworkOptions, dict[str, dict[str, Look]]]:
    """The statements of the layer, the options, and how nodes look."""
    from ..formats.network_choices import network_options
    from ..formats.statement_table import record_table
    from ..store.record import Record

    options = network_options(layer=layer, **choices)
    with Record.open(record_path, read_only=True) as record:
        table, looks = record_table(
            record, statement_type=statement_type, layer=layer, start=options.start, stop=options.stop
        )
    return table, options, looks


def say_paths(out: Path, paths: list[Path]) -> None:
    """Names the files written, unless they went to standard output."""
    if str(out) != "-":
        click.echo(f"{paths[0]}" + (f" … {paths[-1]}, {len(paths)} files" if len(paths) > 1 else ""))
