"""Positions that a speaker says somebody else holds: "said the unions reject the sale". They are claimed, not taken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .attitudes import hits
from .words import words

#: These are nobody in particular, the speaker, or a thing that is spoken of.
_NOBODY = frozenset(
    "i we he she it they you one nobody no everyone everybody people who whoever those this that these there what if "
    "such every any not his her its their our whether".split()
)
_AUXILIARIES = frozenset("has have had is are was were would will do does did also still now".split())
_INSIDE = frozenset("can cannot could must should may might been be being and or but to with by on at as".split())
_PLAIN = frozenset("say says said saying add adds added report reported reports tell told tells claimed".split())
_LONGEST_HOLDER = 6
_ASKED = re.compile(
    r"\b(?:calls?|demands?|pleas?|requests?|wish|appeals?) (?:of|by|from) (?P<holder>(?:the |his |her |their )?[\w’' -]+?)"
    r"(?P<rest> (?:to|for|that) .+)",
    re.S,
)


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
    if cue and not _PLAIN.intersection(words(cue)):
        return None
    written = content.split(" ")
    for length in range(1, min(_LONGEST_HOLDER, len(written) - 2) + 1):
        if not _may_hold(written[:length]):
            continue
        rest = written[length:]
        skip = next((i for i, word in enumerate(rest) if word.lower() not in _AUXILIARIES), len(rest))
        told = " ".join(rest[skip:])
        first = next(iter(hits(told, "claim")), None)
        if first is None or first.start or (not skip and not _verb(told)):
            continue
        end = _end_of(told, first.end)
        if told[end:].strip():
            return Claim(" ".join(written[:length]), " ".join([*rest[:skip], told[:end]]), told[end:].strip())
    return None


def _may_hold(phrase: list[str]) -> bool:
    first, last = phrase[0].lower(), phrase[-1].lower()
    inner = {word.lower() for word in phrase}
    return (
        first not in _NOBODY
        and last not in {"the", "a", "an", "of", "in", "from", "for"}
        and not inner & (_INSIDE | _AUXILIARIES)
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
