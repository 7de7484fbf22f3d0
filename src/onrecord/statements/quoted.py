"""From a quotation to the one who is quoted: the cue behind it, before it, or of the quotation before."""

from __future__ import annotations

import bisect
from dataclasses import replace

from ..model import Span, Spans
from .found import Found, joined
from .indirect import spans_of
from .lexicon import Lexicon
from .quotes import Quotation
from .sources import noun_phrase, subject_of
from .tree import Tree

_NOBODY = frozenset(("it", "this", "that", "there", "what", "which"))
_AFTER_QUOTATION = frozenset(("PRON", "PROPN", "VERB"))
_STOPS = frozenset(".!?")
#: How many tokens from the quotation the cue may stand.
_REACH = 30


class QuoteLinker:
    """Links quotations to findings of other rules, to a cue beside them, or to the attribution before them."""

    def __init__(
        self, text: str, tree: Tree, lexicon: Lexicon, quotations: tuple[Quotation, ...], paragraphs: Spans
    ) -> None:
        self.text = text
        self.tree = tree
        self.lexicon = lexicon
        self.quotations = quotations
        self.starts = [quotation.outer.start for quotation in quotations]
        self.paragraph_starts = [paragraph.start for paragraph in paragraphs]
        self.paragraphs = paragraphs

    def touching(self, span: Span) -> list[int]:
        """The numbers of the quotations that share a character with the span."""
        first = max(0, bisect.bisect_right(self.starts, span.start) - 1)
        last = bisect.bisect_left(self.starts, span.end)
        return [k for k in range(first, last) if self.quotations[k].outer.overlaps(span)]

    def paragraph_of(self, at: int) -> int:
        """The number of the paragraph that holds an offset."""
        return bisect.bisect_right(self.paragraph_starts, at) - 1

    def widen(self, found: Found) -> tuple[Found, list[int]]:
        """A finding with whole quotations where its content cut one; and the quotations it now holds.

        A cue inside a quotation keeps its content inside the same quotation.
        """
        cue = found.cue[0]
        home = next((k for k in self.touching(cue) if self.quotations[k].outer.holds(cue)), None)
        if home is not None:
            inner = self.quotations[home].inner
            content = tuple(
                Span(max(s.start, inner.start), min(s.end, inner.end))
                for s in found.content
                if s.start < inner.end and inner.start < s.end
            )
            return (found.with_content(content) if content else replace(found, probability=0.0)), []
        held: list[int] = []
        spans: list[Span] = []
        for span in found.content:
            start, end = span.start, span.end
            for k in self.touching(span):
                outer = self.quotations[k].outer
                if any(outer.overlaps(piece) for piece in (*found.source, *found.cue)):
                    continue
                if min(end, outer.end) - max(start, outer.start) < 2:
                    continue
                held.append(k)
                start, end = min(start, outer.start), max(end, outer.end)
            spans.append(Span(start, end))
        if not held:
            return found, held
        return found.with_content(joined(tuple(spans)), bonus=0.35), held

    def link(self, findings: list[Found]) -> list[Found]:
        """All findings, widened, and those that only the quotation marks show."""
        out: list[Found] = []
        owner: dict[int, int] = {}
        for found in findings:
            wide, held = self.widen(found)
            if wide.probability <= 0:
                continue
            out.append(wide)
            for k in held:
                best = owner.get(k)
                if best is None or _better(wide, out[best]):
                    owner[k] = len(out) - 1
        for k, quotation in enumerate(self.quotations):
            if k in owner:
                continue
            if k and self.quotations[k - 1].goes_on and k - 1 in owner:
                self._append(out, owner[k - 1], quotation)
                owner[k] = owner[k - 1]
                continue
            before = self._before(quotation)
            beside = before if before is not None and self._abuts(before[0], quotation) else None
            beside = beside or self._behind(quotation) or before
            if beside is not None and k and k - 1 in owner and self._same_cue(beside[0], out[owner[k - 1]]):
                beside = None  # "…," she said, "…"
            if beside is not None:
                verb, source, rule = beside
                out.append(self._quoted(quotation, verb, source, rule))
                owner[k] = len(out) - 1
            elif k and k - 1 in owner and self._continues(k, out[owner[k - 1]]):
                self._append(out, owner[k - 1], quotation)
                owner[k] = owner[k - 1]
        return out

    def _append(self, out: list[Found], at: int, quotation: Quotation) -> None:
        out[at] = out[at].with_content(joined((*out[at].content, quotation.outer)))

    def _quoted(self, quotation: Quotation, verb: int, source: Spans, rule: str) -> Found:
        cue = spans_of(self.tree, ((verb, verb),))
        return Found(source, cue, (quotation.outer,), 0.8 if source else 0.55, rule, self.tree.lemma[verb])

    def _behind(self, quotation: Quotation) -> tuple[int, Spans, str] | None:
        """ "…," X said; "…?" asked X."""
        tree = self.tree
        at = bisect.bisect_left(tree.start, quotation.outer.end)
        ends = self.text[quotation.inner.end - 1] if quotation.inner.end > quotation.inner.start else ""
        if at < len(tree) and tree.text[at] in (",", "–", "—", "--"):
            at += 1
        elif ends not in ",?!–—-" and (ends == "." or at >= len(tree) or tree.pos[at] not in _AFTER_QUOTATION):
            # British papers leave the comma out: "…" he said
            return None
        if at < len(tree) and tree.pos[at] == "CCONJ":
            return None  # "…, and the party said": another sentence
        stop = self.paragraphs[self.paragraph_of(quotation.outer.start)].end
        first = at
        for verb in range(at, min(at + _REACH, len(tree))):
            if tree.start[verb] >= stop or tree.text[verb] in _STOPS or tree.text[verb] in '"“”':
                return None
            if tree.tag[verb] == "VBG" and tree.child(verb, "nsubj") is None and verb > first:
                continue
            if (
                tree.pos[verb] in ("VERB", "AUX", "NOUN")
                and tree.tag[verb] in ("VBD", "VBZ", "VBP", "VBG", "VBN")
                and self.lexicon.says(tree.lemma[verb])
            ):
                source = self._source_around(verb, first)
                return (verb, source, "quotation, cue") if source or verb - first <= 3 else None
        return None

    def _source_around(self, verb: int, first: int) -> Spans:
        tree = self.tree
        own = [
            kid for kid in tree.children[verb] if tree.dep[kid] in ("nsubj", "nsubjpass") and tree.left[kid] >= first
        ]
        if own:
            return spans_of(tree, (noun_phrase(tree, min(own, key=lambda kid: abs(kid - verb))),))
        if verb > first and tree.pos[first] in ("PROPN", "PRON", "NOUN", "DET", "ADJ"):
            end = first
            while end + 1 < verb and tree.text[end + 1] != ",":
                end += 1
            return spans_of(tree, ((first, end),))
        if verb == first and verb + 1 < len(tree) and tree.pos[verb + 1] in ("PROPN", "PRON", "NOUN", "DET", "ADJ"):
            end = verb + 1
            while (
                end + 1 < len(tree)
                and tree.pos[end + 1] in ("PROPN", "NOUN", "ADJ", "PART")
                and tree.sentence[end + 1] == tree.sentence[verb]
            ):
                end += 1
            return spans_of(tree, ((verb + 1, end),))
        subject = subject_of(tree, verb)
        return spans_of(tree, (noun_phrase(tree, subject),)) if subject is not None else ()

    def _before(self, quotation: Quotation) -> tuple[int, Spans, str] | None:
        """X said: "…"; X warned that "…"."""
        tree = self.tree
        at = bisect.bisect_left(tree.start, quotation.outer.start) - 1
        while at >= 0 and tree.pos[at] == "SPACE":
            at -= 1
        if at < 0:
            return None
        if tree.text[at] in _STOPS:
            return None
        colon = tree.text[at] in (":", ",")
        paragraph = self.paragraph_of(quotation.outer.start)
        start = self.paragraphs[paragraph].start
        if tree.start[at] < start:
            if tree.text[at] != ":":
                return None
            start = self.paragraphs[max(0, paragraph - 1)].start
        for verb in range(at, max(-1, at - _REACH), -1):
            if tree.start[verb] < start or (verb < at and tree.text[verb] in _STOPS) or tree.text[verb] in '"“”':
                return None
            if tree.pos[verb] in ("VERB", "AUX") and self.lexicon.says(tree.lemma[verb]):
                if not colon and at - verb > 1:
                    return None
                subject = subject_of(tree, verb)
                source = spans_of(tree, (noun_phrase(tree, subject),)) if subject is not None and subject < verb else ()
                return verb, source, "cue, quotation"
            if tree.text[at] == ":" and (subject := self._acting_person(verb)) is not None:
                return verb, spans_of(tree, (noun_phrase(tree, subject),)), "cue, quotation"
        return None

    def _acting_person(self, verb: int) -> int | None:
        """The subject of any verb before a colon: "She went further: “…”"."""
        tree = self.tree
        subject = tree.child(verb, "nsubj") if tree.tag[verb] in ("VBD", "VBZ") else None
        if subject is None or tree.pos[subject] not in ("PROPN", "PRON") or tree.lower[subject] in _NOBODY:
            return None
        return subject

    def _abuts(self, verb: int, quotation: Quotation) -> bool:
        """Whether nothing but a comma or a colon stands between a cue and the quotation behind it."""
        return self.text[self.tree.end[verb] : quotation.outer.start].strip() in (",", ":", "")

    def _same_cue(self, verb: int, former: Found) -> bool:
        return any(cue.start <= self.tree.start[verb] < cue.end for cue in former.cue)

    def _continues(self, k: int, former: Found) -> bool:
        """Whether quotation ``k`` goes on with the words of the one before: "…," X said. "…" """
        here, last = self.quotations[k], self.quotations[k - 1]
        if len(here.inner) < 15:
            return False
        paragraph, before = self.paragraph_of(here.outer.start), self.paragraph_of(last.outer.start)
        between = self.text[last.outer.end : here.outer.start]
        if paragraph == before:
            # nothing but the cue and its source in between
            rest = between.strip()
            return (
                len(rest) < 160
                and (not rest or rest[-1] in ".,:;–—")
                and rest.count(".") <= 2
                and self._cue_between(former, last, here)
            )
        whole = here.outer.start == self.paragraphs[paragraph].start
        return (
            whole and paragraph == before + 1 and len(between.strip()) < 120 and self._ends_in_quotation(k - 1, former)
        )

    def _cue_between(self, former: Found, last: Quotation, here: Quotation) -> bool:
        return any(last.outer.end <= cue.start < here.outer.start for cue in former.cue)

    def _ends_in_quotation(self, k: int, former: Found) -> bool:
        paragraph = self.paragraphs[self.paragraph_of(self.quotations[k].outer.start)]
        behind = self.text[self.quotations[k].outer.end : paragraph.end].strip()
        return not behind or self._cue_between(
            former,
            self.quotations[k],
            Quotation(Span(paragraph.end, paragraph.end + 1), Span(paragraph.end, paragraph.end + 1)),
        )


def _better(one: Found, other: Found) -> bool:
    """The finding that holds a quotation closest: the shorter content, then the likelier."""
    return sum(map(len, one.content)) < sum(map(len, other.content))
