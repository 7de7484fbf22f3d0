"""Search over quotations, texts and names, narrowed by facets; the address holds all of it, so a link is a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from ...store import queries
from ...store.queries import UNKNOWN, Wanted
from .. import as_json
from ..ask import FEED, WINDOW, Ask, paged_rows
from ..page import Field, Page, described
from ..schemas import COUNT, TEXT, many, of, thing
from ..window import WITHIN, Window, window_of
from ..words import FACET_WORDS, REVIEWED_WORDS, STANCE_WORDS, STANCES

if TYPE_CHECKING:
    from ...store.record import Record
    from ...store.rows import Hit

KINDS = ("statement", "article")
ORDERS = ("best", "newest", "oldest")
#: Values that a facet shows; the JSON twin has all.
MOST_VALUES = 8
_MOST_ACTORS, _MOST_ARTICLES, _LONGEST = 6, 60, 300
_FACET = {"type": "array", "items": thing(value=TEXT, name=TEXT, statements=COUNT)}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: what it is called, how many statements, the address with it chosen or let go."""

    value: str
    name: str
    n: int
    address: str
    chosen: bool


@described(
    fields=(
        Field("q", "Words to find; the last from its beginning, “words in quotation marks” one after another", TEXT),
        Field("kind", "Statements or articles", {"enum": list(KINDS)}),
        Field("outlet", f"Only this outlet (“{UNKNOWN}”: outlet unknown)", TEXT),
        Field("speaker", "Id of an actor", TEXT),
        Field("party", f"Id of a party (“{UNKNOWN}”: not stated)", TEXT),
        Field("issue", "Id of an issue", TEXT),
        Field("stance", "With such a position", {"enum": list(STANCES)}),
        Field("year", "Of this year", {"type": "string", "pattern": r"^\d{4}$"}),
        Field("reviewed", "Judged by a person or not", {"enum": list(REVIEWED_WORDS)}),
        *WITHIN,
        Field("order", "Which first", {"enum": list(ORDERS)}),
        *WINDOW,
    ),
    answer=thing(
        q=TEXT,
        total=COUNT,
        statements=many(of("Statement")),
        actors=many(of("Hit")),
        articles=many(of("Hit")),
        facets={"type": "object", "additionalProperties": _FACET},
    ),
    feed=True,
)
def search_page(record: Record, ask: Ask) -> Page:
    """Statements with these words, narrowed by outlet, actor, party, issue, stance, year and review."""
    query = (ask.word("q") or "")[:_LONGEST]
    kind = ask.choice("kind", KINDS) or "statement"
    order = ask.choice("order", ORDERS) or "best"
    window, wanted = _wanted(ask)
    asked = bool(query or wanted)
    size, offset = ask.rows()
    found = queries.found(record, query, wanted, order=order, limit=size, offset=offset)
    actors = queries.search(record, query, limit=_MOST_ACTORS, kinds=("actor",)) if query else []

    def articles() -> list[Hit]:
        return queries.search(record, query, limit=_MOST_ARTICLES, kinds=("article",)) if query else []

    names = _names(record)
    view = {
        "query": query,
        "kind": kind,
        "order": order,
        "orders": ORDERS if query else ORDERS[1:],
        "asked": asked,
        "found": found,
        "page": paged_rows(ask, found.rows, found.total),
        "actors": actors,
        "articles": articles() if kind == "article" else (),
        "in_articles": queries.articles_with(record, query),
        "facets": [(name, FACET_WORDS[name], _values(ask, names, name, found)) for name in FACET_WORDS],
        "chosen": _chosen(ask, names, window),
        "window": window,
        "most_values": MOST_VALUES,
    }

    def data() -> dict[str, Any]:
        return {
            "q": query,
            "total": found.total,
            "statements": as_json.all_of(found.rows, as_json.statement),
            "actors": as_json.all_of(actors, as_json.hit),
            "articles": as_json.all_of(articles(), as_json.hit),
            "facets": {
                facet: [{"value": value, "name": names(facet, value), "statements": n} for value, n in values]
                for facet, values in found.facets.items()
            },
        }

    return Page(
        "search.html",
        f"Search: {query}" if query else "Search",
        view,
        data,
        table="statements",
        feed=lambda: queries.found(record, query, wanted, order="newest", limit=FEED).rows,
    )


def _wanted(ask: Ask) -> tuple[Window, Wanted]:
    window = window_of(ask)
    only = ask.word("year") or ""
    if only and not (only.isascii() and only.isdigit() and len(only) == 4):
        raise HTTPException(400, f"“year” has four digits; it was “{only[:60]}”.")
    year = window_of(Ask("", query={"from": only, "to": only}))
    since = max(filter(None, (window.since, year.since)), default=None)
    until = min(filter(None, (window.until, year.until)), default=None)
    reviewed = ask.choice("reviewed", tuple(REVIEWED_WORDS))
    return Window(since, until), Wanted(
        speaker=ask.word("speaker"),
        party=ask.word("party"),
        issue=ask.word("issue"),
        stance=ask.choice("stance", STANCES),
        outlet=ask.word("outlet"),
        since=since,
        until=until,
        reviewed=None if reviewed is None else reviewed == "yes",
    )


def _names(record: Record):
    """(facet, value) → what it is called."""
    faces = queries.faces(record)
    titles = {issue.id: issue.title for issue in queries.issues(record)}

    def name(facet: str, value: str) -> str:
        if value == UNKNOWN:
            return "not known"
        if facet in ("speaker", "party"):
            return faces[value][0] if value in faces else value
        if facet == "issue":
            return titles.get(value, value)
        return {"stance": STANCE_WORDS, "reviewed": REVIEWED_WORDS}.get(facet, {}).get(value, value)

    return name


def _values(ask: Ask, names, facet: str, found: queries.Found) -> list[Value]:
    chosen = ask.word(facet)
    return [
        Value(
            value,
            names(facet, value),
            n,
            ask.address(**{facet: None if value == chosen else value, "page": None}),
            value == chosen,
        )
        for value, n in found.facets.get(facet, ())
        if not (facet == "year" and value == UNKNOWN)
    ]


def _chosen(ask: Ask, names, window: Window) -> list[tuple[str, str, str]]:
    """(facet in words, value in words, the address without it) for each that is chosen."""
    found = [
        (word, names(facet, value), ask.address(**{facet: None, "page": None}))
        for facet, word in FACET_WORDS.items()
        if (value := ask.word(facet)) is not None
    ]
    for name, word in (("from", "from"), ("to", "up to")):
        if (value := ask.word(name)) is not None:
            found.append((word, value, ask.address(**{name: None, "page": None})))
    return found


@described(answer=thing(queries=many(thing(name=TEXT, address=TEXT, by=TEXT, at=TEXT))))
def named_queries_page(record: Record, ask: Ask) -> Page:
    """Addresses that people gave a name, each with its feed."""
    saved = [(one, _feed_of(one.address)) for one in queries.saved(record)]
    return Page(
        "queries.html",
        "Named queries",
        {"saved": saved},
        lambda: {
            "queries": [
                {"name": one.name, "address": one.address, "feed": feed, "by": one.by, "at": one.at}
                for one, feed in saved
            ]
        },
    )


def _feed_of(address: str) -> str | None:
    """Where the feed of a named query is, if its page has one."""
    from ..page import description_of
    from . import PAGES, kind_of

    path, _, query = address.partition("?")
    kind = kind_of(path)
    if kind is None or ".atom" not in description_of(PAGES[kind]).twins:
        return None
    return f"{'/index' if path == '/' else path}.atom" + (f"?{query}" if query else "")
