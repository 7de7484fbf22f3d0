"""What scrapers glue to the end of a paragraph: "Enditem", "(Reporting by …)", "READ ALSO: …"."""

from __future__ import annotations

import re

from ..model import ZoneKind

_AFTER = r"(?:(?<=[.!?”\"])|(?<=[.!?”\"]\s))"
_SUFFIXES = (
    (ZoneKind.METADATA, re.compile(rf"{_AFTER}\s?(?:[A-Z]{{2,4}}\s?){{2,5}}\s*$")),  # "PTW SKD RT RT"
    (ZoneKind.METADATA, re.compile(rf"{_AFTER}[(\[][A-Z]{{2,6}}(?:[/-][A-Za-z]{{2,12}}){{0,3}}[)\]]\s*$")),  # "(PNA)"
    (
        ZoneKind.METADATA,
        re.compile(rf"{_AFTER}(?:Enditem|[■□◼●∎]+|\(?ENDS?\)?|#{{2,}}|-{{1,2}}\s?ENDS?\s?-{{1,2}}|-30-)\s*$"),
    ),
    (
        ZoneKind.BYLINE,
        re.compile(
            rf"{_AFTER}[(\[]?(?:Additional |Further )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)"
            r"(?: and (?:writing|editing|reporting))? by [A-Z].{2,300}$"
        ),
    ),
    (
        ZoneKind.NAVIGATION,
        re.compile(rf"{_AFTER}(?:READ (?:ALSO|MORE|NEXT)|ALSO READ|SEE ALSO|RELATED)\s*[:>»].{{3,200}}$"),
    ),
    (
        ZoneKind.NAVIGATION,
        re.compile(rf"{_AFTER}(?:Share this|Read more|Click here|Continue reading|ADVERTISEMENT|Advertisement)\W*$"),
    ),
)


def find_suffix(text: str) -> tuple[ZoneKind, int] | None:
    """What a paragraph's end is if it is no text any more, and where it begins.

    >>> find_suffix("The vote was lost. Enditem")
    (<ZoneKind.METADATA: 'metadata'>, 19)
    """
    tail = max(0, len(text) - 400)
    for kind, pattern in _SUFFIXES:
        if (match := pattern.search(text, tail)) and match.start() > 10:
            return kind, match.start()
    return None
