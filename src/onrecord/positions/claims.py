"""Positions that a speaker says somebody else holds: "said the unions reject the sale". They are claimed, not taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .attitudes import hits
from .words import data_lines, words

_LONGEST_HOLDER = 6
_ASKED = re.compile(
    r"\b(?:calls?|demands?|pleas?|requests?|wish|appeals?) (?:of|by|from) "
    r"(?P<holder>(?:(?:the|his|her|their) )?[\w’' -]+?)(?P<rest> (?:to|for|that) .+)",
    re.S,
)


#: The speaker, in what the speaker says.
_SPEAKER = re.compile(r"(?:that )?(?:he|she|we|they|i|(?:his|her|our|their|my) (?:own )?\w+) ", re.I)
_BEING = frozenset({"be", "is", "are", "was", "were", "been", "being"})


@cache
def _words(name: str) -> frozenset[str]:
    """One class of ``data/claims.txt``."""
    rows = (line.partition(":") for line in data_lines("claims.txt"))
    return frozenset(word for head, _, members in rows if head == name for word in members.split())


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose attitude it is said to be, by which words, towards what."""

    holder: str
    cue: str
    content: str


def claim_in(content: str, *, cue: str = "") -> Claim | None:
    """What the content of a plain saying claims of somebody else's attitude, or what call of others is spoken of.

    >>> claim_in("that the bishops had rejected the sale of the water works", cue="said")
    Claim(holder='the bishops', cue='had rejected', content='the sale of the water works')
    >>> claim_in("the call of the unions to sell the water works", cue="rejected")
    Claim(holder='the unions', cue='call', content='to sell the water works')
    >>> claim_in("we reject the sale", cue="said") is None
    True
    """
    content = re.sub(r"^that ", "", " ".join(content.split()))
    if asked := _ASKED.search(content):
        return Claim(asked["holder"].strip(), asked.group().split()[0].rstrip("s"), asked["rest"].strip())
    if cue and not _words("saying").intersection(words(cue)):
        return None
    written = content.split(" ")
    for length in range(1, min(_LONGEST_HOLDER, len(written) - 2) + 1):
        if not _may_hold(written[:length]):
            continue
        rest = written[length:]
        skip = next((i for i, word in enumerate(rest) if word.lower() not in _words("auxiliary")), len(rest))
        told = " ".join(rest[skip:])
        first = next(iter(hits(told, "claim")), None)
        if first is None or first.start or (not skip and not _verb(told)):
            continue
        end = _end_of(told, first.end)
        if told[end:].strip():
            return Claim(" ".join(written[:length]), " ".join([*rest[:skip], told[:end]]), told[end:].strip())
    return None


def own_attitude(cue: str, content: str) -> tuple[str, str]:
    """Cue and content, where the speaker's own attitude stands in what is said: "said | she did not regret the cut".

    >>> own_attitude("said", "she did not regret cutting the payment")
    ('did not regret', 'cutting the payment')
    >>> own_attitude("said", "they were attacked on the bridge")
    ('said', 'they were attacked on the bridge')
    """
    own = _SPEAKER.match(content)
    if own is None or (cue and not _words("saying").intersection(words(cue))):
        return cue, content
    told = content[own.end() :]
    written = words(told)
    for name in ("cue_for", "cue_against"):
        for hit in hits(told, name)[:1]:
            before = written[: hit.start]
            passive = bool(before) and before[-1] in _BEING
            if not passive and hit.start <= _LONGEST_HOLDER and _words("leading").issuperset(before):
                end = _end_of(told, hit.end)
                if told[end:].strip():
                    return told[:end], told[end:].strip()
    return cue, content


def _may_hold(phrase: list[str]) -> bool:
    first, last = phrase[0].lower(), phrase[-1].lower()
    inner = {word.lower() for word in phrase}
    return (
        first not in _words("nobody")
        and last not in _words("unfinished")
        and not inner & (_words("inside") | _words("auxiliary"))
        and all(word[-1].isalnum() or word[-1] in "’'" for word in phrase)
    )


def _verb(told: str) -> bool:
    """Whether the attitude is a verb here and no noun before something else ("the support of", "an attack on")."""
    after = words(told)[1:2]
    return not words(told)[0].endswith("ing") and after not in (["of"], ["on"], ["from"], ["by"])


def _end_of(text: str, count: int) -> int:
    """Where the first ``count`` words of a text end."""
    found = list(re.finditer(r"[^\W_]+(?:['’][^\W_]+)?", text))
    return found[count - 1].end() if 0 < count <= len(found) else len(text)
