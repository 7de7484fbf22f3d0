"""The parse: offsets are the article's, nothing silent is parsed, sentences survive what scrapers do to them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.text.article import make_article
from onrecord.text.parse import parse, parse_many, parsed_text


def _body(text: str) -> Article:
    return Article("1", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))


def _sentences(text: str) -> list[str]:
    return [" ".join(sentence.text.split()) for sentence in parse(_body(text)).sents]


@pytest.mark.parametrize(
    "text",
    [
        "Premier Ada Roe said.|There are many ways to do it.",
        "Haddou was elected on September 5.|The official said it was late.",
        "She said that “the troops fight terror.”|However, Bell slammed the remarks of his rival.",
        'She said that "the troops fight terror."|However, Bell slammed the remarks of his rival.',
        'The deal "was done."|“We will not go,” Bell told reporters on Monday.',
        'The army denied that it lost the town.|"The patrol was routine," Col. Sean Bell, a spokesman, said.',
        'Bell said it is "[done] by the role of the armed forces."|This came on the sidelines of a forum.',
        "Roe said: 'We are done.'|The hall was silent.",
        "The government fell in Marsa.|“The coalition must go on,” Roe said.",
        "Why did he leave?|He did not say.",
        "It was the Ministry of Interior (MoI).|The group left.",
        "They fight against the NLF.|Leader of the group Qais Omar warned of it.",
    ],
)
@pytest.mark.parametrize("between", ["", " "])
def test_glued_and_spaced_sentences_end_alike(text: str, between: str):
    assert _sentences(text.replace("|", between)) == text.split("|")


@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Gen. Omar Bakr and Col. Sean Bell met U.S. officials on Jan. 5 in Washington.",
        "Brig. Gen. Yahya Saleh said the U.S.-led coalition left at 5 a.m. on Monday.",
        "They spoke of U.N. Resolution No. 10 and of Gov. Hart of St. Louis.",
        "Mr. Roe told Dr. Bell, Sen. Ada Moss and Prof. Li that the price rose by 3.5 percent.",
        "“Never!” he told the crowd.",
        "Write to press@tavia.gov.ta or see https://www.tavia.gov/news/2020 for more.",
    ],
)
def test_abbreviations_quotations_and_addresses_do_not_split(sentence: str):
    assert _sentences(sentence) == [sentence]


@pytest.mark.parametrize("address", ["press.office@tavia.gov", "https://www.tavia.gov/news?id=5.Roe", "tavia.org"])
def test_addresses_are_one_token(address: str):
    assert address in [token.text for token in parse(_body(f"Roe wrote to {address} on Sunday."))]


def test_a_closing_mark_goes_with_the_sentence_before():
    text = '"We stay," he said. "We will fight." The crowd cheered.'
    assert _sentences(text) == ['"We stay," he said.', '"We will fight."', "The crowd cheered."]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_hard_breaks_do_not_end_sentences(line_break: str):
    text = f"The coalition{line_break}spokesperson did not{line_break}disclose more of it.{line_break}She left."
    assert [s.split()[0] for s in _sentences(text)] == ["The", "She"]


def test_nothing_silent_is_parsed_and_paragraphs_end_sentences():
    text = "Roe wins vote\n\nPhoto: Bell said no. (AFP)\n\nMARSA (AFP) – Roe won on Monday.\n\n"
    text += "3 Comments\n\nBell said yes."
    article = make_article(text, id="1")
    doc = parse(article)
    assert "Bell" not in doc.text
    assert [" ".join(s.text.split()) for s in doc.sents if s.text.strip()] == ["Roe wins vote", "Roe won on Monday."]
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc if not token.is_space)


def test_many_are_parsed_in_order():
    texts = ["Roe won.", "Bell lost.", "Moss left."]
    assert [doc.text for doc in parse_many(_body(text) for text in texts)] == texts


PIECES = st.sampled_from(
    [
        "Roe said.",
        "There",
        '"',
        "”",
        "“",
        "’",
        "'",
        ".",
        "5.",
        "Gen.",
        "U.S.",
        "\n",
        "\n\n",
        " ",
        "(",
        ")",
        "Share this",
        "©",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_the_parse_keeps_every_offset(text: str):
    article = make_article(text, id="1")
    assert len(parsed_text(article)) == len(text)
    doc = parse(article)
    assert len(doc.text) == len(text)
    for token in doc:
        assert token.is_space or text[token.idx : token.idx + len(token)] == token.text
