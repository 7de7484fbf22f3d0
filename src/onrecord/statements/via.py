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


@lru_cache(maxsize=1)
def _platforms() -> dict[str, str]:
    """Where people post, by lower case."""
    return {
        name.lower(): name
        for kind, value in rows("outlet_words.tsv")
        if kind == "platform"
        for name in value.split(", ")
    }


#: "on X", "the platform X": a letter alone is no platform.
_AT = frozenset(("on", "platform", "network", "via", "site"))


def _bare(name: str) -> str:
    """A name without article, and an acronym without "news agency"."""
    name = name.strip().removeprefix("the ").removeprefix("The ").removeprefix("daily ")
    for ending in (" news agency", " newspaper", " agency"):
        if name.endswith(ending) and name.removesuffix(ending).isupper():
            name = name.removesuffix(ending)
    return name


class Chain:
    """Finds the outlets a statement came through; ``own`` is the article's own, which is no way station."""

    def __init__(self, text: str, tree: Tree, speakers: Speakers, *, own: str | None = None) -> None:
        self.text = text
        self.tree = tree
        self.speakers = speakers
        self.own = _bare(own).casefold() if own else None

    def outlet(self, span: Span, *, sure: bool = False) -> str | None:
        """The name of the outlet that a span names, or None; ``sure``: whatever it names but a person is one."""
        actor = self.speakers.at(span)
        if actor is not None and actor.type is ActorType.OUTLET:
            return _bare(actor.name)
        words = " ".join(span.of(self.text).split())
        if sure and actor is not None and actor.type is not ActorType.PERSON:
            return _bare(actor.name)
        if not is_outlet(words):
            return None
        if actor is not None and is_outlet(actor.name):
            return _bare(actor.name)
        return _bare(words)

    def of(self, act: Act, content: Spans, source: Spans = ()) -> tuple[str, ...]:
        """Outlets and platforms beside the cue: told X, in an email to X, quoted by X; nearest first, each once."""
        found: list[str] = []
        quoting = self._quoted_by(act)
        for span in (*self._beside(act), *quoting):
            # "Roe, quoted by the Herald, said" names the Herald in the source
            beside = content if span in quoting else (*content, *source)
            if any(span.overlaps(part) for part in beside):
                continue
            name = self.outlet(span, sure=span in quoting)
            if name is not None and name not in found and name.casefold() != self.own:
                found.append(name)
        found += [name for name in self._posted_on(act) if name not in found]
        return tuple(found)

    def _posted_on(self, act: Act) -> list[str]:
        """ "wrote on Telegram", "in a Facebook post", "tweeted"."""
        tree, out = self.tree, []
        if act.lemma in ("tweet", "retweet"):
            return ["Twitter"]
        for kid in tree.children[act.at]:
            if tree.dep[kid] != "prep" or tree.lower[kid] not in ("on", "in", "via", "through"):
                continue
            inside = range(tree.left[kid], tree.right[kid] + 1)
            posts = tree.lower[kid] in ("on", "via") or any(tree.lemma[at] in words("occasions.tsv") for at in inside)
            out += [
                _platforms()[name]
                for at in inside
                if posts
                and (name := tree.lower[at].rstrip(".")) in _platforms()
                and (len(name) > 1 or tree.lower[at - 1] in _AT)
            ]
        return out[:1]

    def _beside(self, act: Act) -> list[Span]:
        tree, out = self.tree, []
        for kid in tree.children[act.at]:
            if tree.dep[kid] in ("dobj", "dative") and act.lemma in ("tell", "inform"):
                noun = tree.child(kid, "pobj") if tree.pos[kid] == "ADP" else kid
                out.extend(self._phrase(noun))
            elif tree.dep[kid] in ("prep", "agent", "dative") and (kid > act.at or self._occasion(kid)):
                out.extend(self._medium(kid, depth=3))
        for verb in (act.at, *tree.ancestors(act.at)):
            if quoted_person(tree, verb) is not None:
                out.extend(self._phrase(tree.child(verb, "nsubj")))
                by = next((at for at in range(verb, min(verb + 5, len(tree))) if tree.lower[at] == "by"), None)
                out.extend(self._phrase(tree.child(by, "pobj") if by is not None else None))
        return out

    def _occasion(self, prep: int) -> bool:
        """Whether a phrase names what the words stood in: "In an email to the Herald, the company wrote"."""
        noun = self.tree.child(prep, "pobj")
        return noun is not None and self.tree.lower[noun] in words("occasions.tsv")

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
