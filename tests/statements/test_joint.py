"""Two who speak with one voice are on record each; one voice with "and" in it stays one."""

from __future__ import annotations

import pytest

from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.pipeline.read import read
from onrecord.store.queries.whole import readings
from onrecord.store.record import Record


def spoken(text):
    """(speaker, source, content) of each statement."""
    article = Article("t", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    reading = read(article)
    names = {actor.id: actor.name for actor in reading.actors}
    return [
        (names.get(s.speaker), " ".join(span.of(text) for span in s.source), s.content[0].of(text))
        for s in reading.statements
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Norway and Peru said on Monday that the tax would hurt their farmers.", ["Norway", "Peru"]),
        (
            "Finance Minister Una Devane and the union leader Kofi Brandt warned on Friday that jobs were at risk.",
            ["Una Devane", "Kofi Brandt"],
        ),
        (
            "The mayor of Cuenca, Ana Sol, and the prefect, Marta Lund, said that the road would stay closed.",
            ["Ana Sol", "Marta Lund"],
        ),
        (
            "Both the Harbour Workers Union (HWU) and the Dock Owners Association rejected the offer on Monday.",
            ["Harbour Workers Union", "Dock Owners Association"],
        ),
        (
            "Norwegian Prime Minister Ole Bakk met Swedish President Ebba Lind in Oslo on Monday. "
            "The two leaders said that the river would be cleaned.",
            ["Ole Bakk", "Ebba Lind"],
        ),
        (
            "Senator Ole Bakk and Mayor Ebba Lind warned on Friday that jobs were at risk. "
            "“We are not done with this bill,” they said.",
            ["Ole Bakk", "Ebba Lind", "Ole Bakk", "Ebba Lind"],
        ),
    ],
)
def test_each_of_those_who_speak_together_is_on_record(text, speakers):
    assert [speaker for speaker, _, _ in spoken(text)] == speakers


def test_each_has_its_own_words_as_source_and_the_same_content():
    (_, one, said), (_, other, again) = spoken("Norway and Peru said on Monday that the tax would hurt their farmers.")
    assert (one, other) == ("Norway", "Peru")
    assert said == again


@pytest.mark.parametrize(
    "text",
    [
        "Ole Bakk, the founder and president of the Harbour Union, said on Monday that pay would rise.",
        "Residents and drivers said on Monday that the road had been closed for a week.",
        "Lawyers for Ole Bakk and Ebba Lind said on Monday that the case was over.",
        "The Ministry of Trade and Industry said on Monday that the tariff would be lifted.",
        "Two officials said on Monday that the tariff would be lifted.",
        "Ole Bakk or Ebba Lind said on Monday that the tariff would be lifted.",
    ],
)
def test_one_voice_stays_one(text):
    assert len(spoken(text)) == 1


def test_both_are_kept_in_a_record(tmp_path):
    text = "Norway and Peru said on Monday that the tax would hurt their farmers."
    article = Article("t", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    with Record.open(tmp_path / "r.db", create=True) as record:
        record.add(read(article), reader="r")
        record.resolve()
        assert record.verify() == []
        (kept,) = readings(record)
    assert len({statement.id for statement in kept.reading.statements}) == 2
