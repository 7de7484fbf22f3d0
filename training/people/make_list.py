"""Make the lists of nouns for people and for made things that events look at, from WordNet 3.0.

    apt-get download wordnet-base && dpkg-deb -x wordnet-base_*.deb wordnet
    python -m training.people.make_list wordnet/usr/share/wordnet src/onrecord/events/data/people.txt
    python -m training.people.make_list wordnet/usr/share/wordnet src/onrecord/events/data/made.txt --made

In go single words whose first sense is a person, and most of whose senses are persons; with ``--made`` the same for
what is built or made, and for places. What WordNet marks as offensive, disparaging or slang stays out: nobody reports
news in such words.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_PERSON = frozenset({"00007846"})
#: Artefacts, and locations.
_MADE = frozenset({"00021939", "00027167"})
_WORD = re.compile(r"[a-z][a-z-]+")
_NOT_NEWS = re.compile(r"offensive|disparag|derogatory|obscene|slur|slang|pejorative|contempt|vulgar")
_UNFIT = frozenset("jewess negress negro retard slut squaw whore".split())  # noqa: SIM905
_HEAD = """\
# Nouns for {kind}, a line each; made by training/people from WordNet 3.0, Copyright 2006 by Princeton University.
# All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS
# OR WARRANTIES, EXPRESS OR IMPLIED (the whole licence: see NOTICE).
"""


def main(folder: str, out: str, *flags: str) -> None:
    """Write the list."""
    kind, wanted = ("made things and places", _MADE) if "--made" in flags else ("people", _PERSON)
    senses = dict(_senses(Path(folder, "data.noun")))
    words = [word for word, offsets in _index(Path(folder, "index.noun")) if _is(wanted, word, offsets, senses)]
    Path(out).write_text(_HEAD.format(kind=kind) + "\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} nouns")


def _rows(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("  ")]


def _senses(path: Path):
    """Offset → (words as written, offsets of what it is a kind of, gloss)."""
    for line in _rows(path):
        head, _, gloss = line.partition("|")
        fields = head.split()
        n = int(fields[3], 16)
        at = 4 + 2 * n
        pointers = fields[at + 1 : at + 1 + 4 * int(fields[at])]
        above = [pointers[i + 1] for i in range(0, len(pointers), 4) if pointers[i] in ("@", "@i")]
        yield fields[0], (fields[4:at:2], above, gloss)


def _index(path: Path):
    """Word and the offsets of its senses, the commonest first."""
    for line in _rows(path):
        fields = line.split()
        if _WORD.fullmatch(fields[0]):
            yield fields[0], fields[-int(fields[2]) :]


def _is(wanted: frozenset[str], word: str, offsets: list[str], senses: dict) -> bool:
    written = word in senses[offsets[0]][0]
    such = [bool(wanted & _above(offset, senses)) for offset in offsets]
    fit = not any(_NOT_NEWS.search(senses[offset][2]) for offset in offsets)
    return written and word not in _UNFIT and such[0] and 3 * sum(such) >= 2 * len(such) and fit


def _above(offset: str, senses: dict) -> set[str]:
    found: set[str] = set()
    todo = [offset]
    while todo:
        if (one := todo.pop()) not in found:
            found.add(one)
            todo += senses[one][1]
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
