"""Words that show an attitude: which classes of expression a text holds, in the order of ``data/attitudes.txt``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .words import data_lines, stem, stop_words, words, words_and_stems

Expression = tuple[str, ...]
_BREAKS = frozenset({"and", "but", "while", "becaus", "because", "who", "which", "that"})
_LOOSE = _BREAKS | {"or", "to", "so", "if", "by"}
_BEFORE_NOUN = frozenset({"the", "a", "an", "any", "all", "this", "its", "their"})
#: Stand for what is spoken of: "it must go".
_GONE = frozenset({"it", "they"})
#: Words between a turning word and the one that it turns, at most.
_REACH = 4


@cache
def expressions(name: str) -> dict[str, tuple[Expression, ...]]:
    """First stem → the expressions of one class that begin with it, longest first."""
    table: dict[str, set[Expression]] = {}
    for member in _members(name):
        expression = tuple(stem(word) for word in words(member))
        table.setdefault(expression[0], set()).add(expression)
    return {first: tuple(sorted(found, key=lambda one: (-len(one), one))) for first, found in table.items()}


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression as written, and the words it covers: ``words(text)[start:end]``."""

    text: str
    start: int
    end: int


def hits(text: str, name: str) -> tuple[Hit, ...]:
    """The expressions of a class in a text, in order; the longest at each place."""
    table = expressions(name)
    said, stems = words_and_stems(text)
    if table.keys().isdisjoint(stems):
        return ()
    out: list[Hit] = []
    i = 0
    while i < len(stems):
        length = next((len(e) for e in table.get(stems[i], ()) if stems[i : i + len(e)] == e), 0)
        if length:
            out.append(Hit(" ".join(said[i : i + length]), i, i + length))
        i += length or 1
    return tuple(out)


def found(text: str, name: str) -> tuple[str, ...]:
    """The expressions of a class in a text, as written.

    >>> found("They ruled out a referendum and oppose the law", "cue_against")
    ('ruled out', 'oppose')
    """
    return tuple(hit.text for hit in hits(text, name))


def written(text: str, name: str) -> tuple[str, ...]:
    """The words of a class that stand in a text just as they are listed, where a stem says too little.

    >>> written("accused the protesters of", "foes"), written("held a protest against", "foes")
    (('protesters',), ())
    """
    return tuple(word for word in words(text) if word in _members(name))


@cache
def _members(name: str) -> frozenset[str]:
    """The expressions of a class as they are listed."""
    lines = (line.partition(":") for line in data_lines("attitudes.txt"))
    return frozenset(one.strip() for head, _, members in lines if head == name for one in members.split(","))


@dataclass(frozen=True, slots=True)
class Turns:
    """Words that turn round the thing itself ("withdraw the troops") or a measure ("reverse the decision").

    ``again``: how many of them are themselves turned by the one before ("stop the withdrawal").
    """

    thing: tuple[str, ...]
    measure: tuple[str, ...]
    again: int = 0


def turns(text: str, about: frozenset[str], own: frozenset[str] = frozenset()) -> Turns:
    """What a text turns round: its end, its stop, its removal.

    The thing (stems in ``about``) stands within five words after the turning word, or within three before it if that
    word needs no object ("the troops must leave") or has none ("a stop"). ``own`` are stems of the measure itself
    ("ban" in an issue "A ban on fishing"): they turn nothing, but may be turned ("repeal the ban").

    >>> turns("to withdraw the troops and so to put an end to the terror", frozenset({"troop"}))
    Turns(thing=('withdraw',), measure=(), again=0)
    >>> turns("scrap the plan", frozenset({"troop"}))
    Turns(thing=(), measure=('scrap',), again=0)
    >>> turns("the delay of the withdrawal of the troops", frozenset({"troop"}))
    Turns(thing=('delay', 'withdrawal'), measure=(), again=1)
    """
    stems = list(words_and_stems(text)[1])
    measures = {stem(word) for hit in hits(text, "measure") for word in words(hit.text)} | own
    goes = {hit.start for hit in hits(text, "goes")} | {hit.end for hit in hits(text, "goes")}
    thing: list[str] = []
    measure: list[str] = []
    again, later = 0, None
    for hit in reversed(hits(text, "turn")):
        if own.intersection(stems[hit.start : hit.end]):
            continue
        after = _until_break(stems[hit.end : hit.end + 5])
        before = set(stems[max(0, hit.start - 3) : hit.start])
        leaves = hit.start in goes or hit.end in goes
        alone = leaves or not [s for s in after if s not in _small_stems()]
        met = about | measures | (_GONE if leaves else frozenset())
        if measures & set(after[:4]):
            kind = measure
        elif about & set(after) or (alone and met & before):
            kind = thing
        else:
            kind = None
        if later is not None and _governs(stems[hit.end : later[0].start]) and kind in (None, later[1]):
            again, kind = again + 1, later[1]
        if kind is not None:
            kind.insert(0, hit.text)
            later = hit, kind
    return Turns(tuple(thing), tuple(measure), again)


def _governs(between: list[str]) -> bool:
    """Whether a word has the next as its object, by what stands between them: "the delay *of the coal* exit"."""
    noun = {i for i, one in enumerate(between[1:]) if one in _BEFORE_NOUN}  # "a halt to the", but not "plans to"
    breaks = {one for i, one in enumerate(between) if not (one == "to" and i in noun)}
    return 0 < len(between) <= _REACH and _LOOSE.isdisjoint(breaks)


def _until_break(stems: list[str]) -> list[str]:
    return next((stems[:i] for i, one in enumerate(stems) if one in _BREAKS), stems)


@cache
def _small_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in stop_words())
