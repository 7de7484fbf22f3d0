"""Records made by hand."""

from __future__ import annotations

import pytest

from onrecord.store.record import Record

from .tavia import full_reading, make_reading


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tavia.db"


@pytest.fixture
def record(path):
    with Record.open(path, create=True) as record:
        yield record


@pytest.fixture
def told(record):
    """The toll as two outlets tell it, resolved."""
    record.add(full_reading(), reader="r1")
    text = (
        "Toll to stay\n"
        "Ivo Tarn said the toll would stay for good. Solden Mira of the Reed Party called him deaf. "
        "Mira Solden said nobody would pay."
    )
    actors = (
        ("a1", "Ivo Tarn", "person", ("Ivo Tarn",)),
        ("a2", "Solden Mira", "person", ("Solden Mira",)),
        ("a3", "Reed Party", "party", ("Reed Party",)),
        ("a4", "Mira Solden", "person", ("Mira Solden",)),
    )
    statements = (
        ("a1", "said", "the toll would stay for good"),
        ("a2", "called", "him deaf"),
        ("a4", "said nobody", "nobody would pay"),
    )
    record.add(
        make_reading("stay", text, actors=actors, statements=statements, outlet="Marsh Post", published="2031-03-05"),
        reader="r1",
    )
    record.resolve()
    return record
