"""When it was said: a date in the cue's own clause, never one of the content."""

from __future__ import annotations

import bisect
import re

from ..model import DateMention, Spans
from .tree import Tree
from .worth import Act

#: ISO 8601; a time of day behind it is left out ("2023-11-01TNI").
_DAY = re.compile(r"\d{4}(?:-W\d\d|-\d\d(?:-\d\d)?)?")
#: Labels through which a date hangs on its verb.
_ADJUNCT = frozenset(
    (
        "npadvmod",
        "prep",
        "pobj",
        "pcomp",
        "advmod",
        "nummod",
        "compound",
        "amod",
        "nmod",
        "appos",
        "dep",
        "punct",
        "quantmod",
        "tmod",
    )
)


class Dates:
    """The dates of one article by place."""

    def __init__(self, tree: Tree, dates: tuple[DateMention, ...]) -> None:
        self.tree = tree
        self.dates = sorted((date for date in dates if date.value), key=lambda date: date.span)
        self.starts = [date.span.start for date in self.dates]

    def of(self, act: Act, content: Spans, others: Spans = ()) -> str | None:
        """ISO 8601 of the date that the cue's clause or the clause it hangs on states, or None.

        ``others``: what else is said in the article; a date in there says when that would be, unless the cue stands in
        it too.
        """
        tree = self.tree
        if not self.dates or not len(tree):
            return None
        governors = [act.at]
        climbs = not self._another_clause(act.at)
        for head in tree.ancestors(act.at) if climbs else ():
            # "passed a resolution requiring": the noun in between is the cue's
            if tree.pos[head] not in ("VERB", "AUX", "NOUN"):
                break
            governors.append(head)
        governors += [kid for kid in tree.kids(act.at, "aux") if kid < act.at]
        number, here = tree.sentence[act.at], tree.start[act.at]
        apart = [span for span in others if not span.start <= here < span.end]
        best: tuple[int, str] | None = None
        for date in self._near(act.at):
            at = min(bisect.bisect_left(tree.start, date.span.start), len(tree) - 1)
            if tree.sentence[at] != number or any(date.span.overlaps(span) for span in content):
                continue
            if any(span.holds(date.span) for span in apart):
                continue
            verb = self._governor(at)
            beside = 0 < at - act.at <= 3 and date.span.end <= content[0].start
            if verb not in governors and not beside:
                continue
            distance = (0 if beside else governors.index(verb) * 100) + abs(at - act.at)
            value = date.value or ""
            if _DAY.match(value) and (best is None or distance < best[0]):
                best = (distance, value)
        return _DAY.match(best[1]).group() if best is not None else None

    def _another_clause(self, at: int) -> bool:
        """ "… on Tuesday, while unions announced": the day of the main clause is not that of the unions' words."""
        tree = self.tree
        subject = tree.child(at, "nsubj", "nsubjpass")
        return tree.dep[at] in ("advcl", "conj") and subject is not None and tree.tag[subject] not in ("WP", "WDT")

    def _near(self, at: int) -> list[DateMention]:
        tree = self.tree
        first = bisect.bisect_left(self.starts, tree.start[max(0, at - 80)])
        last = bisect.bisect_right(self.starts, tree.start[min(len(tree) - 1, at + 80)])
        return self.dates[first:last]

    def _governor(self, at: int) -> int:
        tree = self.tree
        for _ in range(12):
            if tree.pos[at] in ("VERB", "AUX") or tree.head[at] == at:
                return at
            at = tree.head[at]
        return at
