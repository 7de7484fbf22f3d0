"""Which person a pronoun means: what tells one candidate from another, weighed by ``data/pronouns.tsv``.

The weights are those of a conditional logit over the candidates of each pronoun, learned by ``training/pronouns.py`` on
the training documents of GUM (CC BY 4.0).
"""

from __future__ import annotations

import math
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm
from .traits import head_token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .people import Cluster
    from .walk import Walk

#: How far back an antecedent may stand, in sentences.
REACH = 5
#: The same in characters, so that a long text costs no more for each pronoun than a short one.
FARTHEST = 3000
_OBJECTS = ("him", "her")

Clues = dict[str, float]


def likeliest(walk: Walk, pronoun: Mention, people: Iterable[Cluster], gender: str) -> Cluster | None:
    """The candidate with the highest score; None where nobody is in reach."""
    weights = learned()
    found = clues(walk, pronoun, people, gender)
    return max(found, key=lambda pair: sum(weights[name] * n for name, n in pair[1].items()), default=(None, {}))[0]


@lru_cache(maxsize=1)
def learned() -> dict[str, float]:
    """The weight of each clue.

    >>> learned()["unnamed"] < 0 < learned()["subject"]
    True
    """
    lines = (files(__package__) / "data" / "pronouns.tsv").read_text(encoding="utf-8").splitlines()
    return {name: float(weight) for name, weight in (line.split("\t") for line in lines if line[:1] not in ("", "#"))}


def clues(walk: Walk, pronoun: Mention, people: Iterable[Cluster], gender: str) -> list[tuple[Cluster, Clues]]:
    """What speaks for and against each candidate in reach."""
    near = [(cluster, mentions) for cluster in people if (mentions := _in_reach(walk, pronoun, cluster))]
    near = [(cluster, mentions) for cluster, mentions in near if not _told(walk, pronoun, cluster)]
    last = max((mentions[-1].span.start for _, mentions in near), default=0)
    return [(cluster, _of(walk, pronoun, cluster, mentions, gender, last)) for cluster, mentions in near]


def _in_reach(walk: Walk, pronoun: Mention, cluster: Cluster) -> list[Mention]:
    here = walk.sentence(pronoun)
    near = [m for m in cluster.mentions if 0 < pronoun.span.start - m.span.start < FARTHEST]
    near = [m for m in near if here - walk.sentence(m) <= REACH]
    return sorted(near, key=lambda m: m.span.start)


def _of(walk: Walk, pronoun: Mention, cluster: Cluster, mentions: list[Mention], gender: str, last: int) -> Clues:
    here, nearest = walk.sentence(pronoun), mentions[-1]
    distance = here - walk.sentence(nearest)
    beside = [m for m in mentions if walk.sentence(m) == walk.sentence(nearest)]
    word = pronoun.span.of(walk.text).lower()
    quote = walk.quote_around(pronoun)
    inside = quote is not None and quote[0] <= nearest.span.start < quote[1]
    subject = any(walk.subject(m) for m in beside)
    return {
        "same sentence": float(distance == 0),
        "sentence before": float(distance == 1),
        "sentences": float(distance),
        "characters": min(pronoun.span.start - nearest.span.start, 1000) / 1000,
        "last": float(nearest.span.start == last),
        "subject": float(subject),
        "source": float(any(walk.in_source(m) for m in beside)),
        "subject of the sentence before": float(any(walk.subject(m) for m in mentions if here - walk.sentence(m) == 1)),
        "both subjects": float(subject and walk.subject(pronoun)),
        "name": float(nearest.form is MentionForm.NAME),
        "pronoun": float(nearest.form is MentionForm.PRONOUN),
        "times": math.log1p(len(mentions)),
        "known gender": float(cluster.gender == gender),
        "unnamed": float(cluster.type is not ActorType.PERSON),
        "quoted with it": float(inside),
        "quoted without it": float(quote is not None and not inside),
        "its own object": float(word in _OBJECTS and distance == 0 and _same_verb(walk, pronoun, nearest)),
        "described by the clause": float(distance == 0 and _in_clause_of(walk, pronoun, nearest)),
    }


def _told(walk: Walk, pronoun: Mention, cluster: Cluster) -> bool:
    """ "he told Lena Tavi": he is not the one he told."""
    behind = (m for m in cluster.mentions if 0 < m.span.start - pronoun.span.end < 40)
    return any(m.form is MentionForm.NAME and _same_verb(walk, pronoun, m) for m in behind)


def _same_verb(walk: Walk, pronoun: Mention, other: Mention) -> bool:
    """ "Tavi told him": he is not Tavi."""
    one, two = _head(walk, pronoun), _head(walk, other)
    return one is not None and two is not None and one.dep_ != "poss" and one.head.i == two.head.i


def _in_clause_of(walk: Walk, pronoun: Mention, other: Mention) -> bool:
    """ "Oren, who quit when she …": the clause is about Oren."""
    token, noun = _head(walk, pronoun), _head(walk, other)
    for _ in range(8):
        if token is None or noun is None or token.head is token:
            return False
        if token.dep_ in ("relcl", "acl", "appos") and token.head.i == noun.i:
            return True
        token = token.head
    return False


def _head(walk: Walk, mention: Mention):
    first, last = tokens_of(walk.doc, mention)
    return head_token(walk.doc, first, last) if first < last else None
