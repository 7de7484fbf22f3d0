"""How far to trust the machine: what people judged, what was drawn at random, the curve, calibration, confusions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...formats.figures_calibration import calibration_figure
from ...positions import trust
from ...positions.audit import ENOUGH
from ...positions.gold import NONE
from ...store import queries
from ..ask import Ask
from ..page import Field, Page, described
from ..schemas import COUNT, NUMBER, TEXT, YES, many, maybe, thing

if TYPE_CHECKING:
    from ...positions.evaluating import Evaluation
    from ...store.record import Record

#: Confusions that the page lists; the JSON twin has all.
MOST = 12
_SHARE = {"n": COUNT, "right": COUNT, "share": maybe(NUMBER), "low": NUMBER, "high": NUMBER}


@described(
    fields=[Field("wanted", "The share right that is good enough, in 100", {"type": "integer", "minimum": 0})],
    answer=thing(
        coder=TEXT,
        judged=COUNT,
        audit=thing(both=thing(**_SHARE), issue=thing(**_SHARE), stance=thing(**_SHARE)),
        curve=many(thing(examples=COUNT, **_SHARE)),
        advice=thing(stop=YES, why=TEXT),
        evaluation={"type": "object"},
        coders=many({"type": "object"}),
        calls=many({"type": "object"}),
    )
    | {"description": "empty where no codebook is in the record", "required": []},
    picture=True,
)
def trust_page(record: Record, ask: Ask) -> Page:
    """How far the coder that stands can be trusted, by what people judged."""
    if record.codebook() is None:
        return Page("trust.html", "How far to trust the machine", {"trust": None}, dict, picture=lambda: _picture(None))
    wanted = ask.number("wanted", default=0, least=0)
    found = trust.trust_in(record, wanted=wanted / 100 if wanted else None)
    view = {
        "trust": found,
        "wanted": wanted or None,
        "enough": ENOUGH,
        "none": NONE,
        "titles": {row.id: row.title for row in queries.issues(record)},
        "wrong": _wrong(found.evaluation),
        "picture": _drawing(found.evaluation),
        "curve": _curve(found.curve),
    }
    data = trust.as_json(found)
    return Page(
        "trust.html",
        "How far to trust the machine",
        view,
        lambda: data,
        table="curve",
        picture=lambda: _picture(found.evaluation),
    )


def _picture(evaluation: Evaluation | None) -> str:
    if evaluation is None:
        return calibration_figure(()).svg
    return calibration_figure(evaluation.bins, error=evaluation.calibration_error).svg


def _wrong(evaluation: Evaluation) -> list[dict[str, object]]:
    """The commonest confusions of issues and of stances, with words."""
    found = []
    for kind, measures in (("issue", evaluation.issue), ("stance", evaluation.stance)):
        for (people, machine), n in measures.confusion.items():
            if people != machine:
                quotes = measures.quotes.get((people, machine), ())
                found.append({"kind": kind, "people": people, "machine": machine, "n": n, "quotes": quotes})
    return sorted(found, key=lambda one: -one["n"])[:MOST]


def _drawing(evaluation: Evaluation) -> list[dict[str, float]]:
    """Discs of the calibration, in a square of 100."""
    most = max((one.n for one in evaluation.bins), default=1)
    return [
        {"x": 100 * one.said, "y": 100 * (1 - one.right), "r": 1.2 + 3 * (one.n / most) ** 0.5, "said": one.said}
        | {"right": one.right, "n": one.n}
        for one in evaluation.bins
    ]


def _curve(points) -> list[dict[str, float]]:
    """Where each point of the learning curve is drawn, in a field of 100 by 100; doublings are equally far apart."""
    last = max(len(points) - 1, 1)
    return [
        {"x": 6 + 88 * i / last, "y": 100 * (1 - one.right.share), "low": 100 * (1 - one.right.low)}
        | {"high": 100 * (1 - one.right.high), "examples": one.examples, "share": one.right.share}
        for i, one in enumerate(points)
    ]
