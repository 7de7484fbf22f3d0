"""Make ``gold.jsonl`` from ``annotations/*.yaml``: snippets of the articles become offsets, so nobody types a number.

A snippet is found whatever its white space (a hard line break counts as a space). ``snippet@2`` is its second place in
the speaking text; ``first words ... last words`` runs from one to the other. Source and cue without ``@`` are the
places nearest to the content. Every snippet must be found and be unambiguous, or the script stops and says which.

Run: ``python examples/make_gold.py``, with ``--show`` to see what was found; another set of articles with
``--articles FOLDER --annotations FOLDER --out FILE``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).parent
REALIS = {"planned": "planned"}  # a status that says more than who asserts it
ROLE_SPLIT = "/"  # "as: affiliation/role"


class NotFound(SystemExit):
    """A snippet that the article does not have."""


@dataclass(frozen=True, slots=True)
class Source:
    """Text of one article and how to find things in it; ``silent`` are the boilerplate ranges."""

    id: str
    text: str
    silent: tuple[tuple[int, int], ...] = ()

    def places(self, snippet: str) -> list[tuple[int, int]]:
        """All places of a snippet as whole words, outside the boilerplate."""
        pattern = r"\s+".join(re.escape(word) for word in snippet.split())
        # "œ" ends an opening quotation mark that was decoded wrongly, and is no letter of the word behind it
        pattern = r"(?<![^\Wœ])" * snippet[0].isalnum() + pattern + r"(?!\w)" * snippet[-1].isalnum()
        found = [match.span() for match in re.finditer(pattern, self.text)]
        return [(s, e) for s, e in found if not any(a < e and s < b for a, b in self.silent)]

    def one(self, snippet: str, near: int | None = None) -> tuple[int, int]:
        """The place of a snippet: the numbered one, the range, the only one, or the one nearest to ``near``."""
        snippet = str(snippet)
        if " ... " in snippet:
            first, last = snippet.split(" ... ")
            start = self.one(first, near)[0]
            end = next((e for s, e in self.places(last) if s > start), None)
            return (start, end) if end else self._missing(snippet)
        words, number = numbered(snippet)
        places = self.places(words)
        if len(places) < (number or 1):
            return self._missing(snippet)
        if number:
            return places[number - 1]
        if len(places) == 1:
            return places[0]
        if near is None:
            raise NotFound(f"{self.id}: {len(places)} places, say which (@1, @2 …): {snippet!r}")
        return min(places, key=lambda place: min(abs(place[0] - near), abs(place[1] - near)))

    def span(self, snippet: str, near: int | None = None) -> dict:
        start, end = self.one(snippet, near)
        return {"start": start, "end": end, "text": self.text[start:end]}

    def _missing(self, snippet: str) -> tuple[int, int]:
        raise NotFound(f"{self.id}: not in the text: {snippet!r}")


def numbered(snippet: str) -> tuple[str, int | None]:
    words, at, number = snippet.rpartition("@")
    return (words, int(number)) if at and number.isdigit() else (snippet, None)


def boilerplate(source: Source, rows: list[dict]) -> list[dict]:
    spans = [source.span(snippet, near=0) | {"kind": kind} for row in rows for kind, snippet in row.items()]
    return sorted(spans, key=lambda span: span["start"])


def statement(source: Source, row: dict, ids: list[str]) -> dict:
    pieces = row["content"] if isinstance(row["content"], list) else [row["content"]]
    content = [source.span(pieces[0])]
    for piece in pieces[1:]:
        content.append(source.span(piece, near=content[-1]["end"]))
    cue = source.span(row["cue"], near=_edge(source, row["cue"], content)) if row.get("cue") else None
    whole = content + [cue] * bool(cue)
    near = _edge(source, row["source"], whole)
    affiliation, _, role = (row.get("as") or "").partition(ROLE_SPLIT)
    issue, position = row["code"].split() if row.get("code") else (None, None)
    out = {
        "content": content,
        "cue": cue,
        "source": source.span(row["source"], near=near),
        "speaker": row["speaker"],
        "speaker_affiliation": affiliation or None,
        "speaker_role": role or None,
        "quoted": row["quoted"],
        "polarity": row.get("polarity", "asserted"),
        "reported_via": row.get("via", []),
        "issue": issue,
        "position": position,
        "target": row.get("target"),
        "date_said": str(row["said"]) if row.get("said") else None,
    }
    if row.get("also"):
        out["also"] = [dict(zip(("issue", "position"), code.split(), strict=True)) for code in row["also"]]
    if row.get("nested"):
        out["nested_in"] = ids[row["nested"] - 1]
    if row.get("kind"):
        out["speaker_kind"] = row["kind"]
    return out | {key: row[key] for key in ("addressee", "optional", "note", "date_window") if row.get(key)}


def _edge(source: Source, snippet: str, whole: list[dict]) -> int:
    """The offset beside the statement that the nearest place of ``snippet`` is at."""
    places = source.places(numbered(str(snippet))[0]) or [(0, 0)]
    edges = [edge for span in whole for edge in (span["start"], span["end"])]
    return min((min(abs(e - s), abs(e - t)), e) for s, t in places for e in edges)[1]


def actors(source: Source, rows: dict[str, str]) -> Iterator[dict]:
    """Longest spelling first, so that "Olstagh" does not take a part of "Maruke Olstagh"."""
    wanted = [(form, name) for name, row in rows.items() for form in row.split("; ")[1:]]
    mentions: dict[str, list[tuple[int, int]]] = {name: [] for name in rows}
    taken: list[tuple[int, int]] = []
    for form, name in sorted(wanted, key=lambda pair: -len(pair[0])):
        words, number = numbered(form)
        places = [source.one(form)] if number else source.places(words)
        free = [(s, e) for s, e in places if not any(a < e and s < b for a, b in taken)]
        if not free:
            source._missing(f"{form} ({name})")
        mentions[name] += free
        taken += free
    for name, row in rows.items():
        spans = [{"start": s, "end": e, "text": source.text[s:e]} for s, e in sorted(mentions[name])]
        forms = sorted({" ".join(span["text"].split()) for span in spans})
        yield {
            "id": re.sub(r"\W+", "_", name.lower()),
            "canonical": name,
            "type": row.split("; ")[0],
            "mentions": spans,
            "surface_forms": forms,
        }


def event(source: Source, row: dict) -> dict:
    out = {
        "type": row["type"],
        "who": row.get("who", []),
        "to_whom": row.get("to", []),
        "where": row.get("where"),
        "when": str(row["when"]) if row.get("when") else None,
        "evidence": source.span(row["text"]),
        "asserted_by": row.get("by", "narrator"),
        "status": row.get("status", "asserted"),
        "realis": row.get("realis") or REALIS.get(row.get("status"), "actual"),
    }
    if row.get("or"):
        out["or_type"] = row["or"]
    return out | ({"optional": True} if row.get("optional") else {})


def relation(source: Source, row: list) -> dict:
    """Subject, relation, object, snippet; where needed a fifth: role, since, until, optional …"""
    subject, name, other, words, *more = row
    out = {"subject": subject, "relation": name, "object": other, "evidence": source.span(words)}
    out["asserted_by"] = "narrator"
    return out | {key: str(v) if key in ("since", "until") else v for extra in more for key, v in extra.items()}


def article_text(annotation: dict, name: str, folder: Path) -> str:
    """The stored text of the annotated article: the file, the line's text, or what ``onrecord`` stores of a page."""
    path = folder / Path(annotation["file"]).name
    whole = path.read_bytes().decode("utf-8")
    if path.suffix == ".txt":
        return whole
    if path.suffix == ".jsonl":
        return next(row["text"] for row in map(json.loads, whole.splitlines()) if row["id"] == name)
    from onrecord.text.sources import articles

    return next(article.text for article in articles([path]) if article.id == name)


