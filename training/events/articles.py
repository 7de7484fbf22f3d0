"""Real articles, coded sentence by sentence: where the deeds stand, without a word of the text.

A line an article of ``articles/*.jsonl``: the ``corpus`` and the id that it has there, the first digits of the SHA-256
of its text, the ``sentences`` that were coded (all of them, also those without a deed), and the ``events``: trigger,
type, realis, of most also ``who`` and ``to_whom``; ``again`` where an earlier sentence told the deed. Offsets count
characters of the article. The texts lie where the corpora lie; the guideline is
``tests/events/sentences/guideline.md``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from onrecord.model import Span
from onrecord.text.article import make_article
from training.events.corpus import Coded, Sides

ARTICLES = Path(__file__).parent / "articles"
#: Of each corpus: its file, and the names of an article's id and date there.
CORPORA = {"polnear": ("polnear-train.jsonl", "id", "date"), "gum": ("gum.jsonl", "doc", "date")}


def read(paths: list[Path], data: Path) -> list[Coded]:
    """The articles of the files, in order, with their texts from the corpora in ``data``.

    Raises:
        ValueError: a corpus has an article not, or with another text.
    """
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    texts = {name: _texts(data, name) for name in {row["corpus"] for row in rows}}
    return [_coded(row, texts[row["corpus"]]) for row in rows]


def _texts(data: Path, corpus: str) -> dict[str, tuple[str, str | None]]:
    file, id_, date = CORPORA[corpus]
    rows = map(json.loads, (data / file).read_text(encoding="utf-8").splitlines())
    return {row[id_]: (row["text"], row[date]) for row in rows}


def _coded(row: dict, texts: dict[str, tuple[str, str | None]]) -> Coded:
    text, date = texts.get(row["article"], ("", None))
    if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
        raise ValueError(f"{row['corpus']} has no {row['article']} with the text on which its codes rest")
    article = make_article(text, id=row["article"], published=date)
    told = [e for e in row["events"] if not e.get("again")]
    again = [e for e in row["events"] if e.get("again")]
    return Coded(
        article,
        tuple(Span(*sentence) for sentence in row["sentences"]),
        tuple((e["type"], Span(*e["trigger"])) for e in told),
        tuple((e["type"], Span(*e["trigger"])) for e in again),
        tuple(_sides(e) for e in (*told, *again)),
    )


def _sides(event: dict) -> Sides | None:
    """Who and to whom, where both are coded."""
    if "who" not in event:
        return None
    return Sides(*(tuple(Span(*span) for span in event[side]) for side in ("who", "to_whom")))
