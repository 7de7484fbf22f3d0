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
from .judged_at_random import Fair, Sample, audited_codes, fair_part, likeliest

YEAR = 365.25 * 86_400
SAMPLE_COLUMNS = ("statement", "issue", "page")
_COLUMNS = ("low", "high", "naive", "naive_low", "naive_high", "judged_only", "judged", "all")

def corrected(record: Record, *, what: str = "share", by: Iterable[str] = (), sample: Sample | None = None) -> Analysis:
    """Of what the machine coded on each issue, the share that truly is of each stance; or its change in a year.

    "none" is what people say is no position on that issue. Only what the machine coded is counted: positions that it
    missed are not. Only judgements on codes drawn at random count (:mod:`.judged_at_random`): those of the review
    queue "drawn at random", where each statement stands with its likeliest code, or of a sample. An issue with fewer
    than two judged articles (three for a trend) has the naive figure alone; ``about["notes"]`` says why.

    Args:
        record: open.
        what: "share" or "trend" (change of the share per year).
        by: reviewers whose judgements count; none: all.
        sample: the codes (statement, issue) that were drawn at random to be judged, in the order drawn.

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
    codes = codes if sample is not None else likeliest(codes)
    audited = audited_codes(record) if sample is None else ()
    by, rows, notes = frozenset(by), [], []
    for issue in dict.fromkeys(code.issue for code in codes):
        ours = [code for code in codes if code.issue == issue]
        fair = fair_part(ours, audited=audited, sample=sample, by=by)
        made = list(_rows(fair, what))
        rows += made
        notes += _notes(fair, enough=any(row[2] is not None for row in made))
    unit = "share of what the machine coded" if what == "share" else "change of the share in a year"
    title = f"{unit[0].upper()}{unit[1:]}, corrected by people's judgements"
    columns = ("issue", "stance", what, *_COLUMNS)
    drawn = "a sample" if sample is not None else "the audit"
    more = {"by": sorted(by), "drawn_at_random": drawn, "level": 0.95, "notes": notes}
    return Analysis(f"corrected {what}", title, columns, rows, lambda: _dots(rows, title, unit), more)


def _notes(fair: Fair, *, enough: bool) -> Iterable[str]:
    """What is to be said of the judgements on one issue, if anything."""
    title, others = fair.codes[0].title, fair.judged - fair.drawn
    if not enough:
        what = "none is judged"
        if fair.judged:
            what = f"{fair.drawn} of {fair.judged} judgements are of codes drawn at random"
        do = "judge those “drawn at random” on the review page, or draw some with `onrecord analyse sample`"
        yield f"{title}: no corrected figure ({what}); {do}"
    elif others:
        yield f"{title}: {others} of {fair.judged} judgements are left aside, being of codes not drawn at random"


def _rows(fair: Fair, what: str) -> Iterable[tuple]:
    articles = [code.story for code in fair.codes]
    for stance in (*Stance, "none"):
        machine = np.array([code.machine == stance for code in fair.codes], dtype=float)
        human = np.array(
            [
                np.nan if not known else (code.human or "none") == stance
                for code, known in zip(fair.codes, fair.known, strict=True)
            ],
            dtype=float,
        )
        if machine.any() or np.nansum(human):
            yield (fair.codes[0].title, str(stance), *_figures(machine, human, articles, fair.codes, what))


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
    """``size`` codes of the machine in a random order, each with the address of its page: the ones to judge.

    Raises:
        InputError: nothing is coded, or fewer than one is asked for.
    """
    codes = judged_codes(record)
    if size < 1 or not codes:
        what = "nothing is coded" if not codes else f"a sample of {size}"
        raise InputError(what, where="sample", do="code the record first, and ask for 1 or more")
    lot = np.random.default_rng(seed)
    # in the order drawn: whoever judges but the beginning of the list has judged a random part too
    picked = lot.choice(len(codes), min(size, len(codes)), replace=False).tolist()
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
            return tuple((row["statement"], row["issue"]) for row in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), do="name the CSV of the sample") from error
