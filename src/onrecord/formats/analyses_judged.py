"""Shares and trends corrected by what people judged, and the random sample to judge, ready to be written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from ..errors import InputError
from ..model import Stance
from ..network.from_record import seconds
from ..network.prediction_powered import Corrected, corrected_share, corrected_trend
from ..store.queries.flat import JudgedCode, judged_codes
from ..store.record import Record
from .analysis import Analysis
from .figures_dots import DotEstimate, dot_lanes
from .figures_frame import Figure

YEAR = 365.25 * 86_400
SAMPLE_COLUMNS = ("statement", "issue", "page")
_COLUMNS = ("low", "high", "naive", "naive_low", "naive_high", "judged_only", "judged", "all")

Sample = frozenset[tuple[str, str]]


def corrected(record: Record, *, what: str = "share", by: Iterable[str] = (), sample: Sample | None = None) -> Analysis:
    """Of what the machine coded on each issue, the share that truly is of each stance; or its change in a year.

    "none" is what people say is no position on that issue. Only what the machine coded is counted: positions that it
    missed are not. An issue with fewer than two judged articles (three for a trend) has the naive figure alone.

    Args:
        record: open.
        what: "share" or "trend" (change of the share per year).
        by: reviewers whose judgements count; none: all.
        sample: the codes (statement, issue) that were drawn at random to be judged; judgements on others are left
            aside. Without it the judged ones must have been a random part of all, or the interval does not hold.

    Raises:
        InputError: neither "share" nor "trend"; nothing is coded.
    """
    if what not in ("share", "trend"):
        raise InputError(f"there is no {what!r}", where="what", do="use share or trend")
    codes = judged_codes(record)
    if what == "trend":
        codes = [code for code in codes if seconds(code.when) is not None]
    if not codes:
        raise InputError("nothing is coded", where=str(record.path), do="run: onrecord code CODEBOOK.yaml")
    rows = [
        row for issue in dict.fromkeys(code.issue for code in codes) for row in _rows(codes, issue, what, by, sample)
    ]
    unit = "share of what the machine coded" if what == "share" else "change of the share in a year"
    title = f"{unit[0].upper()}{unit[1:]}, corrected by people's judgements"
    columns = ("issue", "stance", what, *_COLUMNS)
    more = {"by": sorted(by), "of_a_sample": sample is not None, "level": 0.95}
    return Analysis(f"corrected {what}", title, columns, rows, lambda: _dots(rows, title, unit), more)


def _rows(
    codes: Sequence[JudgedCode], issue: str, what: str, by: Iterable[str], sample: Sample | None
) -> Iterable[tuple]:
    ours = [code for code in codes if code.issue == issue]
    counts = [_counts(code, frozenset(by), sample) for code in ours]
    articles = [code.story for code in ours]
    for stance in (*Stance, "none"):
        machine = np.array([code.machine == stance for code in ours], dtype=float)
        human = np.array(
            [
                np.nan if not known else (code.human or "none") == stance
                for code, known in zip(ours, counts, strict=True)
            ],
            dtype=float,
        )
        if not machine.any() and not np.nansum(human):
            continue
        yield (ours[0].title, str(stance), *_figures(machine, human, articles, ours, what))


def _counts(code: JudgedCode, by: frozenset[str], sample: Sample | None) -> bool:
    """Whether a judgement stands on it that is to count."""
    if code.human is None or (by and code.judged_by not in by):
        return False
    return sample is None or (code.statement, code.issue) in sample


def _figures(machine, human, articles: list[str], codes: Sequence[JudgedCode], what: str) -> tuple:
    try:
        if what == "share":
            found = corrected_share(machine, human, articles=articles)
        else:
            time = np.array([seconds(code.when) for code in codes], dtype=float) / YEAR
            found = corrected_trend(machine, human, time, articles=articles)
    except InputError:  # too few are judged: what there is to say is the naive figure
        naive = float(machine.mean()) if what == "share" else None
        return (None, None, None, naive, None, None, None, int(np.isfinite(human).sum()), len(machine))
    return _told(found)


def _told(found: Corrected) -> tuple:
    return (
        found.estimate,
        found.low,
        found.high,
        found.naive,
        found.naive_low,
        found.naive_high,
        found.judged_only,
        found.judged,
        found.all,
    )


def _dots(rows: Sequence[tuple], title: str, unit: str) -> Figure:
    made = []
    for issue, stance, value, low, high, naive, naive_low, naive_high, *_ in rows:
        if value is not None:
            made.append(DotEstimate(f"{issue}: {stance}", value, low, high, "corrected"))
        if naive is not None:
            made.append(DotEstimate(f"{issue}: {stance}", naive, naive_low, naive_high, "naive (machine alone)"))
    made.sort(key=lambda estimate: estimate.series != "corrected")  # the corrected one is drawn filled
    return dot_lanes(made, title=title, unit=unit)


# --- the sample -------------------------------------------------------------------------------------------------------


def draw_sample(record: Record, *, size: int, seed: int = 0) -> Analysis:
    """``size`` codes of the machine drawn at random, each with the address of its page: the ones to judge.

    Raises:
        InputError: nothing is coded, or fewer than one is asked for.
    """
    codes = judged_codes(record)
    if size < 1 or not codes:
        what = "nothing is coded" if not codes else f"a sample of {size}"
        raise InputError(what, where="sample", do="code the record first, and ask for 1 or more")
    lot = np.random.default_rng(seed)
    picked = sorted(lot.choice(len(codes), min(size, len(codes)), replace=False).tolist())
    rows = [(codes[at].statement, codes[at].issue, f"/statements/{codes[at].statement}") for at in picked]
    title = f"{len(rows)} of {len(codes)} codes, drawn at random"
    return Analysis("sample", title, SAMPLE_COLUMNS, rows, _no_figure, {"seed": seed, "of": len(codes)})


def _no_figure() -> Figure:
    raise InputError("a sample is a list", where="figure", do="write it as CSV or JSON")


def read_sample(path: Path | str) -> Sample:
    """The codes of a file that :func:`draw_sample` wrote as CSV.

    Raises:
        InputError: it cannot be read, or has no columns "statement" and "issue".
    """
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if not {"statement", "issue"} <= set(reader.fieldnames or ()):
                do = "use the file that `onrecord analyse sample` wrote"
                raise InputError("there are no columns statement and issue", where=str(path), do=do)
            return frozenset((row["statement"], row["issue"]) for row in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), do="name the CSV of the sample") from error
