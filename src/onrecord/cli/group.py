"""The group of verbs, what they share, and how errors become one clear line and an exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from .. import __version__
from ..errors import OnRecordError

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


def _brought_up_to_date(ctx: click.Context, parameter: click.Parameter, path: Path) -> Path:
    """The path of a record, which an older onrecord may have written: also verbs that only look can read it then."""
    if path.is_file() and not ctx.resilient_parsing:
        from ..store.record import bring_up_to_date

        if copy := bring_up_to_date(path):
            click.echo(f"{path}: brought up to date for this onrecord; as it was, it lies in {copy}", err=True)
    return path


record_option = click.option(
    "--record",
    "record_path",
    default="record.db",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_brought_up_to_date,
    help="The database file.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
workers_option = click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read."
)
