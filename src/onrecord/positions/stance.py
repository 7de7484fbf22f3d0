"""For, against, on a condition, or neither: the stance of a statement towards one issue, with the words that carry it.

Composed by rules: attitude of the cue × what the content does to the issue (its end? its denial?) × the sign of the
issue's own title, and how much nearer in meaning the statement is to the phrasings for than to those against. What a
trained model makes of statement and issue (:mod:`pairs`) is weighed in by :mod:`weighing`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..model import Issue, Stance
from .attitudes import Hit, found, hits, turns, written
from .claims import claim_in, own_attitude
from .phrases import key_in, keyed_logits
from .vectors import vector
from .weighing import Signals, weigh
from .words import stem, terms, words

#: Weights by hand, from the examples: attitude of the cue, plain wish or denial, good or bad words, phrasings.
_CUE, _PLAIN, _VALUE, _LEAN = 1.5, 0.5, 0.5, 2.5
#: Cosine to a phrasing from which it counts, and from which it counts in full.
_FAR, _NEAR = 0.15, 0.45
#: Less than this is no position.
_NEUTRAL = 0.22
#: Where no stance is likelier than this, the trained model is asked in a second wording (one statement in three).
DOUBT = 0.7
_AUXILIARIES = "will|would|is|are|was|were|has|have|had|can|could|should|must|does"
_CLAUSE_END = re.compile(rf"(?<=[a-z][.!?;])\s+|, but |, and | and (?=(?:{_AUXILIARIES}) )")
#: What a threat hangs on is what is wanted ("unless you withdraw the bill") or fought ("if you pass it").
_UNLESS = re.compile(r".*\bunless\b", re.S)
_IN_CASE = re.compile(r".*\b(?:in case of|in the event of|if)\b", re.S)
_LACKING = re.compile(r"(?:that )?without\b", re.I)
#: "within days, not weeks": the denial of an alternative turns nothing round.
_CONTRAST = re.compile(r"(?:,| and) not [^,.;:]{1,40}(?=[,.;:”\"]|$)")
#: "warned" + "against the invasion": the preposition belongs to the cue, wherever the annotation cuts.
_PREPOSITION = re.compile(r"(?:against|of|for|on|from)\b", re.I)


@dataclass(frozen=True, slots=True)
class Leaning:
    """A stance with its probability and the words that carry it; ``claim``: whose attitude is told, and which.

    ``likely`` are the probabilities of all four stances.

    ``claim`` is None unless the speaker says what somebody else wants; then its stance is that other's.
    """

    stance: Stance
    probability: float
    words: tuple[str, ...]
    claim: tuple[str, Stance] | None = None
    likely: tuple[float, ...] = ()


def stance_towards(issue: Issue, *, content: str, cue: str = "", denied: bool = False) -> Leaning:
    """The stance of one statement towards one issue that it is about: rules and trained model weighed together.

    Args:
        content: what was said. cue: the words that say that it was said. denied: the speaker denies the content.

    Raises:
        ModelError: a model's files are missing or damaged.

    >>> troops = Issue("t", "Foreign troops in the province")
    >>> stance_towards(troops, cue="demanded", content="the immediate withdrawal of all foreign troops").stance
    <Stance.OPPOSE: 'oppose'>
    >>> stance_towards(troops, cue="hailed", content="the presence of the foreign troops").stance
    <Stance.SUPPORT: 'support'>
    >>> stance_towards(troops, cue="declined to say", content="whether the troops would stay").stance
    <Stance.NEUTRAL: 'neutral'>
    """
    signals = signals_of(issue, content=content, cue=cue, denied=denied)
    found = weigh(signals, keyed_logits(issue, f"{cue} {content}"))
    stance = max(found, key=lambda one: found[one])
    claim = _claimed(issue, content, cue) if signals.claimed else None
    return Leaning(stance, found[stance], signals.words, claim, tuple(found[one] for one in Stance))


def pair_of(issue: Issue, text: str) -> tuple[str, str]:
    """What the trained model reads of a statement (cue and content) and an issue."""
    return " ".join(text.split()), issue.title


def _claimed(issue: Issue, content: str, cue: str) -> tuple[str, Stance] | None:
    """Whose attitude the content tells, and their stance."""
    claim = claim_in(content, cue=cue)
    if claim is None:
        return None
    side = signals_of(issue, content=claim.content, cue=claim.cue).side
    stance = Stance.SUPPORT if side > _NEUTRAL else Stance.OPPOSE if side < -_NEUTRAL else Stance.NEUTRAL
    return claim.holder, stance


def by_rules(issue: Issue, *, content: str, cue: str = "", denied: bool = False) -> Stance:
    """The stance by the rules alone.

    >>> by_rules(Issue("t", "A tax on sugar"), cue="urged", content="the government to scrap the tax on sugar")
    <Stance.OPPOSE: 'oppose'>
    """
    signals = signals_of(issue, content=content, cue=cue, denied=denied)
    if signals.silent:
        return Stance.NEUTRAL
    if signals.condition:
        return Stance.CONDITIONAL
    weight = signals.side + _LEAN * signals.lean
    if abs(weight) < _NEUTRAL:
        return Stance.NEUTRAL
    return Stance.SUPPORT if weight > 0 else Stance.OPPOSE


def signals_of(issue: Issue, *, content: str, cue: str = "", denied: bool = False) -> Signals:
    """What the rules find in a statement about an issue."""
    cue, content = " ".join(cue.split()), " ".join(content.split())
    claimed = claim_in(content, cue=cue) is not None
    if cue and (preposition := _PREPOSITION.match(content)):
        cue = f"{cue} {preposition.group()}"
    cue, content = own_attitude(cue, content)
    silent = found(cue, "cue_silent")
    if denied and not silent and not _attitude(cue)[0]:  # "ruled out" says itself what is denied
        silent = ("denied",)
    if silent and (denied or found(cue, "denial")) and (harmless := _harmless(issue, content))[0]:
        return Signals(*harmless[:1], _lean(issue, f"{cue} {content}"), False, claimed, False, False, harmless[1])
    if found(cue, "threat") or found(content, "menace"):
        cue, content = _without_threat(cue, content)
    condition = found(content, "condition")
    conditional_issue = bool(found(f"{issue.title} {issue.definition}", "condition"))
    side, carriers, report = _side(issue, cue, content, conditional=bool(condition and conditional_issue))
    conditional = bool(condition) and not conditional_issue and not found(cue, "cue_against")
    return Signals(
        side,
        _lean(issue, f"{cue} {content}"),
        bool(silent),
        claimed,
        report,
        conditional,
        tuple(dict.fromkeys((*silent, *(condition if conditional else ()), *carriers))),
    )


def _harmless(issue: Issue, content: str) -> tuple[float, tuple[str, ...]]:
    """What denying this says of the issue: who denies that it does harm is for it; to deny a fact says nothing."""
    good, bad = found(content, "good"), found(content, "bad")
    turned, carriers = _turned(issue, content)
    return -_PLAIN * 2 * ((len(good) > len(bad)) - (len(bad) > len(good))) * turned, (*carriers, *good, *bad)


def _without_threat(cue: str, content: str) -> tuple[str, str]:
    """ "threatened … unless the bill goes" as a demand that the bill goes; "… if it passes" as its rejection."""
    if unless := _UNLESS.match(content):
        return "demanded", content[unless.end() :]
    if in_case := _IN_CASE.match(content):
        return "rejected", content[in_case.end() :]
    return cue, content


def _side(issue: Issue, cue: str, content: str, *, conditional: bool) -> tuple[float, tuple[str, ...], bool]:
    """Positive for support, negative for opposition; the words behind it; whether it is only a report."""
    if conditional:  # "only with the approval of …" is what such an issue asks for
        return 0.8, found(content, "condition"), False
    attitude, by = _attitude(cue)
    if attitude < 0 and (hearsay := hits(content, "hearsay")) and hearsay[0].start <= 1:
        # to reject a rumour is no position, but to reject that it does harm is one
        side, words_by = _harmless(issue, content)
        return side, (*by, hearsay[0].text, *words_by), False
    if attitude:
        if attitude < 0 and written(cue, "foes"):  # "accused the protesters of"
            attitude = -attitude
        turned, carriers = _turned(issue, content)
        harm = found(content, "harm") if attitude < 0 else _resisting(content)
        return attitude * turned * (-1) ** len(harm), (*by, *carriers, *harm), False
    if by or (report := found(content, "report")):
        return 0.0, by or report, not by
    side, words_by = 0.0, []
    named = not _about(issue).isdisjoint(stem(word) for word in words(content))
    for clause in _CLAUSE_END.split(content):
        plain, by = _plain(issue, clause, named=named)
        side += plain
        words_by += by
    if side and (denials := found(cue, "deny")):  # "could not | imagine a reason to keep it"
        return -side, (*denials, *words_by), False
    return side, tuple(words_by), False


def _resisting(content: str) -> tuple[str, ...]:
    """The verb of opposition with which a promise or demand begins: "vowed | to fight the sale"."""
    content = re.sub(r"^to ", "", content)
    counted = {hit.start for name in ("turn", "deny") for hit in hits(content, name)}
    return tuple(hit.text for hit in hits(content, "cue_against")[:1] if hit.start == 0 and 0 not in counted)


def _attitude(cue: str) -> tuple[float, tuple[str, ...]]:
    """The attitude of a cue and its words; "did not rule out" has words but leaves it open."""
    against, favour, denials = (hits(cue, name) for name in ("cue_against", "cue_for", "deny"))
    # "did not regret" is no regret, "no longer oppose" no opposition: the longer expression covers the shorter
    against, favour = _uncovered(against, favour), _uncovered(favour, against)
    denials = tuple(hit for hit in denials if not any(_covers(one, hit) for one in (*against, *favour)))
    if not against and not favour:
        return 0.0, ()
    first = denials[0].start if denials else math.inf
    by = tuple(dict.fromkeys(hit.text for hit in sorted((*denials, *against, *favour), key=lambda hit: hit.start)))
    if any(hit.start > first for hit in against):  # "refused to rule out"
        return 0.0, by
    refused = any(hit.start > first for hit in favour)  # "refused to support"
    return (-_CUE if against or refused else _CUE), by


def _uncovered(some: Sequence[Hit], others: Sequence[Hit]) -> tuple[Hit, ...]:
    return tuple(hit for hit in some if not any(_covers(one, hit) for one in others))


def _covers(long: Hit, short: Hit) -> bool:
    """Whether an expression of several words has another inside."""
    return long.start <= short.start and short.end <= long.end and long.end - long.start > short.end - short.start


def _turned(issue: Issue, text: str) -> tuple[float, tuple[str, ...]]:
    """−1 where the text turns the issue round (its end, its denial) an odd number of times, else 1; and by what.

    A title like "Withdrawal of the troops" is itself turned: a text that names the troops but no withdrawal speaks of
    its opposite. Where the text uses the title's own word, speaks of "the plan" or "the move", or does not name the
    thing at all, it speaks of the measure, and the title's turn does not count. A key phrase of the codebook says
    itself whether it is the thing or its end, and no turn of the title or of its own words counts beside it.
    """
    text = _CONTRAST.sub("", text)
    key = key_in(issue, text)
    own = key.stems | {stem(word) for hit in found(issue.title, "turn") for word in words(hit)}
    turned, denials = turns(text, _about(issue) | key.stems, own), found(text, "deny")
    if key.sign:
        odd = (bool(turned.thing) + bool(turned.measure) + turned.again + len(denials) + (key.sign < 0)) % 2
        ended = key.written if key.sign < 0 else ()
        return (-1.0 if odd else 1.0), (*ended, *turned.thing, *turned.measure, *denials)
    spoken = {stem(word) for word in words(text)}
    measure = bool(own & spoken) or (not turned.thing and bool(found(text, "measure")))
    title = bool(own) and not measure and bool(turned.thing or _about(issue, title_only=True) & spoken)
    odd = (bool(turned.thing) + bool(turned.measure) + turned.again + len(denials) + title) % 2
    return (-1.0 if odd else 1.0), (*turned.thing, *turned.measure, *denials)


def _plain(issue: Issue, clause: str, *, named: bool) -> tuple[float, tuple[str, ...]]:
    """What a clause says without any cue that helps: a wish, a denial, good or bad words. A question says nothing."""
    if clause.rstrip(" ”\"'’").endswith("?"):
        return 0.0, ()
    turned, carriers = _turned(issue, clause)
    oughts, good, bad = (found(clause, name) for name in ("ought", "good", "bad"))
    value = _VALUE * (len(good) - len(bad)) * turned
    wish = 0.0
    if named and carriers and not good and not bad and _LACKING.match(clause):  # "without the dam we drown"
        return _PLAIN, carriers
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
