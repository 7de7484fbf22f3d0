"""Acts and chains of news language, read with the trained extractor: whose, denied or not, through whom."""

from __future__ import annotations

import pytest

from onrecord.pipeline.read import read
from onrecord.text.article import make_article

OPENING = "The capital was quiet on Thursday.\n\n"


def statements_of(text):
    article = make_article(OPENING + text, id="t", published="2024-05-16", outlet="Coast Post")
    reading = read(article)
    return article.text, reading.statements


def said(text, statement):
    return " … ".join(span.of(text) for span in statement.content)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The Farmers’ Front held a rally protesting against the sale of seed rights.", "the sale of seed rights"),
        ("On March 3, 2021, the Senate passed a resolution requiring the army to leave.", "the army to leave"),
        ("Parliament approved a motion urging the cabinet to recall its envoy.", "the cabinet to recall its envoy"),
        ("In a paper passed on Friday, the union called for the exam to be postponed.", "the exam to be postponed"),
        ("A letter by the League asked members to freeze fishing.", "members to freeze fishing"),
        ("The ombudsman questioned whether the law was fair.", "whether the law was fair"),
        ("The academy has, however, faulted the report on plagiarism.", "the report on plagiarism"),
        ("President Ada Roe had in her address on January 1 promised a wage award.", "a wage award"),
        ("The premier ruled out raising the pension age.", "raising the pension age"),
        ("The archbishop urged restraint.", "restraint"),
        ("Rolf Lenz, the chairman, was blunt: “We were not asked.”", "We were not asked."),
    ],
)
def test_acts_that_carry_words(text, content):
    whole, [statement] = statements_of(text)
    assert said(whole, statement) == content
    assert statement.source


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("President Lena Orvik rejected the claim that her brother had been paid.", "denied"),
        ("The navy dismissed allegations that its ships had fired first.", "denied"),
        ("The rebels rejected suggestions they were short of ammunition.", "denied"),
        ("A senior diplomat doubted that the talks would resume.", "denied"),
        ("The minister rejected the proposal to raise the retirement age.", "asserted"),
        ("The party rejected calls to settle the claims of the miners.", "asserted"),
        ("The bloc said it will not retreat from demanding a vote on the dam.", "asserted"),
    ],
)
def test_who_rejects_a_claim_denies_it(text, polarity):
    _, [statement] = statements_of(text)
    assert statement.polarity == polarity


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Hans Rell, quoted by the News Bureau of Tarn (NBT), said that the aid would end.", "News Bureau of Tarn"),
        ("In an email to the Northern Herald, the company wrote that the leak had been sealed.", "Northern Herald"),
        ("The aid will end, Finance Minister Luc Arden was quoted as saying by the Morning Post.", "Morning Post"),
        ("The ministry said, as reported by the Straits Bulletin, that 60 monitors would come.", "Straits Bulletin"),
        ("In a Facebook post, the former mayor claimed that the vote had been bought.", "Facebook"),
        ("“We shall not pay,” opposition leader Dina Kost wrote on X.", "X"),
        ("The strike will begin at midnight, union leader Petra Voss told the OLA news agency.", "OLA"),
    ],
)
def test_what_passed_it_on(text, via):
    _, [statement] = statements_of(text)
    assert statement.via == (via,)


def test_the_articles_own_outlet_is_no_way_station():
    _, [statement] = statements_of("Union leader Petra Voss told the Coast Post that the strike would go on.")
    assert statement.via == ()


def test_what_a_speaker_adds_is_a_statement_of_its_own():
    text, [first, second] = statements_of(
        "She explained that a panel headed by the chief of staff, Jo Roe, would come, adding that the mine would close."
    )
    assert said(text, first) == "a panel headed by the chief of staff, Jo Roe, would come"
    assert said(text, second) == "the mine would close"


def test_a_report_in_a_report_is_two():
    text, [outer, inner] = statements_of("Members of the panel said that the border would reopen, Karimi said.")
    assert said(text, outer) == "Members of the panel said that the border would reopen"
    assert said(text, inner) == "the border would reopen"
    assert inner.nested_in == outer.id


@pytest.mark.parametrize(
    "text",
    [
        "The bank raised rates twice, suggesting that it fears inflation.",
        "The move underlines that the bank fears a run.",
        "The militia kept its fighters in town, a clear indication that it does not trust the truce.",
    ],
)
def test_the_narrators_inference_is_nobodys(text):
    assert statements_of(text)[1] == ()


def test_the_day_of_what_will_be_is_not_the_day_of_saying():
    _, [first, second] = statements_of(
        "The union on Monday insisted that its strike would begin on Friday, rejecting the claim that it was bought."
    )
    assert (first.date_said, second.date_said) == ("2024-05-13", "2024-05-13")


@pytest.mark.parametrize(("left", "right"), [("â€œ", "â€\x9d"), ("â€œ", "â€"), ("\x93", "\x94"), ("\ufffd", "\ufffd")])
def test_marks_decoded_wrongly_still_quote(left, right):
    text, [statement] = statements_of(f"{left}We will reopen the old harbour,{right} said Mayor Ida Renn.")
    assert statement.quoted == "direct"
    assert said(text, statement) == "We will reopen the old harbour,"


def test_a_second_act_of_the_same_verb_is_a_statement_of_its_own():
    text, statements = statements_of(
        "Ada Siedel, the chief of staff, said the king would decide alone, but questioned whether the bill was fair."
    )
    assert [said(text, one) for one in statements] == [
        "the king would decide alone",
        "whether the bill was fair",
    ]


def test_what_the_narrator_says_of_a_charge_is_no_part_of_it():
    text, statements = statements_of("Zabor said that the premier wanted to please Tavia, a charge that she denied.")
    assert said(text, statements[0]) == "the premier wanted to please Tavia"


def test_a_negation_in_the_quotation_does_not_deny_the_saying():
    text, [statement] = statements_of("“Are we where we need to be? Probably not,” Ms Moore said.")
    assert said(text, statement) == "Are we where we need to be? Probably not,"


@pytest.mark.parametrize(
    "text",
    [
        "The state issued new rules that promise to change the industry.",
        "If, as I've suggested, the bank gains from it, the law should change.",
    ],
)
def test_neither_a_thing_nor_the_writer_is_on_record(text):
    assert statements_of(text)[1] == ()


def test_who_claims_what_stands_before():
    text, statements = statements_of(
        "Premier Ana Sorel has agreed with the fishers to delay the pier, claimed the Reed bloc’s Hugo Vann. "
        "There are ways to stop the pier, Vann added."
    )
    assert said(text, statements[0]) == "Premier Ana Sorel has agreed with the fishers to delay the pier"
    assert statements[0].speaker == statements[1].speaker


def test_an_agency_that_reported_it_passes_it_on():
    text, [statement] = statements_of(
        "“The blockade hurts our wives,” the miners’ executive, Tom Roe, said at a rally, Fides agency reported."
    )
    assert said(text, statement) == "The blockade hurts our wives,"
    assert statement.via and "Fides" in statement.via[0]


def test_a_piece_of_the_paragraph_before_is_another_report():
    text, statements = statements_of(
        "Whether Labour would stop drilling, Jonas Gran did not say.\n\n"
        "The Union, for its part, has no objections, a spokesperson for the Commission said on Monday."
    )
    assert [said(text, one) for one in statements] == ["The Union, for its part, has no objections"]
