"""For, against, on a condition, or neither: the stance of a statement towards one issue, with the words that carry it.

Composed, not learned: attitude of the cue × what the content does to the issue (its end? its denial?) × the sign of the
issue's own title, plus how much nearer in meaning the statement is to the phrasings for than to those against.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from ..model import Issue, Stance
from .attitudes import found, hits, turns
from .vectors import vector
from .words import stem, terms, words

#: Weights by hand, from the examples: attitude of the cue, plain wish or denial, good or bad words, phrasings.
_CUE, _PLAIN, _VALUE, _LEAN = 1.5, 0.5, 0.5, 2.5
#: Cosine to a phrasing from which it counts, and from which it counts in full.
_FAR, _NEAR = 0.15, 0.45
#: Less than this is no position.
_NEUTRAL = 0.22
#: Nobody is surer than this from words alone.
_CAP = 0.9
_AUXILIARIES = "will|would|is|are|was|were|has|have|had|can|could|should|must|does"
_CLAUSE_END = re.compile(rf"(?<=[a-z][.!?;])\s+|, but |, and | and (?=(?:{_AUXILIARIES}) )")
#: What a threat hangs on is what is wanted ("unless you withdraw the bill") or fought ("if you pass it").
_UNLESS = re.compile(r".*\bunless\b", re.S)
_IN_CASE = re.compile(r".*\b(?:in case of|in the event of|if)\b", re.S)
#: "within days, not weeks": the denial of an alternative turns nothing round.
_CONTRAST = re.compile(r"(?:,| and) not [^,.;:]{1,40}(?=[,.;:”\"]|$)")
#: "warned" + "against the invasion": the preposition belongs to the cue, wherever the annotation cuts.
_PREPOSITION = re.compile(r"(?:against|of|for|on|from)\b", re.I)


@dataclass(frozen=True, slots=True)
class Leaning:
    """A stance with its probability and the words that carry it."""

    stance: Stance
    probability: float
    words: tuple[str, ...]


def stance_towards(issue: Issue, *, content: str, cue: str = "", denied: bool = False) -> Leaning:
    """The stance of one statement towards one issue that it is about.

    Args:
        content: what was said. cue: the words that say that it was said. denied: the speaker denies the content.

    >>> troops = Issue("t", "Foreign troops in the province")
    >>> stance_towards(troops, cue="demanded", content="the immediate withdrawal of all foreign troops").stance
    <Stance.OPPOSE: 'oppose'>
    >>> stance_towards(troops, cue="hailed", content="the presence of the foreign troops").stance
    <Stance.SUPPORT: 'support'>
    >>> stance_towards(troops, cue="declined to say", content="whether the troops would stay").stance
    <Stance.NEUTRAL: 'neutral'>
    """
    cue, content = " ".join(cue.split()), " ".join(content.split())
    if cue and (preposition := _PREPOSITION.match(content)):
        cue = f"{cue} {preposition.group()}"
    silent = found(cue, "cue_silent")
    if denied or silent:
        return Leaning(Stance.NEUTRAL, 0.65, silent or ("denied",))
    if found(cue, "threat") or found(content, "menace"):
        cue, content = _without_threat(cue, content)
    condition = found(content, "condition")
    conditional_issue = found(f"{issue.title} {issue.definition}", "condition")
    if condition and not conditional_issue and not found(cue, "cue_against"):
        return Leaning(Stance.CONDITIONAL, 0.55, condition)
    weight, carriers = _weight(issue, cue, content, conditional=bool(condition and conditional_issue))
    if abs(weight) < _NEUTRAL:
        return Leaning(Stance.NEUTRAL, 0.45, carriers)
    probability = min(_CAP, 1 / (1 + math.exp(-1.3 * abs(weight))))
    return Leaning(Stance.SUPPORT if weight > 0 else Stance.OPPOSE, probability, carriers)


def _without_threat(cue: str, content: str) -> tuple[str, str]:
    """ "threatened … unless the bill goes" as a demand that the bill goes; "… if it passes" as its rejection."""
    if unless := _UNLESS.match(content):
        return "demanded", content[unless.end() :]
    if in_case := _IN_CASE.match(content):
        return "rejected", content[in_case.end() :]
    return cue, content


def _weight(issue: Issue, cue: str, content: str, *, conditional: bool) -> tuple[float, tuple[str, ...]]:
    """Positive for support, negative for opposition, and the words behind it."""
    lean = _LEAN * _lean(issue, f"{cue} {content}")
    if conditional:  # "only with the approval of …" is what such an issue asks for
        return 0.8 + lean, found(content, "condition")
    attitude, by = _attitude(cue)
    if attitude < 0 and (hearsay := hits(content, "hearsay")) and hearsay[0].start <= 1:
        return 0.0, (*by, hearsay[0].text)  # to reject a rumour is no position
    if attitude:
        turned, carriers = _turned(issue, content)
        harm = found(content, "harm") if attitude < 0 else ()
        return attitude * turned * (-1) ** len(harm) + lean, (*by, *carriers, *harm)
    if by or (report := found(content, "report")):
        return 0.0, by or report
    weight, words_by = 0.0, []
    named = not _about(issue).isdisjoint(stem(word) for word in words(content))
    for clause in _CLAUSE_END.split(content):
        plain, by = _plain(issue, clause, named=named)
        weight += plain
        words_by += by
    return weight + lean, tuple(words_by)


def _attitude(cue: str) -> tuple[float, tuple[str, ...]]:
    """The attitude of a cue and its words; "did not rule out" has words but leaves it open."""
    against, favour, denials = (hits(cue, name) for name in ("cue_against", "cue_for", "deny"))
    if not against and not favour:
        return 0.0, ()
    first = denials[0].start if denials else math.inf
    by = tuple(dict.fromkeys(hit.text for hit in sorted((*denials, *against, *favour), key=lambda hit: hit.start)))
    if any(hit.start > first for hit in against):  # "refused to rule out"
        return 0.0, by
    refused = any(hit.start > first for hit in favour)  # "refused to support"
    return (-_CUE if against or refused else _CUE), by


def _turned(issue: Issue, text: str) -> tuple[float, tuple[str, ...]]:
    """−1 where the text turns the issue round (its end, its denial) an odd number of times, else 1; and by what.

    A title like "Withdrawal of the troops" is itself turned: a text that names the troops but no withdrawal speaks of
    its opposite. Where the text uses the title's own word, speaks of "the plan" or "the move", or does not name the
    thing at all, it speaks of the measure, and the title's turn does not count.
    """
    text = _CONTRAST.sub("", text)
    own = frozenset(stem(word) for hit in found(issue.title, "turn") for word in words(hit))
    turned, denials = turns(text, _about(issue), own), found(text, "deny")
    spoken = {stem(word) for word in words(text)}
    measure = bool(own & spoken) or (not turned.thing and bool(found(text, "measure")))
    title = bool(own) and not measure and bool(_about(issue, title_only=True) & spoken)
    odd = (bool(turned.thing) + bool(turned.measure) + len(denials) + title) % 2
    return (-1.0 if odd else 1.0), (*turned.thing, *turned.measure, *denials)


def _plain(issue: Issue, clause: str, *, named: bool) -> tuple[float, tuple[str, ...]]:
    """What a clause says without any cue that helps: a wish, a denial, good or bad words. A question says nothing."""
    if clause.rstrip(" ”\"'’").endswith("?"):
        return 0.0, ()
    turned, carriers = _turned(issue, clause)
    oughts, good, bad = (found(clause, name) for name in ("ought", "good", "bad"))
    value = _VALUE * (len(good) - len(bad)) * turned
    wish = 0.0
    # "stopping it was a mistake" judges the stop and is no stop itself
    if oughts or (carriers and named and not good and not bad):
        wish = _PLAIN * (1 + bool(oughts)) * turned
    return wish + value, (*oughts, *carriers, *good, *bad)


@lru_cache(maxsize=1024)
def _about(issue: Issue, *, title_only: bool = False) -> frozenset[str]:
    """Stems that name what the issue is about."""
    texts = (issue.title,) if title_only else (issue.title, issue.definition, *issue.aliases)
    own = {stem(word) for hit in found(" ".join(texts), "turn") for word in words(hit)}
    return frozenset(term for text in texts for term in terms(text) if term.islower()) - own


def _lean(issue: Issue, text: str) -> float:
    """How much nearer the text is to the phrasings for than to those against, −1 to 1; little where it is near none."""
    if not issue.support or not issue.oppose:
        return 0.0
    meaning = vector(text)
    nearest = [max(float(meaning @ vector(one)) for one in side) for side in (issue.support, issue.oppose)]
    near = (max(nearest) - _FAR) / (_NEAR - _FAR)
    return (nearest[0] - nearest[1]) * min(max(near, 0.0), 1.0)
