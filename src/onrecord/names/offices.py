"""Whom a word for an office means: "the interior minister", "the Kenyan leader", "A furious mayor" before the name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import ActorType, Mention
from .lexicon import plain, roles, words
from .traits import Traits

if TYPE_CHECKING:
    from .people import Cluster
    from .walk import Walk

_SAME_ROLE = (
    {"premier", "minister"},
    {"chief", "head", "leader", "chair", "chairman", "chairwoman", "chairperson"},
    {
        "mp",
        "lawmaker",
        "legislator",
        "deputy",
        "senator",
        "congressman",
        "congresswoman",
        "backbencher",
        "parliamentarian",
        "representative",
        "rep",
        "sen",
        "mep",
    },
)
_ANY_OFFICE = words()["any_office"]
_HEADS_OF_STATE = {"president", "premier", "king", "queen", "emir", "sultan", "chancellor", "taoiseach", "leader"}
_PORTFOLIOS = {"minister", "secretary"}
#: Offices that only one country has.
_ONE_COUNTRY = {"taoiseach": "IRL", "tánaiste": "IRL", "td": "IRL", "mk": "ISR", "msp": "GBR"}
_OF_GOVERNMENT = re.compile(r"\s(?:of|to)\s(?:the\s)?(?:[Cc]abinet|[Gg]overnment|[Ee]xecutive)\b")
_HEAD_OF_GOVERNMENT = re.compile(r"(?:head|chief|leader)\sof\s(?:the\s|[A-Z]\w+’s\s)?(?:[\w-]+\s){0,3}[Gg]overnment\b")
_OF_STATE = re.compile(r"\s(?:of|to)\s(?:the\s)?[Ss]tate\b")
_CLERKS = {"general", "press", "principal", "permanent", "private"}
_PAST = {"former", "ex", "late", "then", "resigned", "ousted", "designate"}
_DEPUTY = frozenset(("deputy", "vice"))
_FORMER = re.compile(r"\b(?:former|ex)\b", re.I)
#: Words that the person spoken of last may be called by, for variety.
_CALLED = ("member_of", "holds_office", None)
#: How far behind a description its person may be named, in characters.
_AHEAD = 900


@dataclass(frozen=True, slots=True)
class Office:
    """A role as written, taken apart: ``head`` "minister", ``portfolio`` the words that sharpen it."""

    head: str
    portfolio: frozenset[str]
    past: bool
    deputy: bool = False


@lru_cache(maxsize=10_000)
def office_of(role: str) -> Office:
    """What a role says.

    >>> office_of("former deputy interior minister").head, office_of("Work and Pensions Secretary").past
    ('minister', False)
    >>> sorted(office_of("Minister of Foreign Affairs").portfolio)
    ['affairs', 'foreign']
    """
    opening, *behind = re.split(r"\s(?:of|for|to|at|in|on)\s(?!state\b)", plain(role).replace("ex-", "ex "))
    parts = opening.split()
    head = parts[-1].rstrip(".") if parts else ""
    rest = {part.strip("’'") for part in parts[:-1]}
    if head in _PORTFOLIOS and behind:
        rest |= portfolio_in(behind[0])
    told = rest - _PAST - {"and", "deputy"} - words()["telling_nothing"]
    return Office(head, frozenset(told), bool(rest & _PAST), bool(rest & _DEPUTY))


def country_of_office(title: str) -> str | None:
    """The country that alone calls an office so, or None.

    >>> country_of_office("Taoiseach"), country_of_office("minister") is None
    ('IRL', True)
    """
    return _ONE_COUNTRY.get(plain(title).split()[-1] if title.split() else "")


def portfolio_in(said: str) -> set[str]:
    """The portfolio that opens what stands behind "minister of".

    >>> sorted(portfolio_in("foreign affairs of Tavia")), portfolio_in("the new cabinet of 12")
    (['affairs', 'foreign'], set())
    """
    found = set()
    for word in re.findall(r"[\w-]+", said.lower()):
        if word in words()["portfolios"]:
            found.add(word)
        elif word not in ("and", "the", "of", "for"):
            break
    return found - {"state"}


def choose_office(walk: Walk, mention: Mention, trait: Traits) -> Cluster | None:
    """The person that a definite word for an office means: seen with it, of that portfolio and country, last before;
    else the one introduced with it soon after."""
    role = roles().get(trait.head)
    if role is None or role.plural or trait.plural or mention.type is not ActorType.PERSON or not trait.definite:
        return None
    opening = walk.text[mention.span.start :][:5].lower()
    people = [c for c in walk.clusters if c.type is ActorType.PERSON]
    if _FORMER.search(mention.span.of(walk.text)):
        past = [c for c in people if any(o.past and o.head in alike_roles(trait.head) for o in map(office_of, c.roles))]
        return walk.latest(mention, past, prefer=lambda c: True)
    if trait.country:
        people = [c for c in people if c.country in (trait.country, None)]
    elif not (opening.startswith(("the ", "this ")) or (trait.modifiers and trait.head in _PORTFOLIOS)):
        return None
    wanted = frozenset(trait.modifiers - words()["telling_nothing"])
    after = walk.text[mention.span.end : mention.span.end + 24]
    if trait.head in _PORTFOLIOS and re.match(r"\s(?:of|for)\s", after):
        wanted |= portfolio_in(walk.text[mention.span.end : mention.span.end + 60].split(maxsplit=1)[1])
    if trait.head in ("head", "chief") and _OF_GOVERNMENT.match(after):
        fits = [c for c in people if any(_heads_government(r) for r in c.roles)]
    elif trait.head in ("head", "chief") and _OF_STATE.match(after):
        fits = [c for c in people if any(_rules(r) and not _heads_government(r) for r in c.roles)]
    elif trait.country and trait.head == "leader":
        fits = [c for c in people if any(_rules(r) for r in c.roles)]
        fits = fits or [c for c in people if any(office_of(r).head == "leader" for r in c.roles)]
    else:
        fits = [c for c in people if any(holds(trait.head, wanted, r) for r in c.roles)]
        if not fits and trait.head == "minister" and wanted & {"prime"}:
            fits = [c for c in people if any(_heads_government(r) for r in c.roles)]
        if not fits and trait.head in _ANY_OFFICE and wanted <= words()["ranked"]:
            fits = [c for c in people if c.roles and c.last_before(mention.span.start) >= 0]
    before = [c for c in fits if c.last_before(mention.span.start) >= 0]
    exact = [c for c in before if any(_exact(trait, wanted, r) for r in c.roles)]
    if chosen := walk.latest(mention, exact or before, prefer=lambda c: c.country == trait.country):
        return chosen
    if trait.head in _ANY_OFFICE or not (wanted or mention.span.start < walk.headline):
        return None
    ahead = [c for c in fits if c.start - mention.span.start < _AHEAD]
    return min(ahead, key=lambda c: c.start, default=None)


def last_speaker(walk: Walk, mention: Mention, trait: Traits) -> Cluster | None:
    """ "…," the Alberta MP said: whoever spoke in the sentence before, where nobody is known to hold such an office."""
    role = roles().get(trait.head)
    if role is None or role.plural or trait.plural or not walk.is_source(mention) or trait.owner:
        return None
    if not walk.text[mention.span.start :][:4].lower().startswith("the ") or mention.type is not ActorType.PERSON:
        return None
    relation = role.relation.value if role.relation else None
    if relation not in _CALLED or trait.head in _HEADS_OF_STATE | _PORTFOLIOS | {"source", "spokesman", "spokeswoman"}:
        return None
    here = walk.sentence(mention)
    spoke = [
        c
        for c in walk.clusters
        if c.type is ActorType.PERSON
        for m in c.mentions
        if m.span.start < mention.span.start and 0 <= here - walk.sentence(m) <= 2 and walk.in_source(m)
    ]
    found = {id(c): c for c in spoke}
    if len(found) != 1:
        nearest = max((c.last_before(mention.span.start) for c in spoke), default=-1)
        found = {id(c): c for c in spoke if c.last_before(mention.span.start) == nearest}
    if len(found) != 1:
        return None
    (cluster,) = found.values()
    held = {office_of(r).head for r in cluster.roles}
    return None if held & _HEADS_OF_STATE or held & _PORTFOLIOS else cluster


def holds(head: str, wanted: frozenset[str], role: str) -> bool:
    """Whether a role as written may be meant by a word for an office with these portfolio words.

    >>> holds("cs", frozenset(), "Health Cabinet Secretary"), holds("chancellor", frozenset(), "Shadow Chancellor")
    (True, False)
    """
    office = office_of(role)
    if ("shadow" in wanted) != ("shadow" in office.portfolio):
        return False
    if head in words()["office_initials"]:
        return not office.past and (office.head == head or _initials_of(role).endswith(head))
    if head == "leader" and office.head == "president" and wanted - words()["ranked"]:
        return False  # "the union leader" is no president of a country
    if head in _HEADS_OF_STATE and office.deputy and not wanted & _DEPUTY:
        return False  # "the president" is not the deputy president
    if head == "premier":
        return _heads_government(role)
    if head == "minister" and office.head == "secretary":  # as in London, where most ministers are secretaries
        clerk = not office.portfolio or office.portfolio & _CLERKS
        return not clerk and not office.past and wanted <= office.portfolio
    if office.head not in alike_roles(head) or office.past:
        return False
    if head == "minister" and not wanted and office.portfolio & {"prime", "first", "chief"}:
        return False
    if head in _PORTFOLIOS and office.portfolio:
        # "the minister" is no prime minister where it is sharpened; "the pensions secretary" no general secretary
        return not wanted or wanted <= office.portfolio or office.portfolio <= wanted
    return True


def _initials_of(role: str) -> str:
    """ "hcs" for "Health Cabinet Secretary"."""
    said = re.split(r"\s(?:of|for|to|at|in|on)\s", plain(role))[0]
    return "".join(word[0] for word in said.replace("-", " ").split())


def _exact(trait: Traits, wanted: frozenset[str], role: str) -> bool:
    office = office_of(role)
    if office.past or office.head not in alike_roles(trait.head):
        return False
    if ("shadow" in wanted) != ("shadow" in office.portfolio):
        return False
    if wanted:
        return wanted <= office.portfolio
    return office.head == trait.head and not (office.portfolio & {"prime", "general", "first"})


def _rules(role: str) -> bool:
    office = office_of(role)
    of_state = not re.search(r"\s(?:of|for)\s", role) and not (office.portfolio - {"prime"})
    return not office.past and of_state and (office.head in _HEADS_OF_STATE - {"leader"} or _heads_government(role))


def _heads_government(role: str) -> bool:
    office = office_of(role)
    prime = office.head == "minister" and office.portfolio & {"prime", "first", "chief"}
    if office.past or "shadow" in office.portfolio:
        return False
    if _HEAD_OF_GOVERNMENT.match(role):
        return True
    return bool(prime) or office.head in ("premier", "chancellor", "taoiseach")


def alike_roles(word: str) -> set[str]:
    """Words that may stand for the same office."""
    for same in _SAME_ROLE:
        if word in same:
            return same | ({"president"} if word == "leader" else set())
    if word.startswith("spokes"):
        return {"spokesman", "spokeswoman", "spokesperson"}
    return {word}


def named_next(walk: Walk, mention: Mention, trait: Traits) -> Cluster | None:
    """ "A furious mayor has slammed …": the person whom one of the next two sentences introduces without an office."""
    role = roles().get(trait.head)
    opening = walk.text[mention.span.start :][:3].lower()
    if role is None or role.relation is None or trait.plural or not opening.startswith(("a ", "an ", "its", "the")):
        return None
    if opening.startswith("the") and role.relation.value != "leads":
        return None
    here = walk.sentence(mention)
    if not (trait.subject or walk.is_source(mention)) or mention.span.start > walk.headline + 250:
        return None
    for cluster in sorted(walk.clusters, key=lambda c: c.start):
        first = min(cluster.mentions, key=lambda m: m.span.start, default=None)
        if cluster.type is not ActorType.PERSON or first is None or first.span.start < mention.span.end:
            continue
        if not 0 < walk.sentence(first) - here <= 2 or " " not in first.span.of(walk.text):
            return None
        return cluster if walk.subject(first) and not cluster.roles else None
    return None
