"""Who passed it on: agencies and outlets that were told, that quoted, that reported."""

from __future__ import annotations

from functools import lru_cache

from ..model import ActorType, Span, Spans
from .lexicon import rows, words
from .sources import noun_phrase, quoted_person
from .speaker import Speakers
from .tree import Tree
from .worth import Act


@lru_cache(maxsize=1)
def _outlet_words() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    table = {kind: tuple(value.split(", ")) for kind, value in rows("outlet_words.tsv")}
    return frozenset(word.lower() for word in table["name"]), table["agency"], frozenset(table["word"])


def is_outlet(text: str) -> bool:
    """Whether a name or phrase reads like a newspaper, an agency, a channel.

    >>> is_outlet("the Northern Herald"), is_outlet("a local media"), is_outlet("the press secretary")
    (True, True, False)
    """
    names, agencies, endings = _outlet_words()
    plain = text.strip(" .,'’\"”“").removeprefix("the ").removeprefix("The ")
    lower = plain.lower()
    if lower in names or any(agency in lower for agency in agencies):
        return True
    words = [word for word in lower.replace("’s", "").replace("'s", "").split() if word]
    return (
        bool(words) and (words[-1] in endings or (words[0] in names and len(words) <= 2)) and "secretary" not in words
    )


class Chain:
    """Finds the outlets a statement came through."""

    def __init__(self, text: str, tree: Tree, speakers: Speakers) -> None:
        self.text = text
        self.tree = tree
        self.speakers = speakers

    def outlet(self, span: Span) -> str | None:
        """The name of the outlet that a span names, or None."""
        actor = self.speakers.at(span)
        if actor is not None and actor.type is ActorType.OUTLET:
            return actor.name
        words = " ".join(span.of(self.text).split())
        if not is_outlet(words):
            return None
        if actor is not None and is_outlet(actor.name):
            return actor.name
        return words.removeprefix("the ").removeprefix("The ")

    def of(self, act: Act, content: Spans) -> tuple[str, ...]:
        """Outlets beside the cue: told X, in an email to X, quoted by X; nearest first, each once."""
        found: list[str] = []
        for span in self._beside(act):
            if any(span.overlaps(part) for part in content):
                continue
            name = self.outlet(span)
            if name is not None and name not in found:
                found.append(name)
        return tuple(found)

    def _beside(self, act: Act) -> list[Span]:
        tree, out = self.tree, []
        for kid in tree.children[act.at]:
            if tree.dep[kid] in ("dobj", "dative") and act.lemma in ("tell", "inform"):
                noun = tree.child(kid, "pobj") if tree.pos[kid] == "ADP" else kid
                out.extend(self._phrase(noun))
            elif tree.dep[kid] in ("prep", "agent", "dative") and kid > act.at:
                out.extend(self._medium(kid, depth=3))
        out.extend(self._quoted_by(act))
        for verb in (act.at, *tree.ancestors(act.at)):
            if quoted_person(tree, verb) is not None:
                out.extend(self._phrase(tree.child(verb, "nsubj")))
        return out

    def _medium(self, prep: int, *, depth: int) -> list[Span]:
        """ "to X", "in an interview with X", "in an email to X", "on X"."""
        tree = self.tree
        noun = tree.child(prep, "pobj")
        if noun is None or depth == 0:
            return []
        if tree.lower[noun] in words("occasions.tsv"):
            return [span for kid in tree.kids(noun, "prep") for span in self._medium(kid, depth=depth - 1)]
        return self._phrase(noun) if tree.lower[prep] in ("to", "with", "on", "for", "by", "via", "through") else []

    def _quoted_by(self, act: Act) -> list[Span]:
        """ "…, quoted by X, …" and "…, as reported by X" in the cue's sentence."""
        tree, number, out = self.tree, self.tree.sentence[act.at], []
        at = act.at
        for verb in range(max(0, at - 30), min(len(tree), at + 30)):
            if (
                tree.sentence[verb] == number
                and tree.lower[verb] in ("quoted", "cited", "reported", "carried", "published")
                and tree.tag[verb] == "VBN"
            ):
                by = next(
                    (kid for kid in (verb + 1, verb + 2) if kid < len(tree) and tree.lower[kid] in ("by", "in", "on")),
                    None,
                )
                noun = tree.child(by, "pobj") if by is not None else None
                out.extend(self._phrase(noun))
        return out

    def _phrase(self, noun: int | None) -> list[Span]:
        if noun is None:
            return []
        first, last = noun_phrase(self.tree, noun)
        span = self.tree.span(first, min(last, noun + 1) if last > noun + 8 else last)
        return [span] if span is not None else []
