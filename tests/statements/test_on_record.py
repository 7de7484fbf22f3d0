"""From attribution to statement: whose, through whom, when, denied or not, and what stays out."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import (
    Actor,
    ActorType,
    Article,
    DateMention,
    Mention,
    MentionForm,
    Relation,
    Span,
    Tie,
    Zone,
    ZoneKind,
)
from onrecord.names.entities import parse
from onrecord.statements.by_rules import find_by_rules
from onrecord.statements.on_record import put_on_record
from onrecord.statements.via import is_outlet

from .marked import article_of, read


def reading(text, names=(), *, ties=(), dates=(), zones=None):
    """The statements of a text with actors at the first place each name stands."""
    article = Article("t", text, zones=zones) if zones else article_of(text)
    doc = parse(article)
    actors = tuple(
        Actor(
            name.lower(),
            name,
            kind,
            tuple(Mention(Span(m.start(), m.end())) for m in re.finditer(re.escape(name), text)),
        )
        for name, kind in names
    )
    return put_on_record(article, doc, find_by_rules(article, doc), actors, tuple(ties), tuple(dates))


def said(text, statement):
    return " … ".join(span.of(text) for span in statement.content)


def test_a_denial_is_not_a_claim():
    [statement] = read("The mine denied that its dam had leaked.")
    assert (statement.polarity, statement.quoted) == ("denied", "indirect")


def test_ruling_out_that_something_happens_denies_it():
    [statement] = read("The governor ruled out that the army would be used.")
    assert statement.polarity == "denied"


def test_a_denied_denial_puts_nothing_on_record():
    assert not read("The governor did not deny that the army had been used.")


def test_unnamed_speakers_belong_to_whom_their_phrase_names():
    text = "The parents of Lena Tavi said that she was innocent."
    article = article_of(text)
    doc = parse(article)
    actors = (
        Actor("p", "parents", ActorType.COLLECTIVE, (Mention(Span(4, 11), MentionForm.NOMINAL, extent=Span(0, 24)),)),
        Actor("t", "Lena Tavi", ActorType.PERSON, (Mention(Span(15, 24)),)),
    )
    [statement] = put_on_record(article, doc, find_by_rules(article, doc), actors, (), ())
    assert (statement.speaker, statement.affiliation) == ("p", "Lena Tavi")


def test_a_negation_inside_the_content_stays_asserted():
    [statement] = read("The union said it would not retreat from demanding higher wages.")
    assert statement.polarity == "asserted"


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("The mayor told the Northern Herald that the bridge was safe.", ("Northern Herald",)),
        ("The mayor told BBC News that the bridge was safe.", ("BBC News",)),
        ("The mayor said in an interview with Reuters that the bridge was safe.", ("Reuters",)),
        ('"The bridge is safe," the mayor said in an email to AFP.', ("AFP",)),
        ("The mayor, quoted by the Evening Star, said that the bridge was safe.", ("Evening Star",)),
        ("The bridge is safe, the Coast news agency quoted the mayor as saying.", ("Coast news agency",)),
        ("The mayor told reporters that the bridge was safe.", ()),
        ("The mayor told parliament that the bridge was safe.", ()),
    ],
)
def test_outlets_beside_the_cue(text, via):
    [statement] = read(text)
    assert statement.via == via


def test_an_outlet_that_passes_a_statement_on_makes_none_of_its_own():
    text = "The ruling party has announced that it will leave the coalition, a local newspaper reported."
    [statement] = reading(text, [("The ruling party", ActorType.PARTY)])
    assert statement.speaker == "the ruling party"
    assert statement.via == ("a local newspaper",)


def test_an_outlet_with_news_of_its_own_is_the_speaker():
    text = "The dam had been leaking for a year, the Valley Post reported."
    [statement] = reading(text, [("Valley Post", ActorType.OUTLET)])
    assert statement.speaker == "valley post"


def test_a_statement_inside_a_statement_goes_through_its_speaker():
    text = "Members of the committee said that the dam would be built, Banda said."
    statements = reading(text, [("Members of the committee", ActorType.COLLECTIVE), ("Banda", ActorType.PERSON)])
    outer = next(s for s in statements if s.speaker == "banda")
    inner = next(s for s in statements if s.speaker == "members of the committee")
    assert inner.nested_in == outer.id and inner.via == ("Banda",)
    assert outer.nested_in is None and outer.via == ()
    assert said(text, inner) == "the dam would be built"


def test_words_within_a_quotation_are_not_put_on_record_again():
    text = '"I said we must wait, and I hope that we will," the premier said.'
    assert [said(text, s) for s in read(text)] == ["I said we must wait, and I hope that we will,"]


def test_affiliation_and_role_come_from_ties():
    text = "Ana Duarte said the harbour would reopen. Ana Duarte speaks for Harbour Board."
    names = [("Ana Duarte", ActorType.PERSON), ("Harbour Board", ActorType.ORGANISATION)]
    tie = Tie("ana duarte", Relation.SPOKESPERSON_OF, "harbour board", Span(41, 77), role="spokeswoman")
    statement = reading(text, names, ties=[tie])[0]
    assert (statement.affiliation, statement.role) == ("Harbour Board", "spokeswoman")


def test_a_relative_pronoun_stands_for_the_phrase_before_it():
    text = "Villagers jeered Ilse Brandt, who declared that the mine would close."
    statement = reading(text, [("Ilse Brandt", ActorType.PERSON)])[-1]
    assert statement.speaker == "ilse brandt"
    assert statement.source[0].of(text) == "Ilse Brandt"


@pytest.mark.parametrize(
    ("text", "date", "said_on"),
    [
        ("On Monday, the minister said the port would open.", "Monday", "2021-03-01"),
        ("The minister said on Monday the port would open.", "Monday", "2021-03-01"),
        ("The port would open, the minister said on Monday.", "Monday", "2021-03-01"),
        ("The minister said Monday that the port would open and the tax would fall.", "Monday", "2021-03-01"),
        ("The minister said that the port would open on Monday.", "Monday", None),
        ('"We open on Monday," the minister said.', "Monday", None),
        ("On Monday the assembly passed a motion rejecting the tax.", "Monday", "2021-03-01"),
    ],
)
def test_when_it_was_said(text, date, said_on):
    at = text.index(date)
    [statement] = reading(text, dates=[DateMention(Span(at, at + len(date)), "2021-03-01")])
    assert statement.date_said == said_on


def test_headlines_are_marked():
    text = "Mayor says tax will kill port\n\nThe mayor said the tax would kill the port."
    zones = (Zone(ZoneKind.HEADLINE, Span(0, 29)), Zone(ZoneKind.BODY, Span(31, len(text))))
    assert [statement.in_headline for statement in reading(text, zones=zones)] == [True, False]


def test_unknown_speakers_are_kept_with_less_confidence():
    text = "The mayor said the bridge was safe."
    [known] = reading(text, [("The mayor", ActorType.PERSON)])
    [unknown] = reading(text)
    assert unknown.speaker is None and unknown.confidence < known.confidence
    assert "unknown" in unknown.reason


def test_ids_do_not_change_when_an_article_is_read_again():
    text = "The mayor said the bridge was safe, and the union said it was not."
    assert [s.id for s in read(text)] == [s.id for s in read(text)]


def test_a_topic_before_a_colon_is_no_speaker():
    text = "Floods: two villages cut off\n\nThe river rose again."
    zones = (Zone(ZoneKind.HEADLINE, Span(0, 28)), Zone(ZoneKind.BODY, Span(30, len(text))))
    assert reading(text, zones=zones) == ()


def test_nothing_outside_headline_and_body_speaks():
    text = "Photo: the mayor said cheese.\n\nThe bridge is closed."
    zones = (Zone(ZoneKind.CAPTION, Span(0, 29)), Zone(ZoneKind.BODY, Span(31, len(text))))
    assert reading(text, zones=zones) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Q: When will it open?\n\nA: We said that it would open in May.",
        'THE MAYOR SAID THE BRIDGE WAS SAFE. "IT WILL HOLD," HE SAID.',
        'The mayor said "it will hold.The union denied it.”However, he said the bridge was shut.',
        '"""" said "" the \'\' mayor: “',
        "said said said that that said, he said, she said, said.",
        ":",
        "“",
    ],
)
def test_odd_text_is_read_without_an_error(text):
    for statement in read(text):
        assert statement.content and all(span.end <= len(text) for span in statement.content)


