"""The words that time expressions are made of, read from ``data/time_words.toml``, as pieces of regular expressions."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

_DATA = tomllib.loads(files(__package__).joinpath("data/time_words.toml").read_text(encoding="utf-8"))


def _capital(names: list[str]) -> str:
    """Names as they stand and in capitals, longest first."""
    return "|".join(sorted({*names, *(name.upper() for name in names)}, key=len, reverse=True))


def _any_case(names: list[str] | dict) -> str:
    return "(?i:" + "|".join(sorted(names, key=len, reverse=True)) + ")"


MONTHS: dict[str, int] = {name.lower(): n for name, n in (_DATA["months"] | _DATA["short_months"]).items()}
WEEKDAYS: dict[str, int] = {name.lower(): n for name, n in _DATA["weekdays"].items()}
SEASONS: dict[str, str] = _DATA["seasons"]
DAY_PARTS: dict[str, str] = _DATA["day_parts"]
UNITS: dict[str, str] = _DATA["units"]
NUMBERS: dict[str, int] = _DATA["numbers"]
ORDINALS: dict[str, int] = _DATA["ordinals"]
DECADES: dict[str, int] = _DATA["decades"]
REFERENCES: dict[str, str] = _DATA["references"]
FEASTS: dict[str, str] = _DATA["feasts"]

MONTH = rf"(?:{_capital(list(_DATA['months']))})"
ANY_MONTH = rf"(?:{MONTH}|(?:{_capital(list(_DATA['short_months']))})\b\.?)"
WEEKDAY = rf"(?:{_capital(list(_DATA['weekdays']))})"
SEASON = _any_case(SEASONS)
DAY_PART = _any_case(DAY_PARTS)
UNIT = _any_case(UNITS)
ORDINAL = _any_case(ORDINALS)
VAGUE = _any_case(_DATA["vague"]["words"])
_NUMBER_WORD = _any_case([word for word in NUMBERS if word not in ("a", "an")])
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?|(?i:an?\s+hundred|an?|{_NUMBER_WORD}(?:[- ]{_NUMBER_WORD})*)\b)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![:%,]\d|\.\d)"
YEAR = r"(?:1[5-9]\d\d|20\d\d)(?![\d%]|[,.]\d|-\d\d?-)\b"
FUTURE_CUE = re.compile(r"(?<!\w)" + _any_case(_DATA["tense"]["future"]) + r"\b")
PAST_CUE = re.compile(r"\b" + _any_case(_DATA["tense"]["past"]) + r"\b")


def _first_words(names: list[str] | dict) -> set[str]:
    return {re.split(r"[^A-Za-z]", name, maxsplit=1)[0].lower() for name in names}


#: The words that can begin a time expression: the rules are tried nowhere else.
STARTERS = frozenset(
    {*MONTHS, *WEEKDAYS, *SEASONS, *DAY_PARTS, *NUMBERS, *ORDINALS, *DECADES, *_DATA["starters"]["words"]}
    | {name + "s" for name in (*UNITS, *WEEKDAYS)}
    | _first_words(FEASTS)
    | _first_words(_DATA["vague"]["words"])
    | _first_words(_DATA["references"])
)


def number(words: str) -> float | None:
    """The value of digits or number words.

    >>> number("1,850"), number("twenty-four"), number("a hundred"), number("dozens")
    (1850, 24, 100, None)
    """
    text = words.strip().lower().replace(",", "")
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    total = 0
    for word in re.split(r"[-\s]+", text):
        if word not in NUMBERS:
            return None
        if word == "hundred":
            total = max(total, 1) * 100
        else:
            total += NUMBERS[word]
    return total or None
