"""Codebooks: what is right is read, what is wrong is named by line and field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from onrecord.errors import CodebookError
from onrecord.model import Codebook, Issue
from onrecord.positions.codebook import codebook_schema, load_codebook, parse_codebook
from onrecord.positions.codebook_yaml import as_yaml

GOOD = """\
id: valley
version: "3"
title: The valley
issues:
  - id: bridge
    title: Building the bridge
    definition: >
      The road bridge
      over the mouth.
    support: [It brings work]
    targets: [Bridge Authority]
    plus: [bridge, crossing]
    minus: [keep the ferry]
    oppose:
      - "Stop: it is too dear"
  - id: toll
    title: Toll on the bridge
    parent: bridge
  - id: ferry
    title: Keeping the ferry
    opposite_of: bridge
"""


def test_a_codebook_is_read_whole():
    book = parse_codebook(GOOD)
    assert (book.id, book.version, book.title) == ("valley", "3", "The valley")
    assert book.issue("bridge").definition == "The road bridge over the mouth."
    assert book.issue("bridge").oppose == ("Stop: it is too dear",)
    assert book.issue("bridge").targets == ("Bridge Authority",)
    assert (book.issue("bridge").plus, book.issue("bridge").minus) == (("bridge", "crossing"), ("keep the ferry",))
    assert (book.issue("toll").parent, book.issue("ferry").opposite_of) == ("bridge", "bridge")


def test_without_a_version_the_content_is_the_version():
    bare = "issues: [{id: a, title: One}]"
    assert parse_codebook(bare).version == parse_codebook(f"# a comment\n{bare}").version
    assert parse_codebook(bare).version != parse_codebook(bare.replace("One", "Two")).version
    assert parse_codebook(bare, name="study/valley.yaml").id == "valley"


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "book.yaml", "empty"),
        ("# nothing\n", "book.yaml", "empty"),
        ("- a\n- b\n", "book.yaml:1", "not a list of fields"),
        ("title: T\n", "book.yaml", "no issues"),
        ("issues:\n", "book.yaml", "no issues"),
        ("title: T\nissues: bridge\n", "book.yaml:2 issues", "issues is text, not a list"),
        ("isues: []\n", "book.yaml:1 isues", 'there is no field "isues"'),
        ("issues:\n- id: a\n  titel: A\n", "book.yaml:3 issues[0].titel", 'there is no field "titel"'),
        ("issues:\n- id: a\n  title: A\n- id: b\n", "book.yaml:4 issues[1].title", "title is missing"),
        ("issues:\n- id: a\n  title:\n", "book.yaml:3 issues[0].title", "title is missing"),
        ("issues:\n- title: A\n", "book.yaml:2 issues[0].id", "id is missing"),
        ("issues:\n- id: a\n  title: A\n- id: a\n  title: B\n", "book.yaml:4 issues[1].id", "taken by line 2"),
        ("issues:\n- &one {id: a, title: A}\n- *one\n", "book.yaml:2 issues[1].id", "taken by line 2"),
        ("issues:\n- id: a b\n  title: A\n", "book.yaml:2 issues[0].id", "has a space"),
        ("issues:\n- id: 12\n  title: A\n", "book.yaml:2 issues[0].id", "id is a number, not text"),
        ("issues:\n- id: a\n  title: true\n", "book.yaml:3 issues[0].title", "title is yes or no, not text"),
        ("issues:\n- id: a\n  title: A\n  support: s\n", "book.yaml:4 issues[0].support", "is text, not a list"),
        ("issues:\n- id: a\n  title: A\n  oppose:\n  - x\n  - 7\n", "book.yaml:6 issues[0].oppose[1]", "is a number"),
        ("issues:\n- id: a\n  title: A\n  oppose:\n  -\n", "book.yaml:5 issues[0].oppose[0]", "is empty"),
        ("issues:\n- bridge\n", "book.yaml:2 issues[0]", "an issue is text"),
        ("issues:\n- id: a\n  title: A\n  parent: b\n", "book.yaml:4 issues[0].parent", 'no other issue "b"'),
        (
            "issues:\n- {id: a, title: A}\n- id: b\n  title: B\n  opposite_of: b\n",
            "book.yaml:5 issues[1].opposite_of",
            "no other",
        ),
        (
            "issues:\n- {id: a, title: A, parent: b}\n- id: b\n  title: B\n  parent: a\n",
            "book.yaml:2 issues[0].parent",
            "its own ancestor",
        ),
        (
            "issues:\n- id: a\n  title: A\n  plus: [Stay]\n  minus:\n  - stay\n",
            "book.yaml:6 issues[0].minus[0]",
            "both plus and minus",
        ),
        ("issues:\n- id: a\n\ttitle: A\n", "book.yaml:3", "a tab"),
        ("issues:\n- id: a\n  title: A: B\n", "book.yaml:3", "not YAML"),
        ("issues:\n- id: a\n  id: b\n  title: A\n", "book.yaml:3", 'duplicate key "id"'),
        ("\n" + "[" * 3000, "book.yaml:2", "too many brackets"),
        ("issues: \x00", "book.yaml", "not YAML"),
    ],
)
def test_every_error_says_where_and_what(text, where, what):
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, name="book.yaml")
    error = caught.value
    assert error.where == where
    assert what in error.what
    assert error.do
    assert "\n" not in str(error)


def test_an_unknown_field_suggests_the_near_one():
    with pytest.raises(CodebookError, match='did you mean "definition"'):
        parse_codebook("issues:\n- {id: a, title: A, defintion: x}\n")


@pytest.mark.parametrize(
    ("content", "where", "what"), [(None, "", "cannot be read"), (b"title: x\nissues: \xff\xfe", ":2", "not UTF-8")]
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content, where, what):
    path = tmp_path / "book.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    assert caught.value.where == f"{path}{where}"
    assert what in caught.value.what


def test_a_folder_is_no_codebook(tmp_path: Path):
    with pytest.raises(CodebookError, match="cannot be read"):
        load_codebook(tmp_path)


@given(st.text())
@settings(deadline=None)
def test_any_text_is_a_codebook_or_a_codebook_error(text):
    try:
        book = parse_codebook(text)
    except CodebookError as error:
        assert error.what and "\n" not in str(error)
    else:
        assert book.issues


# "?" left out: the YAML library writes "- ?0" without quotes and reads it as a key
_words = st.text(
    st.characters(whitelist_categories=("Lu", "Ll", "Nd", "Zs", "Po"), blacklist_characters="?"), max_size=40
)


_titles = _words.filter(str.strip)


@given(st.lists(st.tuples(_titles, _words, st.lists(_titles)), min_size=1, max_size=5))
@settings(deadline=None, max_examples=40)
def test_what_yaml_writes_is_read_back(rows):
    issues = [
        {"id": f"i{n}", "title": title, "definition": definition, "support": support}
        for n, (title, definition, support) in enumerate(rows)
    ]
    from io import StringIO

    stream = StringIO()
    YAML(typ="safe").dump({"issues": issues}, stream)
    book = parse_codebook(stream.getvalue())
    assert [issue.title for issue in book.issues] == [" ".join(row["title"].split()) for row in issues]
    assert [len(issue.support) for issue in book.issues] == [len(row["support"]) for row in issues]


_phrases = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\u2028\u2029"), max_size=60
)


@given(st.lists(st.tuples(_phrases.filter(str.strip), _phrases, st.lists(_phrases.filter(str.strip))), min_size=1))
@settings(deadline=None, max_examples=60)
def test_a_codebook_written_as_yaml_is_read_back_the_same(rows):
    def line(text: str) -> str:
        return " ".join(text.split())

    issues = tuple(
        Issue(f"i{n}", line(title), line(definition), support=(said := tuple(map(line, phrases))), targets=said)
        for n, (title, definition, phrases) in enumerate(rows)
    )
    book = Codebook("b", "1", "B", issues)
    assert parse_codebook(as_yaml(book)) == book


def test_the_published_schema_is_this_one():
    published = Path(__file__).parents[2] / "docs" / "codebook.schema.json"
    assert json.loads(published.read_text("utf-8")) == codebook_schema()
