"""A codebook written as the YAML that it can be read from."""

from __future__ import annotations

from io import StringIO

from ..model import Codebook, Issue
from .codebook import BOOK_FIELDS, ISSUE_FIELDS


def as_yaml(book: Codebook) -> str:
    """The file of a codebook: fields in the order of the schema, empty ones left out.

    >>> from .codebook import parse_codebook
    >>> text = "id: b\\nversion: '1'\\ntitle: B\\nissues:\\n  - id: toll\\n    title: A toll\\n"
    >>> as_yaml(parse_codebook(text)) == text
    True
    """
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 110
    yaml.allow_unicode = True
    rows = {field: _plain(getattr(book, field)) for field in BOOK_FIELDS if field != "issues"}
    out = StringIO()
    yaml.dump({**rows, "issues": [_row(issue) for issue in book.issues]}, out)
    return out.getvalue()


def _row(issue: Issue) -> dict[str, str | list[str]]:
    found = {field: getattr(issue, field) for field in ISSUE_FIELDS}
    return {
        field: [_plain(one) for one in value] if isinstance(value, tuple) else _plain(value)
        for field, value in found.items()
        if value
    }


def _plain(text: str) -> str:
    """In quotes where it begins with a sign: the library writes "?0" bare and reads it as a key."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return text if text[:1].isalnum() else DoubleQuotedScalarString(text)
