"""Statements of one occasion: "Tavi told the Herald on Monday that …. She added that …" were said on the same day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..model import Statement, hull

#: How far the next words of a speaker may stand from the last ones, in characters.
_NEXT = 250
#: Words that open another occasion.
_OTHER_TIME = re.compile(
    r"\b(?:earlier|previously|later|before|ago|last|once|in\s(?:19|20)\d\d|separately|meanwhile|has|have|had)\b", re.I
)
_GOES_ON = re.compile(
    r"\b(?:added?|adding|adds|went\son|continued|also|further|furthermore|stressed|noted|explained|said|says|told|saying)\b",
    re.I,
)


def same_occasion(text: str, statements: Iterable[Statement]) -> list[Statement]:
    """The statements with ``date_said`` and ``via`` of the one right before, where its speaker goes on speaking.

    Only from one statement to the next of the same speaker that follows closely, with no word of another time between.
    """
    out: list[Statement] = []
    for statement in statements:
        together = [one for one in out[-4:] if one.content == out[-1].content]  # of joint speakers, each may go on
        previous = next((one for one in together if one.speaker == statement.speaker), out[-1] if out else None)
        if previous is not None and _goes_on(text, previous, statement):
            via = statement.via or (previous.via if previous.nested_in is None else ())
            statement = replace(statement, date_said=statement.date_said or previous.date_said, via=via)
        out.append(statement)
    return out


def _goes_on(text: str, previous: Statement, statement: Statement) -> bool:
    if statement.speaker is None or statement.speaker != previous.speaker or statement.nested_in or previous.nested_in:
        return False
    if statement.in_headline or previous.in_headline or not (previous.date_said or previous.via):
        return False
    end = max(hull(previous.content).end, hull(previous.cue).end)
    whole = hull((*statement.content, *statement.cue))
    if not -20 <= whole.start - end <= _NEXT:
        return False
    cue = " ".join(span.of(text) for span in statement.cue)
    outside = text[end : max(end, whole.start)] + " " + cue
    return bool(_GOES_ON.search(cue)) and not _OTHER_TIME.search(outside)
