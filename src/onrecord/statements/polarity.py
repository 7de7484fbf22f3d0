"""Whether the speaker asserts the content or denies it."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import Polarity
from .lexicon import rows
from .worth import Act

#: What may not stand before the claim: "rejected calls to settle the claims" rejects calls.
_OTHER = r"(?!(?:of|to|for|that|on|in|at|by|from|with|about|which|who|and|or)\b)"


@lru_cache(maxsize=1)
def _claims() -> tuple[frozenset[str], re.Pattern[str]]:
    table = {kind: value.split(", ") for kind, value in rows("claims.tsv")}
    sure, clause = ("|".join(map(re.escape, table[kind])) for kind in ("sure", "clause"))
    noun = rf"(?:(?:{sure})\b|(?:{clause})\s+(?:that|of|about|(?:he|she|it|they|his|her|its|their)\b))"
    return frozenset(table["verb"]), re.compile(
        rf"(?:as\s.{{1,60}}?\s)?(?:{_OTHER}[\w’'.,“”\"-]+\s+){{0,6}}?{noun}", re.I
    )


def polarity_of(act: Act, content: str = "") -> Polarity:
    """Denied where the cue denies: "denied that it had fled" and "rejected the claim that it had" claim nothing.

    A negation inside the content ("will not retreat from demanding") leaves it asserted: the words stand as they are.

    >>> act = Act(1, "reject", "stance", "dobj")
    >>> polarity_of(act, "the opposition’s claim that the vote was bought").value, polarity_of(act, "the offer").value
    ('denied', 'asserted')
    """
    if act.does == "deny":
        return Polarity.DENIED
    verbs, claim = _claims()
    return Polarity.DENIED if act.lemma in verbs and claim.match(content) else Polarity.ASSERTED
