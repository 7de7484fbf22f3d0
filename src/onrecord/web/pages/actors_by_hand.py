"""Actors merged, split and renamed: first what would become of them. And pairs that may be one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from ...model import ActorType
from ...store import queries
from ...store.rows import ActorRow, StatementRow
from .. import as_json
from ..ask import Ask
from ..page import Field, Page, described
from .review import reviewers_only

if TYPE_CHECKING:
    from ...store.record import Record

_TYPES = [str(type_) for type_ in ActorType]
#: Statements of one actor that a preview looks at.
MOST = 5_000
QUOTED = 12
#: Articles of one actor that are listed for splitting.
MOST_LISTED = 200


def _actor(record: Record, ask: Ask, name: str = "actor") -> ActorRow:
    found = queries.actor(record, ask.word(name) or "")
    if found is None:
        raise HTTPException(404, "There is no actor of this id in the record.")
    return found


def _said(record: Record, actor: ActorRow) -> list[StatementRow]:
    return queries.statements(record, speaker=actor.id, limit=MOST)


@described(
    fields=[
        Field("actor", "The actor who is no longer one of its own", {"type": "string"}),
        Field("into", "The actor that it is merged into", {"type": "string"}),
        Field("q", "A name to look for", {"type": "string"}),
    ]
)
def merge_page(record: Record, ask: Ask) -> Page:
    """Two actors that are one: what the merged actor would be, before it is."""
    reviewers_only(ask)
    actor = _actor(record, ask)
    into = _actor(record, ask, "into") if ask.word("into") else None
    if into is not None and into.id == actor.id:
        raise HTTPException(400, "These are one actor already.")
    sought = ask.word("q")
    hits = queries.search(record, sought, limit=60) if sought else []
    rows = [queries.actor(record, hit.id) for hit in hits if hit.kind == "actor"]
    found = [row for row in rows if row is not None and row.id != actor.id]
    view = {"actor": actor, "into": into, "found": found, "sought": sought, "after": merged(record, actor, into)}
    return Page("merge.html", f"Merge {actor.name}", view, lambda: {"after": view["after"]})


def merged(record: Record, actor: ActorRow, into: ActorRow | None) -> dict[str, Any] | None:
    """What the actor that both become would have: counts, spellings, and issues on which the two stand apart."""
    if into is None:
        return None
    articles = {id for row in (actor, into) for name in row.names for id in name.article_ids}
    one, other = _said(record, actor), _said(record, into)
    return {
        "name": into.name,
        "statements": len(one) + len(other),
        "mentions": actor.mentions + into.mentions,
        "articles_named": len(articles),
        "names": [name.text for name in into.names] + [n.text for n in actor.names if n.text not in _texts(into)],
        "apart": _apart(one, other),
    }


def _texts(actor: ActorRow) -> set[str]:
    return {name.text for name in actor.names}


def _apart(one: Iterable[StatementRow], other: Iterable[StatementRow]) -> list[dict[str, str]]:
    found = []
    stances = [_stances(rows) for rows in (one, other)]
    for issue in stances[0].keys() & stances[1].keys():
        (title, a), (_, b) = stances[0][issue], stances[1][issue]
        if a != b:
            found.append({"issue": issue, "title": title, "actor": a, "into": b})
    return sorted(found, key=lambda row: row["title"])


def _stances(rows: Iterable[StatementRow]) -> dict[str, tuple[str, str]]:
    """Issue → (title, stance): "mixed" where more than one side is taken; hearsay is left out."""
    taken: dict[str, tuple[str, set[str]]] = {}
    for row in rows:
        if row.nested_in is None:
            for position in row.positions:
                taken.setdefault(position.issue, (position.issue_title, set()))[1].add(position.stance)
    return {issue: (title, _together(stances)) for issue, (title, stances) in taken.items()}


def _together(stances: set[str]) -> str:
    sides = stances - {"neutral"}
    return "mixed" if len(sides) > 1 else next(iter(sides), "neutral")


@described(
    fields=[
        Field("actor", "The actor", {"type": "string"}),
        Field("articles", "An article in which it is somebody else", {"type": "string"}),
        Field("names", "A spelling that is somebody else", {"type": "string"}),
    ]
)
def split_page(record: Record, ask: Ask) -> Page:
    """One actor that is two: choose the articles or spellings that are somebody else; see what goes."""
    reviewers_only(ask)
    actor = _actor(record, ask)
    parts = queries.parts_of(record, actor.id)
    articles = {article.id: article for article, _, _ in parts}
    said: Counter[str] = Counter()
    for article, _, n in parts:
        said[article.id] += n
    chosen, names = ask.all("articles"), ask.all("names")
    going = queries.split_off(record, actor.id, articles=chosen, names=names) if chosen or names else []
    view = {
        "actor": actor,
        "articles": list(articles.values())[:MOST_LISTED],
        "more": max(0, len(articles) - MOST_LISTED),
        "said": said,
        "spellings": Counter(name for _, name, _ in parts).most_common(60),
        "chosen": chosen,
        "names": names,
        "name": ask.word("name") or "",
        "going": going[:QUOTED],
        "n": len(going),
        "stays": actor.statements - len(going),
    }
    data = {
        "actor": as_json.actor(actor),
        "statements_going": len(going),
        "statements_staying": actor.statements - len(going),
    }
    return Page("split.html", f"Split {actor.name}", view, lambda: data)


@described(fields=[Field("actor", "The actor", {"type": "string"})])
def rename_page(record: Record, ask: Ask) -> Page:
    """Another name, type or country for an actor; its spellings stay as the articles have them."""
    reviewers_only(ask)
    actor = _actor(record, ask)
    view = {
        "actor": actor,
        "types": _TYPES,
        "wanted": {key: ask.word(key) for key in ("name", "type", "country")},
        "history": record.history("actor", actor.id),
    }
    return Page("rename.html", f"Rename {actor.name}", view, lambda: as_json.actor(actor))


@described(fields=[Field("place", "How many pairs to pass over", {"type": "integer", "minimum": 0})])
def pairs_page(record: Record, ask: Ask) -> Page:
    """Pairs of actors that nearly were taken for one, the likeliest first: merge them or leave them apart."""
    reviewers_only(ask)
    place = ask.number("place", default=0, least=0)
    skipped = queries.skipped(record, ask.viewer.name)
    pairs = sorted(queries.near_misses(record, limit=500), key=lambda pair: skipped.get(pair.id, ""))
    pair = pairs[place] if place < len(pairs) else None
    sides = [_side(record, id) for id in (pair.a, pair.b)] if pair else []
    view = {"pair": pair, "sides": sides, "left": len(pairs), "place": place, "drawn": f"{time.time():.1f}"}
    return Page(
        "pairs.html",
        "Pairs of actors",
        view,
        lambda: {"left": len(pairs), "pairs": [_pair(one) for one in pairs]},
        table="pairs",
    )


def _side(record: Record, id: str) -> dict[str, Any]:
    actor = queries.actor(record, id)
    return {
        "actor": actor,
        "statements": queries.statements(record, speaker=id, limit=3),
        "ties": queries.ties(record, actor=id)[:4],
        "articles": {
            article: shown.article
            for name in (actor.names if actor else ())[:4]
            for article in name.article_ids[:2]
            if (shown := queries.article(record, article))
        },
    }


def _pair(pair) -> dict[str, Any]:
    names = ("id", "a", "a_name", "b", "b_name", "type", "score", "reason")
    return {name: getattr(pair, name) for name in names}
