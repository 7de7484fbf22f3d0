"""A codebook: the researcher's issues in a YAML file, checked line by line.

```yaml
id: valley                 # optional: the file's name
version: "2"               # optional: a hash of the content
title: The valley, 2023    # optional
issues:
  - id: bridge
    title: Building the bridge
    definition: The road bridge over the river mouth.
    support: [The bridge will bring work]
    oppose: [Stop the building]
```
"""

from __future__ import annotations

import difflib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import CodebookError
from ..model import Codebook, Issue

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

#: Field → (type, what it is); lists are lists of text.
BOOK_FIELDS: dict[str, tuple[type, str]] = {
    "id": (str, "a short name for the codebook"),
    "version": (str, "changes when the issues do"),
    "title": (str, "what the codebook is about"),
    "issues": (list, "the questions one can be for or against"),
}
ISSUE_FIELDS: dict[str, tuple[type, str]] = {
    "id": (str, "a short name that stays when the title changes"),
    "title": (str, "the question or measure; positions are towards it as worded here"),
    "definition": (str, "one or two sentences: what belongs to it"),
    "support": (list, "example phrasings of those who are for it"),
    "oppose": (list, "example phrasings of those who are against it"),
    "aliases": (list, "other names of the issue"),
    "parent": (str, "id of the broader issue"),
    "targets": (list, "actors that the issue is about, as the news names them"),
    "plus": (list, "key phrases for what the title names: presence, stay"),
    "minus": (list, "key phrases for its end or denial: withdrawal, pull-out"),
    "opposite_of": (str, "id of the issue that this one is the negation of: support here is opposition there"),
}
#: Fields that name another issue.
_LINKS = ("parent", "opposite_of")
_NEEDED = ("id", "title")
_NAMES = {str: "text", list: "a list", dict: "fields", bool: "yes or no", int: "a number", float: "a number"}


def load_codebook(path: str | Path) -> Codebook:
    """The codebook in a YAML file.

    Args:
        path: the file, UTF-8.

    Raises:
        CodebookError: missing file, wrong YAML, or a wrong field; ``where`` is like
            ``codebook.yaml:12 issues[3].title``.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CodebookError(
            f"the codebook cannot be read ({error.strerror})", where=str(path), do="check the path"
        ) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CodebookError("not UTF-8 text", where=f"{path}:{line}", do="save the file as UTF-8") from error
    return parse_codebook(text, name=str(path))


def parse_codebook(text: str, *, name: str = "codebook.yaml") -> Codebook:
    """The codebook in a string; ``name`` stands in the errors and gives the id when the text has none.

    >>> book = parse_codebook("issues: [{id: bridge, title: The bridge, oppose: [Stop it]}]")
    >>> book.issue("bridge").oppose, book.id
    (('Stop it',), 'codebook')
    >>> parse_codebook("issues:\\n- id: a\\n  titel: A\\n")
    Traceback (most recent call last):
    ...
    onrecord.errors.CodebookError: codebook.yaml:3 issues[0].titel: there is no field "titel"; did you mean "title"?
    """
    return _Checked(name).book(text)


def codebook_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a codebook file, for editors; published as ``docs/codebook.schema.json``."""
    issue = _schema_of(ISSUE_FIELDS, required=list(_NEEDED))
    book = _schema_of(BOOK_FIELDS, required=["issues"])
    book["properties"]["issues"] |= {"items": issue, "minItems": 1}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "onrecord codebook", **book}