def annotated(path: Path, *, folder: Path = HERE / "articles") -> dict:
    """One line of the gold; ``folder`` holds the articles."""
    name = path.stem
    annotation = YAML(typ="safe").load(path)
    text = article_text(annotation, name, folder)
    silent = boilerplate(Source(name, text), annotation["boilerplate"])
    source = Source(name, text, tuple((span["start"], span["end"]) for span in silent))
    ids = [f"{name}-s{number}" for number in range(1, len(annotation["statements"]) + 1)]
    rows = zip(ids, annotation["statements"], strict=True)
    statements = [{"id": id} | statement(source, row, ids) for id, row in rows]
    return {
        "doc_id": name,
        **{key: annotation[key] for key in ("split", "round") if key in annotation},
        # offsets of a line or a page are not offsets of its file
        "file": annotation["file"] if annotation["file"].endswith(".txt") else "",
        "document": {
            "outlet": annotation["outlet"],
            "headline": annotation["headline"],
            "publication_date": str(annotation["published"]) if annotation["published"] else None,
            "boilerplate": silent,
        },
        "statements": statements,
        "actors": list(actors(source, annotation["actors"])),
        "relations": [relation(source, row) for row in annotation["relations"]],
        "events": [event(source, row) for row in annotation["events"]],
    }


def show(gold: dict) -> None:
    """The statements and the odder mentions for a look with human eyes."""
    for row in gold["statements"]:
        cue = row["cue"] or {"text": None, "start": -1}
        content = " | ".join(span["text"] for span in row["content"])
        print(f"  {row['id']}: [{row['source']['text']}@{row['source']['start']}] [{cue['text']}@{cue['start']}]"
              f" {row['content'][0]['start']}: {content!r} -> {row['issue']} {row['position']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=Path, default=HERE / "articles")
    parser.add_argument("--annotations", type=Path, default=HERE / "annotations")
    parser.add_argument("--out", type=Path, default=HERE / "gold.jsonl")
    parser.add_argument("--show", action="store_true", help="print the statements found")
    options = parser.parse_args()
    lines = [annotated(path, folder=options.articles) for path in sorted(options.annotations.glob("*.yaml"))]
    for gold in lines if options.show else ():
        show(gold)
    options.out.write_text("".join(json.dumps(gold, ensure_ascii=False) + "\n" for gold in lines), encoding="utf-8")
    print(f"{options.out.name}: {len(lines)} articles, {sum(len(gold['statements']) for gold in lines)} statements")


if __name__ == "__main__":
    main()
