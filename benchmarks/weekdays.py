"""How often a bare weekday gets the right day, on the news articles of ``../shared/data/timex-dev.jsonl``.

    python benchmarks/weekdays.py

Only gold that is one day and does not lie after publication counts: of "Monday" alone nobody can tell that the coming
one is meant; how many of those are right is printed beside it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from onrecord.text.article import make_article
from onrecord.text.dates import find_dates

TIMES = Path(__file__).resolve().parents[2] / "shared/data/timex-dev.jsonl"
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())  # noqa: SIM905
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def counted(path: Path = TIMES) -> dict[str, list[bool]]:
    """For weekdays of the past and of the future: whether the day found is the gold's."""
    found: dict[str, list[bool]] = {"not in the future": [], "in the future": []}
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        dates = find_dates(make_article(row["text"], id=row["doc"], published=row["dct"]))
        for gold in row["timex"]:
            words = row["text"][gold["start"] : gold["end"]].lower().strip(" .")
            day = _DAY.match(gold["value"] or "")
            if words not in WEEKDAYS or day is None:
                continue
            ours = next((d for d in dates if d.span.start < gold["end"] and gold["start"] < d.span.end), None)
            right = ours is not None and (ours.value or "").startswith(day.group())
            found["in the future" if day.group() > row["dct"][:10] else "not in the future"].append(right)
    return found


def main() -> None:
    for name, right in counted().items():
        print(f"weekdays {name}: {sum(right)} of {len(right)} right ({sum(right) / max(1, len(right)):.3f})")


if __name__ == "__main__":
    main()
