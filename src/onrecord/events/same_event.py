"""Reports of one event found across articles: type, actors, place, day and the words told.

Two reports are compared only where they meet in a block (type with a shared actor, place, day or figure), each with at
most :data:`NEAREST` neighbours in it, so the cost grows with the number of reports, not of pairs. What is alike enough
is one event; a wire copy is one more report of the same event, never a new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..text.time_values import first_day, grain
from .telling_words import RARE, weight

#: Neighbours a report is compared with in each of its blocks.
NEAREST = 12
#: Days that two reports of one event may lie apart where neither says the day.
WINDOW = 4
#: A report of a deed without a date tells of the days before it was published.
LOOKS_BACK = 10
#: From this on two reports are taken for one event. Chosen, with the weights of :func:`likeness`, on the reports of
#: ``examples/same_events`` but the unseen ones, also as if all were of one day, which gives look-alikes.
ALIKE = 1.25


@dataclass(frozen=True, slots=True)
class Told:
    """What one report says of an event, as far as it helps to find it again elsewhere.

    ``who`` and ``to_whom`` are actors of the record (any hashable ids); ``when`` an ISO date, month or year, or None;
    ``published`` the article's date; ``story`` the article (a copy is an article); ``figures`` the numbers told;
    ``names`` and ``words`` are what :func:`~onrecord.events.telling_words.telling` finds in the evidence;
    ``doer_names`` and ``other_names`` those of the names that stand in the doers' or recipients' own.
    """

    id: str
    type: str
    who: frozenset[str]
    to_whom: frozenset[str]
    where: str | None = None
    when: str | None = None
    published: str | None = None
    story: str = ""
    mode: str | None = None
    figures: frozenset[float] = frozenset()
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    doer_names: frozenset[str] = frozenset()
    other_names: frozenset[str] = frozenset()

    @property
    def actors(self) -> frozenset[str]:
        """Both sides."""
        return self.who | self.to_whom


def same_events(reports: Sequence[Told]) -> list[tuple[Told, ...]]:
    """The reports by event: groups in order of their first report, each in the order given.

    >>> one = Told("1", "ASSAULT", frozenset({"army"}), frozenset(), where="Harim", when="2023-05-02", story="a")
    >>> two = Told("2", "ASSAULT", frozenset({"army"}), frozenset(), where="Harim", when="2023-05-02", story="b")
    >>> three = Told("3", "ASSAULT", frozenset({"army"}), frozenset(), where="Karsh", when="2023-05-09", story="c")
    >>> [[told.id for told in group] for group in same_events([one, two, three])]
    [['1', '2'], ['3']]
    """
    parent = list(range(len(reports)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in _candidates(reports):
        if root(i) != root(j) and likeness(reports[i], reports[j]) >= ALIKE:
            parent[max(root(i), root(j))] = min(root(i), root(j))
    groups: dict[int, list[Told]] = defaultdict(list)
    for i, told in enumerate(reports):
        groups[root(i)].append(told)
    return [tuple(groups[key]) for key in sorted(groups)]


def _candidates(reports: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """Pairs that share a block and lie near each other in time, each once."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, told in enumerate(reports):
        for key in _keys(told):
            blocks[told.type, key].append(i)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        members.sort(key=lambda i: (_day(reports[i]) or date.min, i))
        for at, i in enumerate(members):
            for j in members[at + 1 : at + 1 + NEAREST]:
                pair = (min(i, j), max(i, j))
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _keys(told: Told) -> Iterator[str]:
    yield from (f"actor {actor}" for actor in told.actors)
    if told.where:
        yield f"place {told.where.casefold()}"
    if _dated(told):
        yield f"day {told.when}"
    yield from (f"figure {figure}" for figure in told.figures)
    yield from (f"name {name}" for name in told.names if weight(name) == RARE)


def likeness(one: Told, other: Told) -> float:
    """How much speaks for one event: 0 where something speaks against it, from :data:`ALIKE` on it is taken for one."""
    if one.type != other.type:
        return 0.0
    days = _days_apart(one, other)
    if days is None or days > (1 if _dated(one) and _dated(other) else WINDOW):
        return 0.0
    here, there = _named(one.where), _named(other.where)
    if here and there and not _same_place(here, there):
        return 0.0
    if _strangers(one, other):
        return 0.0
    found = (0.8 if _dated(one) and _dated(other) else 0.3) * (days == 0)
    names = (one.names & other.words) | (other.names & one.words)
    found += min(2.4, 0.9 * sum(map(weight, names)))
    found += min(1.6, 0.5 * sum(map(weight, (one.words & other.words) - one.names - other.names)))
    found += 0.5 * bool(one.where and other.where and _same_place(one.where, other.where))
    found += 0.6 * bool(one.figures & other.figures) - 0.3 * _at_odds(one.figures, other.figures)
    found += 0.8 * bool(one.who & other.who) + 0.8 * bool(one.to_whom & other.to_whom)
    found += 0.4 * (not one.who & other.who and bool(one.actors & other.actors))
    apart = _rare(one.names - other.words) and _rare(other.names - one.words)
    found -= (0.6 if names else 0.8) * apart
    found -= 1.2 * _at_odds(one.doer_names, other.doer_names) + 0.8 * _at_odds(one.other_names, other.other_names)
    if one.mode and other.mode:
        found += 0.3 if one.mode == other.mode else -1.0
    if one.story and one.story == other.story:
        found -= 0.8  # inside one article a second telling is mostly a second deed
    return found


def _rare(names: frozenset[str]) -> bool:
    return any(weight(name) == RARE for name in names)


def _strangers(one: Told, other: Told) -> bool:
    """Other doers and other recipients, each known by name on both sides."""
    return (
        _at_odds(one.doer_names, other.doer_names)
        and _at_odds(one.other_names, other.other_names)
        and not one.actors & other.actors
    )


def _at_odds(one: frozenset, other: frozenset) -> bool:
    return bool(one and other and not one & other)


def _named(where: str | None) -> str | None:
    """A place that has a name: "their checkpoint" may be anywhere."""
    return where if where and any(letter.isupper() for letter in where) else None


def _same_place(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one


def _dated(told: Told) -> bool:
    return bool(told.when) and _grain(told.when) == "D"


def _day(told: Told) -> date | None:
    """The day of the event, else of the report."""
    value = told.when or told.published
    return _first(value) if value else None


@lru_cache(maxsize=50_000)
def _grain(value: str) -> str:
    return grain(value)


@lru_cache(maxsize=50_000)
def _first(value: str) -> date | None:
    return first_day(value.split("/")[0][:10])


def _days_apart(one: Told, other: Told) -> int | None:
    """Days between the two, 0 where one may well be the other's day; None where nothing is known of either."""
    if _dated(one) != _dated(other):
        sure, open_ = (one, other) if _dated(one) else (other, one)
        return _reaches(open_, _first(sure.when))
    a, b = _day(one), _day(other)
    if a is None or b is None:
        return 0 if one.when == other.when else None
    return abs((a - b).days)


def _reaches(open_: Told, day: date | None) -> int | None:
    """How far a report without a day is from one with it."""
    if day is None:
        return None
    if open_.when and (began := _first(open_.when)) is not None:
        size = _grain(open_.when.split("/")[0])
        same = (began.year == day.year) and (size == "Y" or began.month == day.month)
        return 0 if same else WINDOW + 1
    if not open_.published or (told := _first(open_.published)) is None:
        return None
    return 0 if 0 <= (told - day).days <= LOOKS_BACK else WINDOW + 1
