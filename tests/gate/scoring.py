"""Scores of readings against our own gold: small, and of the same shape as the scorer beside the repository.

A statement is found when its content overlaps a gold statement's by Jaccard >= .5 (characters), one to one, best first;
optional gold is neither asked for nor punished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Row = dict[str, Any]


def f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted) if found + wanted else 1.0


def characters(spans: Iterable[Row] | Row | None) -> set[int]:
    spans = [spans] if isinstance(spans, dict) else spans or []
    return {at for span in spans for at in range(span["start"], span["end"])}


def overlap(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def pairs(gold: list[Row], found: list[Row]) -> list[tuple[Row, Row]]:
    """One-to-one matches of statements, best content overlap first; of two with one content, the same source first."""
    scored = [
        (overlap(characters(g["content"]), characters(f["content"])), _same_source(g, f), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
    ]
    matched: list[tuple[Row, Row]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for score, _, i, j in sorted(scored, key=lambda row: (-row[0], -row[1], row[2], row[3])):
        if score >= 0.5 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            matched.append((gold[i], found[j]))
    return matched


def _same_source(gold: Row, found: Row) -> float:
    return overlap(characters(gold.get("source")), characters(found.get("source")))


def same_speaker(gold: Row, found: Row, names: dict[str, set[str]]) -> bool:
    wanted = names.get(gold["speaker"], {gold["speaker"]})
    return _bare(found.get("speaker") or "") in {_bare(name) for name in wanted}


def _bare(name: str) -> str:
    """A name in small letters without its article: "The Chamber of Trade" is "Chamber of Trade"."""
    name = name.casefold()
    return next((name.removeprefix(article) for article in ("the ", "a ", "an ") if name.startswith(article)), name)


def statement_scores(gold: list[Row], readings: dict[str, Row]) -> dict[str, float]:
    """Content F1, content with the right speaker F1, share of right quoted kinds among the matched."""
    wanted = found = 0
    right: dict[str, int] = {"content": 0, "speaker": 0}
    kinds: list[bool] = []
    for article in gold:
        reading = readings[article["doc_id"]]
        names = {a["canonical"]: {a["canonical"], *a.get("surface_forms", [])} for a in article.get("actors", [])}
        matched = pairs(article["statements"], reading["statements"])
        optional = [match for match in matched if match[0].get("optional")]
        asked = [match for match in matched if not match[0].get("optional")]
        wanted += sum(not statement.get("optional") for statement in article["statements"])
        found += len(reading["statements"]) - len(optional)
        right["content"] += len(asked)
        right["speaker"] += sum(same_speaker(g, f, names) for g, f in asked)
        kinds += [g["quoted"] == f["quoted"] for g, f in matched]
    scores = {f"statements_{key}": f1(n, found, wanted) for key, n in right.items()}
    return scores | {"quoted_kind": sum(kinds) / len(kinds) if kinds else 0.0}


def boilerplate_score(gold: list[Row], readings: dict[str, Row], text_of: Callable[[Row], str]) -> float:
    """F1 over characters that are not space."""
    right = found = wanted = 0
    for article in gold:
        text = text_of(article)
        visible = {at for at, character in enumerate(text) if not character.isspace()}
        a = characters(article["document"].get("boilerplate")) & visible
        b = characters(readings[article["doc_id"]]["document"]["boilerplate"]) & visible
        right, found, wanted = right + len(a & b), found + len(b), wanted + len(a)
    return f1(right, found, wanted)


def date_score(gold: list[Row], readings: dict[str, Row]) -> float:
    """Share of articles whose publication date is right, unknown ones included."""
    same = [
        article["document"].get("publication_date") == readings[article["doc_id"]]["document"]["publication_date"]
        for article in gold
    ]
    return sum(same) / len(same)
