"""The PLOVER type of words alone: a demand, a threat, an accusation, praise, a promise, a rejection.

Such words are statements and never events, so nothing is counted twice; their type is a view on the statement, derived
from the act that put it on record. The table is ``data/acts_in_words.tsv``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

#: The types that words alone can have.
IN_WORDS = ("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
#: How a statement's reason names its act: "demand: urge (dobj+xcomp)".
_ACT = re.compile(r"(say|deny|demand|stance): ([^()]+) \(([^()]+)\)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Words of a promise among which the deed stands: "to retaliate", "that the army would strike".
_NEAR = 7
#: What turns a promise round: "not to attack", "to refrain from".
_NOT = frozenset({"not", "never", "no", "stop", "refrain", "end", "avoid", "without", "n't"})


def plover_of(reason: str, content: str = "") -> str | None:
    """The PLOVER type of a statement's act, or None for plain saying and denying.

    Args:
        reason: the statement's ``reason``, which names act, word and frame.
        content: its words, as far as at hand: a promise to do harm is a threat.

    Examples:
        >>> plover_of("demand: urge (dobj+xcomp)"), plover_of("stance: hail (dobj)"), plover_of("say: say (ccomp)")
        ('REQUEST', 'SUPPORT', None)
        >>> plover_of("say: vow (xcomp)", "to open the harbour"), plover_of("say: vow (xcomp)", "to retaliate")
        ('AGREE', 'THREATEN')

    Source: PLOVER (Political Language Ontology for Verifiable Event Records), its verbal types.
    """
    act = _ACT.match(reason)
    if act is None or act[1] == "deny":
        return None
    return _type_of(act[2], act[3], _harmful(content))


def _type_of(lemma: str, frame: str, harmful: bool) -> str | None:
    for type_, frames, lemmas in _table():
        if lemma in lemmas and ("*" in frames or frame in frames) and type_ != "harm":
            return "THREATEN" if type_ == "AGREE" and harmful else type_
    return None


def _harmful(content: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(content[:200])[:_NEAR]]
    harm = next(lemmas for type_, _, lemmas in _table() if type_ == "harm")
    return bool(harm.intersection(words)) and not _NOT.intersection(words)


@cache
def _table() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    text = (files(__package__) / "data" / "acts_in_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((type_, frozenset(frames.split()), frozenset(lemmas.split(", "))) for type_, frames, lemmas in rows)
