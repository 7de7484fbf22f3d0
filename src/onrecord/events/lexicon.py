"""The frames that code events, read from ``data/frames.toml`` and indexed by lemma."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Tests that look at more than a lemma (see :mod:`.fits`).
SPECIAL = frozenset(
    {"actor", "number", "placename", "armedgroup", "state", "party", "government", "parliament", "personactor"}
    | {"agent", "bodyagent", "stateactor", "international", "anything"}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """What may fill a place: lemmas and special tests. An empty slot is filled by anything, also by nothing."""

    lemmas: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.lemmas or self.special)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a lemma codes an event; the fields are explained at the head of ``frames.toml``."""

    type: str
    lemma: str
    particle: str | None = None
    noun: bool = False
    mode: str | None = None
    object: Slot = Slot()
    subject: Slot = Slot()
    unless_subject: Slot = Slot()
    unless_object: Slot = Slot()
    unless_prep_object: Slot = Slot()
    prep: tuple[str, ...] = ()
    unless_prep: tuple[str, ...] = ()
    prep_object: Slot = Slot()
    also_prep: tuple[str, ...] = ()
    also_object: Slot = Slot()
    who: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    needs: str = ""
    complement: tuple[str, ...] = ()
    intransitive: bool = False
    subject_plural: bool = False
    agentless: bool = False
    victim: bool = False
    passive: bool = False
    recipient: bool = False
    deverbal: str = ""
    unspoken: bool = False
    alone: bool = False
    light: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    not_modifiers: frozenset[str] = frozenset()
    of_nouns: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    modified_object: frozenset[str] = frozenset()
    adverb: frozenset[str] = frozenset()
    complement_verb: frozenset[str] = frozenset()
    unless_complement: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """How a reason calls it: "ASSAULT verb kill"."""
        kind = "noun" if self.noun else "verb"
        return f"{self.type} {kind} {self.lemma}" + (f" {self.particle}" if self.particle else "")


@cache
def frames() -> tuple[dict[str, tuple[Frame, ...]], dict[str, tuple[Frame, ...]]]:
    """Verb frames and noun frames by lemma.

    >>> sorted({frame.type for frame in frames()[0]["arrest"]})
    ['COERCE']
    """
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    for row in (row for data in _data() for row in data["frame"]):
        for frame in _frames(row):
            (nouns if frame.noun else verbs).setdefault(frame.lemma, []).append(frame)
    return {k: tuple(v) for k, v in verbs.items()}, {k: tuple(v) for k, v in nouns.items()}


def verb_lemma(token: Token) -> str:
    """The lemma of a verb; for the regular forms of our own verbs not the tagger's ("staged" is no "stag")."""
    return _regular_forms().get(token.lower_) or _irregular().get(token.lower_) or token.lemma_.lower()


@cache
def _regular_forms() -> dict[str, str]:
    verbs, nouns = frames()
    carried = {word.partition("+")[0] for rows in nouns.values() for frame in rows for word in frame.light}
    return {form: lemma for lemma in sorted({*verbs, *carried}) for form in inflected(lemma)}


def past_of(form: str) -> tuple[str, ...]:
    """The verbs of the frames whose participle a form may be.

    >>> past_of("closed"), past_of("shot"), past_of("school")
    (('close',), ('shoot',), ())
    """
    verb = _irregular().get(form) or _regular_forms().get(form)
    return (verb,) if verb and not form.endswith("ing") else ()


@cache
def _irregular() -> dict[str, str]:
    return dict(pair.split(":") for pair in cue_words("participles"))


def inflected(lemma: str) -> tuple[str, ...]:
    """The regular past and participle of a verb.

    >>> inflected("stage"), inflected("ban"), inflected("rally")
    (('staged', 'staging'), ('banned', 'banning'), ('rallied', 'rallying'))
    """
    if lemma.endswith("e"):
        return lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith(("mit", "pel", "fer")):
        return lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    if len(lemma) < 5 and lemma[-1] not in "aeiouwxyh" and lemma[-2] in "aeiou" and lemma[-3:-2] not in tuple("aeiou"):
        return lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    return lemma + "ed", lemma + "ing"


def noun_class(name: str) -> frozenset[str]:
    """The lemmas of one class of ``frames.toml``.

    >>> "troop" in noun_class("force")
    True
    """
    return _lists("classes")[name]


def cue_words(name: str) -> frozenset[str]:
    """The lemmas of one list of cues of ``frames.toml``.

    >>> "deny" in cue_words("denying")
    True
    """
    return _lists("cues")[name]


@cache
def _lists(section: str) -> dict[str, frozenset[str]]:
    lists = {name: frozenset(lemmas.split()) for data in _data() for name, lemmas in data.get(section, {}).items()}
    if section == "classes":
        lists["people"] |= _from_wordnet("people")
        lists["made"] = _from_wordnet("made").union(*(lists[name] for name in _MADE))
    return lists


def _from_wordnet(name: str) -> frozenset[str]:
    """Nouns for people, or for made things and places, beyond those of the frames."""
    lines = files(__package__).joinpath(f"data/{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def _data() -> tuple[dict, ...]:
    folder = files(__package__)
    return tuple(tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in _FILES)


_SLOTS = ("object", "subject", "unless_subject", "prep_object", "also_object", "unless_object", "unless_prep_object")
_TUPLES = ("prep", "also_prep", "who", "to", "complement", "unless_prep")
_SETS = ("light", "modifiers", "not_modifiers", "of_nouns", "unless_complement")
_SETS += ("marked", "modified_object", "adverb", "complement_verb")
_PLAIN = ("type", "mode", "needs", "intransitive", "subject_plural", "unspoken", "agentless", "victim")
_PLAIN += ("passive", "recipient", "deverbal", "alone")
#: Read in this order; the first frame of a lemma that fits wins.
_FILES = (
    "data/frames.toml",
    "data/frames_wide.toml",
    "data/frames_phrases.toml",
    "data/frames_broad.toml",
    "data/frames_alone.toml",
)
#: The classes of the frames that name made things and places.
_MADE = ("target", "sufferer", "site", "place", "property", "premises_all", "documents", "gift")


def _frames(row: dict) -> list[Frame]:
    slots = {key: _slot(row[key]) for key in _SLOTS if key in row}
    tuples = {key: tuple(row[key].split("|")) for key in _TUPLES if key in row}
    sets = {k: frozenset(row[k].split()) for k in _SETS if k in row}
    plain = {k: row[k] for k in _PLAIN if k in row}
    made = []
    for key in ("verbs", "nouns"):
        for word in row.get(key, "").split():
            lemma, _, particle = word.partition("+")
            made.append(
                Frame(lemma=lemma, particle=particle or None, noun=key == "nouns", **plain, **slots, **tuples, **sets)
            )
    return made


@cache  # most slots are written alike, and some hold thousands of nouns
def _slot(text: str) -> Slot:
    classes = _lists("classes")
    lemmas: set[str] = set()
    special: set[str] = set()
    for word in text.replace("|", " ").split():
        if word in SPECIAL:
            special.add(word)
        lemmas |= classes.get(word, frozenset() if word in SPECIAL - {"party"} else {word})
    return Slot(frozenset(lemmas), frozenset(special))