WORDS = ["said", "the mayor", "that", "it", "will hold", "adding", "denied", "according to", "\n\n", "Banda", "called"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*"“”\"'’,.:;()–", *WORDS]), max_size=25))
def test_spans_lie_in_the_text_and_content_is_trimmed(words):
    text = " ".join(words)
    for statement in read(text):
        for span in (*statement.content, *statement.cue, *statement.source):
            assert span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
        assert all(not a.overlaps(b) for a, b in pairwise(statement.content))


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("the Northern Herald", True),
        ("Reuters", True),
        ("a local media", True),
        ("the state news agency", True),
        ("the press secretary", False),
        ("the minister", False),
        ("hard times ahead committee", False),
    ],
)
def test_outlets_by_their_words(name, outlet):
    assert is_outlet(name) is outlet


@pytest.mark.parametrize(
    "text",
    ["Everybody says that the bridge is bad.", "The source, who asked not to be named, left the town."],
)
def test_nobody_in_particular_and_how_to_be_reported_stay_out(text):
    assert read(text) == ()


def test_a_call_for_one_thing_says_what():
    text = "The bishop called for dialogue."
    [statement] = read(text)
    assert said(text, statement) == "dialogue"


def test_what_follows_on_the_same_occasion_was_said_on_the_same_day():
    text = "Lena Tavi told the Herald on Monday that the dam was safe. Lena Tavi added that nobody need leave."
    at = text.index("Monday")
    dates = [DateMention(Span(at, at + 6), "2023-05-01")]
    names = [("Lena Tavi", ActorType.PERSON), ("Herald", ActorType.OUTLET)]
    first, then = reading(text, names, dates=dates)
    assert (first.date_said, first.via) == ("2023-05-01", ("Herald",))
    assert (then.date_said, then.via) == (first.date_said, first.via)


def test_what_was_said_earlier_has_no_day_of_the_later():
    text = "Lena Tavi said on Monday that the dam was safe. Earlier Lena Tavi had said that everybody should leave."
    at = text.index("Monday")
    *_, then = reading(text, [("Lena Tavi", ActorType.PERSON)], dates=[DateMention(Span(at, at + 6), "2023-05-01")])
    assert then.date_said is None
