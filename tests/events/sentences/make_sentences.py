"""Make ``sentences.jsonl`` from the coders' files; nobody types an offset.

A coder's file holds a sentence a line, under ``# style:`` headings, and below it a line for each event::

    Gunmen killed the mayor of Gulu and two guards on Monday, residents said.
    =a ASS killed >Gunmen <the mayor of Gulu & ?two guards #on Monday *2 guards/killed !residents

Behind ``=``: realis (a actual, p planned, h hypothetical, n negated, d denied, o historical); type, with its mode after
a slash; the trigger as written; then in any order ``>`` who, ``<`` to whom (several with ``&``; ``?`` marks those that
nobody asks for), ``@`` where, ``#`` when, ``*`` a magnitude (``>`` at least, ``<`` at most, ``~`` about; unit, after
a slash what became of them), ``!`` who says so. Every snippet must stand in its sentence, or the script stops and says
which.

``fresh/*.txt`` holds what was written later, in other styles, to see what the rules do on what they were not made on;
``blind/*.txt`` what somebody wrote who knew the guideline and not the rules: all of it is counted and none looked at.
``coder_b.tsv`` holds the second codes, ``adjudicated.txt`` what was decided for them and against the first.

Run: ``python tests/events/sentences/make_sentences.py``, with ``--agreement`` to see how far the two codes agree.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
TYPES = {
    "ASS": "ASSAULT", "CTL": "CONTROL", "MOB": "MOBILIZE", "COE": "COERCE", "SAN": "SANCTION", "PRO": "PROTEST",
    "CNS": "CONSULT", "AGR": "AGREE", "COO": "COOPERATE", "SUP": "SUPPORT", "REJ": "REJECT", "AID": "AID",
    "RET": "RETREAT", "CCD": "CONCEDE", "ACC": "ACCUSE", "OFF": "OFFICE", "LEG": "LEGISLATE", "REQ": "REQUEST",
    "THR": "THREATEN",
}  # fmt: skip
REALIS = {"a": "actual", "p": "planned", "h": "hypothetical", "n": "negated", "d": "denied", "o": "historical"}
BOUNDS = {">": "min", "<": "max", "~": "about"}
_EVENT = re.compile(r"=([aphndo]) ([A-Z]{3})(?:/([\w-]+))? (.+)")
_PART = re.compile(r"\s+(?=[><@#*!][^\s])")
_MAGNITUDE = re.compile(r"([<>~]?)([\d.]+) ([^/]+?)(?:/(.+))?")


class BadLine(SystemExit):
    """A line that cannot be read, or a snippet that its sentence does not have."""


def sentence_id(text: str) -> str:
    """Ten digits that depend on nothing but the text."""
    return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()


def split_of(text: str, *, fresh: bool = False) -> str:
    """ "test" for three in ten, by the text alone; "dev" for the others. The fresh ones in halves."""
    number = int(sentence_id(text), 16)
    if fresh:
        return "fresh-test" if number % 2 else "fresh-dev"
    return "test" if number % 10 < 3 else "dev"


def rows() -> Iterator[dict]:
    """One row a sentence: the two coders' codes in short, and the events that were decided on."""
    second, decided = second_codes(), {row["text"]: row["events"] for row in coded([HERE / "adjudicated.txt"])}
    for row in coded(sorted((HERE / "coder_a").glob("*.txt"))):
        codes = {"a": short(row["events"]), "b": second.pop(row["id"], None)}
        yield row | {"codes": codes, "events": decided.pop(row["text"], row["events"])}
    if second or decided:
        raise BadLine(f"codes of sentences that are not there: {sorted(second)} {sorted(decided)}")
    for row in coded(sorted((HERE / "fresh").glob("*.txt"))):
        split = split_of(row["text"], fresh=True)
        yield row | {"split": split, "codes": {"a": short(row["events"]), "b": None}}
    for row in coded(sorted((HERE / "blind").glob("*.txt"))):
        yield row | {"split": "blind", "codes": {"a": short(row["events"]), "b": None}}