def _schema_of(fields: dict[str, tuple[type, str]], *, required: list[str]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for field, (kind, what) in fields.items():
        shape = {"type": "string"} if kind is str else {"type": "array", "items": {"type": "string"}}
        properties[field] = {**shape, "description": what}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


class _Checked:
    """Reads one codebook and knows where it is, so that every error can say so."""

    def __init__(self, name: str) -> None:
        self.name = name

    def wrong(self, what: str, *, line: int | None = None, field: str = "", do: str = "") -> CodebookError:
        where = self.name if line is None else f"{self.name}:{line}"
        return CodebookError(what, where=f"{where} {field}".rstrip(), do=do)

    def book(self, text: str) -> Codebook:
        if not text.strip():
            raise self.wrong("the codebook is empty", do='write "issues:" and at least one issue with id and title')
        rows = self.yaml(text)
        self.mapping(rows, "", BOOK_FIELDS)
        if not rows.get("issues"):
            raise self.wrong("the codebook has no issues", do='write "issues:" and at least one issue under it')
        if not isinstance(rows["issues"], list):
            raise self.type_error(rows, "issues", "", list)
        issues = tuple(self.issue(row, i, rows["issues"]) for i, row in enumerate(rows["issues"]))
        self.unique(rows["issues"])
        self.links(rows["issues"])
        self.signs(rows["issues"])
        given = {field: self.text(rows, field, "") for field in ("id", "version", "title")}
        stem = Path(self.name).stem
        digest = hashlib.blake2b(repr(issues).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        return Codebook(given["id"] or stem, given["version"] or digest, given["title"] or stem, issues)

    def yaml(self, text: str) -> Any:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        if line := _too_deep(text):
            what = "not YAML: too many brackets inside each other"
            raise self.wrong(what, line=line, do="close the brackets, or put the phrasing in quotes")
        try:
            rows = YAML(typ="rt").load(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else None
            problem = " ".join((error.problem or error.context or "wrong YAML").split())
            if line and "\t" in text.splitlines()[min(line, len(text.splitlines())) - 1]:
                raise self.wrong("a tab where YAML wants spaces", line=line, do="indent with spaces") from error
            if "duplicate key" in problem:
                problem = problem.split(" with value")[0]
                raise self.wrong(problem, line=line, do="write each field once") from error
            advice = "check colons, quotation marks and indentation there and on the line before"
            raise self.wrong(f"not YAML: {problem}", line=line, do=advice) from error
        except (YAMLError, ValueError) as error:
            raise self.wrong(f"not YAML: {' '.join(str(error).split())[:120]}", do="check the file") from error
        if rows is None:
            raise self.wrong("the codebook is empty", do='write "issues:" and at least one issue with id and title')
        if not isinstance(rows, dict):
            raise self.wrong("the codebook is not a list of fields", line=1, do='begin with "issues:"')
        return rows

    def issue(self, row: Any, i: int, rows: list) -> Issue:
        at = f"issues[{i}]"
        if not isinstance(row, dict):
            line = rows.lc.item(i)[0] + 1
            raise self.wrong(f"an issue is {_kind(row)}", line=line, field=at, do='write "- id: …" and "title: …"')
        self.mapping(row, f"{at}.", ISSUE_FIELDS)
        for field in _NEEDED:
            if field not in row or row[field] in (None, ""):
                line = _line(row, field) if field in row else row.lc.line + 1
                raise self.wrong(f"{field} is missing", line=line, field=f"{at}.{field}", do=f'add "{field}: …"')
        texts = {field: self.text(row, field, f"{at}.") for field, (kind, _) in ISSUE_FIELDS.items() if kind is str}
        lists = {field: self.texts(row, field, f"{at}.") for field, (kind, _) in ISSUE_FIELDS.items() if kind is list}
        return Issue(**{**texts, **{field: texts[field] or None for field in _LINKS}}, **lists)

    def mapping(self, row: CommentedMap, at: str, fields: dict[str, tuple[type, str]]) -> None:
        for key in row:
            if key in fields:
                continue
            near = difflib.get_close_matches(str(key), fields, n=1, cutoff=0.5)
            do = f'did you mean "{near[0]}"?' if near else f"the fields are {', '.join(fields)}"
            raise self.wrong(f'there is no field "{key}"', line=_line(row, key), field=f"{at}{key}", do=do)

    def text(self, row: CommentedMap, field: str, at: str) -> str:
        value = row.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.type_error(row, field, at, str)
        return " ".join(value.split())

    def texts(self, row: CommentedMap, field: str, at: str) -> tuple[str, ...]:
        values = row.get(field)
        if values is None:
            return ()
        if not isinstance(values, list):
            raise self.type_error(row, field, at, list)
        for i, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                what = "is empty" if value is None or value == "" else f"is {_kind(value)}, not text"
                line = values.lc.item(i)[0] + 1
                raise self.wrong(f"a phrasing {what}", line=line, field=f"{at}{field}[{i}]", do="put it in quotes")
        return tuple(" ".join(value.split()) for value in values)

    def type_error(self, row: CommentedMap, field: str, at: str, wanted: type) -> CodebookError:
        do = 'write "- …" lines under it' if wanted is list else "put it in quotes"
        what = f"{field} is {_kind(row[field])}, not {_NAMES[wanted]}"
        return self.wrong(what, line=_line(row, field), field=f"{at}{field}", do=do)

    def unique(self, rows: list) -> None:
        seen: dict[str, int] = {}
        for i, row in enumerate(rows):
            id, line = row["id"], _line(row, "id")
            if set(id) & set("/ \t\n?#"):
                what = f'the id "{id}" has a space or one of / ? #'
                raise self.wrong(what, line=line, field=f"issues[{i}].id", do="use letters, digits, _ and -")
            if id in seen:
                what = f'the id "{id}" is taken by line {seen[id]}'
                raise self.wrong(what, line=line, field=f"issues[{i}].id", do="give each issue its own")
            seen[id] = line

    def links(self, rows: list) -> None:
        known = {row["id"]: row for row in rows}
        for i, row in enumerate(rows):
            for field in _LINKS:
                other = row.get(field)
                if other is None or (other in known and other != row["id"]):
                    continue
                what = f'there is no other issue "{other}"'
                do = "name the id of another issue or leave it out"
                raise self.wrong(what, line=_line(row, field), field=f"issues[{i}].{field}", do=do)
            if (above := _circle(row, known)) is not None:
                what, do = f'"{row["id"]}" is its own ancestor by way of "{above}"', "break the circle"
                raise self.wrong(what, line=_line(row, "parent"), field=f"issues[{i}].parent", do=do)

    def signs(self, rows: list) -> None:
        for i, row in enumerate(rows):
            plus = {phrase.casefold() for phrase in row.get("plus") or ()}
            for j, phrase in enumerate(row.get("minus") or ()):
                if phrase.casefold() in plus:
                    line = row["minus"].lc.item(j)[0] + 1
                    what = f'the phrase "{phrase}" is both plus and minus'
                    raise self.wrong(what, line=line, field=f"issues[{i}].minus[{j}]", do="leave it in one of the two")


def _circle(row: CommentedMap, known: dict[str, CommentedMap]) -> str | None:
    """The issue through which an issue is its own ancestor, or None."""
    seen, at = set(), row
    while (above := at.get("parent")) in known and above not in seen:
        if above == row["id"]:
            return at["id"]
        seen.add(above)
        at = known[above]
    return None


def _too_deep(text: str, most: int = 40) -> int | None:
    """The line where more than ``most`` brackets are open: the parser would take minutes and then give up."""
    depth = 0
    for i, char in enumerate(text):
        depth += (char in "[{") - (char in "]}")
        if depth > most:
            return text.count("\n", 0, i) + 1
    return None


def _line(row: CommentedMap, key: Any) -> int:
    return row.lc.key(key)[0] + 1


def _kind(value: Any) -> str:
    if value is None:
        return "empty"
    return next((name for kind, name in _NAMES.items() if isinstance(value, kind)), f"a {type(value).__name__}")
