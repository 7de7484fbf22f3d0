"""Sentences with known stance, put together from quarrels and frames that we wrote: what somebody said of a measure.

They teach what argument data lacks: the cue of a news sentence, double negation, ends and beginnings of measures,
conditions, on-topic sentences that take no side, statements on something else, and titles that are turned round.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from training.stance.labels import OPPOSITE

HERE = Path(__file__).parent
_PLACE = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Quarrel:
    """One line of ``quarrels.txt``."""

    title: str
    against: str
    np: str
    inf: str
    definition: str
    pro: tuple[str, ...]
    con: tuple[str, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A text, what it is held against, and the stance of the one towards the other."""

    text: str
    issue: str
    stance: str


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def quarrels() -> list[Quarrel]:
    rows = [line.split("|") for line in _lines("quarrels.txt")]
    return [Quarrel(*row[:5], tuple(row[5].split("; ")), tuple(row[6].split("; ")), row[7]) for row in rows]


def frames() -> list[tuple[str, str]]:
    return [tuple(part.strip() for part in line.split("|", 1)) for line in _lines("frames.txt")]


def fillings() -> dict[str, list[str]]:
    rows = (line.partition(":") for line in _lines("fillings.txt"))
    return {place: [one.strip() for one in choices.split(";")] for place, _, choices in rows}


def made(quarrel: Quarrel, rng: random.Random) -> str:
    """One sentence on a quarrel."""
    return _filled(rng.choice(frames())[1], quarrel, fillings(), rng)


def pairs(rng: random.Random, number: int, texts: list[str]) -> list[Pair]:
    """That many pairs; ``texts``: other sentences, of which a few are held against issues they are not about."""
    known, shapes, choices = quarrels(), frames(), fillings()
    by_stance = {stance: [frame for one, frame in shapes if one == stance] for stance, _ in shapes}
    out = []
    for _ in range(number):
        quarrel = rng.choice(known)
        stance = rng.choices(("support", "oppose", "conditional", "neutral"), (34, 34, 11, 21))[0]
        text = _filled(rng.choice(by_stance[stance]), quarrel, choices, rng)
        other = rng.random()
        if other < 0.1:
            quarrel, stance = rng.choice([one for one in known if one is not quarrel]), "unrelated"
        elif other < 0.14:
            text, stance = rng.choice(texts), "unrelated"
        issue, turned = _issue(quarrel, rng)
        out.append(Pair(text, issue, OPPOSITE.get(stance, stance) if turned else stance))
    return out


def _issue(quarrel: Quarrel, rng: random.Random) -> tuple[str, bool]:
    """A wording of the issue, and whether it is the opposite of the measure."""
    if rng.random() < 0.25:
        return quarrel.against, True
    title = quarrel.title if rng.random() < 0.7 else quarrel.np[0].upper() + quarrel.np[1:]
    return (f"{title}. {quarrel.definition}" if rng.random() < 0.6 else title), False


def _filled(frame: str, quarrel: Quarrel, choices: dict[str, list[str]], rng: random.Random) -> str:
    pro, con = rng.choice(quarrel.pro), rng.choice(quarrel.con)
    bare = re.sub(r"^(?:the|a|an) ", "", quarrel.np)
    titled = quarrel.title[0].lower() + quarrel.title[1:]
    np = quarrel.np if rng.random() < 0.75 else rng.choice(("the plan", "the move", "the proposal", "it", titled))
    own = {"np": np, "np_bare": bare, "inf": quarrel.inf, "pro": pro, "con": con, "fact": quarrel.fact}
    own |= {"pro_hedge": pro, "con_hedge": con}

    def fill(match: re.Match[str]) -> str:
        return own.get(match[1]) or rng.choice(choices[match[1]])

    text = _PLACE.sub(fill, frame)
    lead = rng.choice(choices["lead"])
    verb, _, rest = text.partition(" ")
    if lead and verb in {"said", "argued", "insisted", "warned", "called", "demanded", "rejected", "criticised"}:
        text = f"{verb} {lead} {rest}" if verb == "said" and "that" in rest else f"{lead} {text}"
    if rng.random() < 0.12:
        text += rng.choice((", the agency reported", " on Sunday", ", according to the newspaper", " in the capital"))
    return text