def second_codes() -> dict[str, list[str]]:
    """Id → realis and type of each event, of the sentences that have a second code."""
    lines = (HERE / "coder_b.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {id: [] if codes == "-" else sorted(codes.split(",")) for id, codes in pairs}


def short(events: list[dict]) -> list[str]:
    """Events as the second coder writes them: "aCOE"."""
    types = {long: name for name, long in TYPES.items()}
    signs = {long: sign for sign, long in REALIS.items()}
    return sorted(signs[event["realis"]] + types[event["type"]] for event in events)


def agreement(made: Iterable[dict]) -> str:
    """F1 of events (type and realis) between the two codes, and Cohen's kappa of whether a sentence tells any."""
    twice = [row["codes"] for row in made if row["codes"]["b"] is not None]
    same = sum((Counter(codes["a"]) & Counter(codes["b"])).total() for codes in twice)
    every = sum(len(codes["a"]) + len(codes["b"]) for codes in twice)
    told = Counter((bool(codes["a"]), bool(codes["b"])) for codes in twice)
    one, other = (sum(n for pair, n in told.items() if pair[at]) / len(twice) for at in (0, 1))
    seen, chance = (told[True, True] + told[False, False]) / len(twice), one * other + (1 - one) * (1 - other)
    return (
        f"{len(twice)} sentences coded twice: F1 of events with realis {2 * same / every:.3f}, "
        f"kappa of event or none {(seen - chance) / (1 - chance):.3f}"
    )


def coded(paths: Iterable[Path]) -> Iterator[dict]:
    """What stands in coders' files, in order."""
    seen: set[str] = set()
    for path in paths:
        style, row = "", None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.name}:{number}"
            if line.startswith("# style:"):
                style = line.partition(":")[2].strip()
            elif line.startswith("="):
                if row is None:
                    raise BadLine(f"{where}: an event without a sentence")
                row["events"].append(event(line, row["text"], where))
            elif text := line.strip():
                if row is not None:
                    yield row
                if text in seen:
                    raise BadLine(f"{where}: twice: {text}")
                seen.add(text)
                row = {"id": sentence_id(text), "split": split_of(text), "style": style, "text": text, "events": []}
        if row is not None:
            yield row


def event(line: str, text: str, where: str) -> dict:
    """One coded event; every snippet must stand in ``text``."""
    match = _EVENT.fullmatch(line)
    if match is None or match[2] not in TYPES:
        raise BadLine(f"{where}: no event: {line}")
    trigger, *parts = _PART.split(" " + match[4].replace("><", "<"))
    found: dict = {
        "type": TYPES[match[2]], "mode": match[3] and match[3].replace("hand-over", "hand over"),
        "trigger": _in(trigger.strip(), text, where),
        "who": [], "to_whom": [], "realis": REALIS[match[1]], "when": None, "where": None,
        "magnitudes": [], "asserted_by": "narrator",
    }  # fmt: skip
    for part in parts:
        sign, said = part[0], part[1:].strip()
        if sign in "><":
            found["who" if sign == ">" else "to_whom"] += [_actor(one, text, where) for one in said.split("&") if one]
        elif sign == "*":
            found["magnitudes"].append(_magnitude(said, where))
        else:
            found[{"@": "where", "#": "when", "!": "asserted_by"}[sign]] = _in(said, text, where)
    return found


def _actor(said: str, text: str, where: str) -> dict:
    said = said.strip()
    found = {"text": _in(said.removeprefix("?"), text, where)}
    return found | ({"optional": True} if said.startswith("?") else {})


def _magnitude(said: str, where: str) -> dict:
    match = _MAGNITUDE.fullmatch(said)
    if match is None:
        raise BadLine(f"{where}: no magnitude: {said}")
    return {"value": float(match[2]), "unit": match[3], "what": match[4], "bound": BOUNDS.get(match[1])}


def _in(snippet: str, text: str, where: str) -> str:
    if snippet not in text:
        raise BadLine(f"{where}: not in the sentence: {snippet!r}")
    return snippet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agreement", action="store_true", help="print how far the two codes agree")
    chosen = parser.parse_args()
    made = list(rows())
    if chosen.agreement:
        print(agreement(made))
        return
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in made]
    (HERE / "sentences.jsonl").write_text("".join(lines), encoding="utf-8")
    events = sum(len(row["events"]) for row in made)
    empty = sum(not row["events"] for row in made)
    print(f"{len(made)} sentences, {events} events, {empty} sentences without any")


if __name__ == "__main__":
    main()
