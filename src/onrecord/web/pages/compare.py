"""Compare: two actors on all issues; two outlets on the same things; two reports sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from ...store import queries
from ...store.queries.reports import reports_like, reports_of_both
from ...store.rows import ActorRow, ArticleText, ReportRow
from .. import as_json
from ..ask import Ask
from ..comparing import Compared, Sentence, compared
from ..page import Field, Page, described
from ..words import clip

if TYPE_CHECKING:
    from ...store.queries import ClaimRow
    from ...store.record import Record

#: Words of one actor on one issue that the page shows; the JSON twin names all.
MOST_QUOTED = 2
#: Sentences that one report alone has, shown; the JSON twin has all.
MOST_ALONE = 60
#: How two stand on an issue, in the order shown; "one" and "other": only that one is on record.
_TOGETHER = ("apart", "alike", "mixed", "one", "other")


@described(
    fields=[
        Field("one", "Id of an actor", {"type": "string"}),
        Field("other", "Id of another actor", {"type": "string"}),
        Field("q", "A name to look for", {"type": "string"}),
    ]
)
def compare_page(record: Record, ask: Ask) -> Page:
    """Two actors on all issues: where they stand alike, where apart, and where one of them is silent."""
    one, other = (_actor(record, ask.word(name)) for name in ("one", "other"))
    rows = _rows(record, one, other) if one and other else []
    quoted = {claim.statement for row in rows for _, claims in row["sides"] for claim in _quoted(claims)}
    sought = ask.word("q")
    hits = [hit for hit in queries.search(record, sought, limit=60) if hit.kind == "actor"] if sought else []
    view = {
        "one": one,
        "other": other,
        "rows": rows,
        "statements": queries.statements_at(record, quoted),
        "quoted": _quoted,
        "sums": {what: sum(row["what"] == what for row in rows) for what in _TOGETHER},
        "sought": sought,
        "hits": hits,
        "listed": [row for row in queries.actors(record, limit=60) if row.statements],
    }
    title = f"{clip(one.name, 50)} and {clip(other.name, 50)}" if one and other else "Compare two actors"
    return Page("compare.html", title, view, lambda: {"issues": _as_data(record, rows)}, table="issues")


def _actor(record: Record, id: str | None) -> ActorRow | None:
    found = queries.actor(record, id) if id else None
    if id and found is None:
        raise HTTPException(404, "There is no actor of this id in the record.")
    return found


def _rows(record: Record, one: ActorRow, other: ActorRow) -> list[dict[str, Any]]:
    sides = [_by_issue(record, actor) for actor in (one, other)]
    titles = {issue.id: issue.title for issue in queries.issues(record)}
    rows = []
    for issue in {**sides[0], **sides[1]}:
        title = titles.get(issue, issue)
        held = [side.get(issue, []) for side in sides]
        stances = [_stance(claims) for claims in held]
        what = "one" if not held[1] else "other" if not held[0] else _together(*stances)
        rows.append({"issue": issue, "title": title, "what": what, "sides": list(zip(stances, held, strict=True))})
    many = {row["issue"]: sum(len(claims) for _, claims in row["sides"]) for row in rows}
    return sorted(rows, key=lambda row: (_TOGETHER.index(row["what"]), -many[row["issue"]], row["title"]))


def _together(one: str | None, other: str | None) -> str:
    """Alike or apart; "mixed" where either said different things, which is like or unlike nobody.

    >>> _together("support", "support"), _together("support", "conditional"), _together("mixed", "mixed")
    ('alike', 'apart', 'mixed')
    """
    return "mixed" if "mixed" in (one, other) else "alike" if one == other else "apart"


def _by_issue(record: Record, actor: ActorRow) -> dict[str, list[ClaimRow]]:
    """Issue → claims, the latest first and those without a date last; hearsay and copies left out."""
    found: dict[str, list[ClaimRow]] = {}
    claims = queries.claims(record, speaker=actor.id)
    dated = [claim for claim in claims if claim.when]
    for claim in (*reversed(dated), *claims[len(dated) :]):
        if not claim.told and not claim.copy:
            found.setdefault(claim.issue, []).append(claim)
    return found


def _quoted(claims: list[ClaimRow]) -> list[ClaimRow]:
    """The claims that the page quotes: the latest, and the latest of another stance or else the one before."""
    other = next((claim for claim in claims if claim.stance != claims[0].stance), None)
    return [claims[0], other] if other else claims[:MOST_QUOTED]


def _stance(claims: list[ClaimRow]) -> str | None:
    sides = {claim.stance for claim in claims} - {"neutral"}
    return None if not claims else "mixed" if len(sides) > 1 else next(iter(sides), "neutral")


def _as_data(record: Record, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = [claim.statement for row in rows for _, claims in row["sides"] for claim in claims]
    ids = {key: id for key, (id, _) in queries.words_at(record, keys).items()}
    found = []
    for row in rows:
        sides = {
            name: {"stance": stance, "n": len(claims), "statements": [ids[claim.statement] for claim in claims]}
            for name, (stance, claims) in zip(("one", "other"), row["sides"], strict=True)
        }
        found.append({"issue": row["issue"], "issue_title": row["title"], "what": row["what"], **sides})
    return found


# --- outlets ----------------------------------------------------------------------------------------------------------


@described(
    fields=[
        Field("one", "An outlet", {"type": "string"}),
        Field("other", "Another outlet", {"type": "string"}),
    ]
)
def outlets_compared_page(record: Record, ask: Ask) -> Page:
    """Two outlets: the pairs of reports in which both tell of the same people at the same time."""
    one, other = ask.word("one"), ask.word("other")
    pairs = reports_of_both(record, one, other) if one and other and one != other else []
    view = {"one": one, "other": other, "pairs": pairs, "outlets": queries.outlets(record)}
    return Page(
        "compare_outlets.html",
        f"{one} and {other}" if one and other else "Compare two outlets",
        view,
        lambda: {"pairs": [_pair(row) for row in pairs]},
        table="pairs",
    )


def _pair(row: ReportRow) -> dict[str, Any]:
    sides = {"one": as_json.article(row.one), "other": as_json.article(row.other)}
    return {**sides, "actors_in_common": row.actors, "copy": row.copy}


# --- reports ----------------------------------------------------------------------------------------------------------


@described(
    fields=[
        Field("one", "Id of an article", {"type": "string"}),
        Field("other", "Id of another article", {"type": "string"}),
    ]
)
def reports_page(record: Record, ask: Ask) -> Page:
    """Two reports: what each leaves out, how each names the same people, who is quoted, what is copied or reworded."""
    one = _article(record, ask.word("one"))
    other = _article(record, ask.word("other")) if ask.word("other") else None
    if one is None or (ask.word("other") and other is None):
        raise HTTPException(404, "There is no article of this id in the record.")
    found = compared(record, one, other) if other else None
    copies = queries.copies(record, one.article.id)
    view = {
        "one": one.article,
        "other": other.article if other else None,
        "found": found,
        "alike": reports_like(record, one.article.id),
        "copies": copies,
        "most": MOST_ALONE,
    }
    return Page(
        "compare_reports.html",
        "Two reports" if other else "Other reports of the same",
        view,
        lambda: _found(found) if found else {"reports": [_pair(row) for row in view["alike"]]},
    )


def _article(record: Record, id: str | None) -> ArticleText | None:
    return queries.article(record, id) if id else None


def _found(found: Compared) -> dict[str, Any]:
    return {
        "articles": [as_json.article(side.shown.article) for side in found.sides],
        "likeness": round(found.likeness, 3),
        "told_by_both": [
            {
                "one": _sentence(told.one),
                "other": _sentence(told.other),
                "likeness": told.pair.likeness,
                "same": told.pair.same,
            }
            for told in found.told
        ],
        "only_one": [_sentence(one) for one in found.alone[0]],
        "only_other": [_sentence(one) for one in found.alone[1]],
        "speakers": [
            {"id": id, "name": name, "one": [row.id for row in a], "other": [row.id for row in b]}
            for id, name, (a, b) in found.speakers
        ],
        "names": [{"id": id, "name": name, "one": dict(a), "other": dict(b)} for id, name, (a, b) in found.named],
    }


def _sentence(one: Sentence) -> dict[str, Any]:
    spans = {"start": one.span.start, "end": one.span.end}
    return {**spans, "text": one.text, "statements": [row.id for row in one.statements]}
