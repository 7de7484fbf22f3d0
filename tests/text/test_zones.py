"""Zones of scraped pages: what speaks speaks, what is page does not, and what a page states of itself."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import ZoneKind
from onrecord.text.zones import find_zones

from .pages import NoisyPage, noisy_pages, world_pages

PAGES = noisy_pages()
WORLD = world_pages()


def _silent(page: NoisyPage) -> set[int]:
    zones = find_zones(page.text).zones
    spans = [zone.span for zone in zones if not zone.speaks and zone.kind is not ZoneKind.DATELINE]
    return {at for span in spans for at in range(span.start, span.end) if not page.text[at].isspace()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_page_is_silent_and_what_is_article_speaks(page: NoisyPage):
    silent = _silent(page)
    lost = "".join(page.text[at] for at in sorted(silent & page.speech))
    assert not lost, f"speaking text lost: {lost[:200]}"
    noise = "".join(page.text[at] for at in sorted(page.noise - silent))
    assert len(noise) <= 0.05 * len(page.noise), f"noise that speaks: {noise[:200]}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_states_of_itself(page: NoisyPage):
    found = find_zones(page.text)
    assert (found.published, found.outlet, found.headline) == (page.published, page.outlet, page.headline)


def test_pages_of_five_continents():
    """All that is article speaks; of what is page, of outlets, headlines and dates only a rest may be wrong."""
    hit = missed = outlets = 0
    for page in WORLD:
        silent = _silent(page)
        lost = "".join(page.text[at] for at in sorted(silent & page.speech))
        assert not lost, f"{page.name}: speaking text lost: {lost[:200]}"
        hit, missed = hit + len(silent & page.noise), missed + len(page.noise - silent)
        found = find_zones(page.text)
        assert (found.published, found.headline) == (page.published, page.headline), page.name
        outlets += found.outlet == page.outlet
    assert 2 * hit / (2 * hit + missed) >= 0.98
    assert outlets >= 0.9 * len(WORLD)


def test_there_are_enough_pages():
    assert len(PAGES) >= 40


COMMENTED = """\
Council rejects harbour plan

The council of Kingsmere rejected the harbour plan on Tuesday after a debate of nine hours.

Mayor Ron Dale said that he would present another plan “before the summer”.

{header}

{comment}
"""


@pytest.mark.parametrize(
    "header",
    ["One Comment", "2 Comments", "Leave a Reply", "Join the conversation", "3 thoughts on “Council rejects plan”",
     "Comments (14)", "Have your say", "Kommentare", "READER COMMENTS", "Post a comment"],
)  # fmt: skip
@pytest.mark.parametrize(
    "comment",
    [
        "  1. Dale should be thrown into the harbour, said my neighbour, and he is right.",
        "JoJo says:\nDale lied. He said the same last year.\n\nThe council told us that it would be free.\n\nReply",
        "I was there. The mayor said he hates us all and that the plan was made by thieves who should hang for it.",
    ],
)
def test_a_reader_never_speaks(header: str, comment: str):
    text = COMMENTED.format(header=header, comment=comment)
    found = find_zones(text)
    border = text.index(header)
    assert all(zone.span.end <= border for zone in found.zones if zone.speaks)
    assert text[found.zones[2].span.start :].startswith("Mayor Ron Dale")


def test_a_link_to_the_comments_above_the_text_ends_nothing():
    text = (
        "Council rejects harbour plan\n\nLeave a comment\n3 Comments\n\nThe council rejected the plan on Tuesday after "
        "a debate of nine hours.\n\nThe mayor said that he would present another.\n\nA vote is due in May, she said."
    )
    kinds = [zone.kind for zone in find_zones(text).zones]
    assert kinds[:3] == [ZoneKind.HEADLINE, ZoneKind.FORM, ZoneKind.NAVIGATION]
    assert kinds[3:] == [ZoneKind.BODY] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Soldiers of the first brigade march through Port Tavia on May 3, 2016. (Photo: AFP-Jo Doe)",
        "Premier Ada Roe speaks during an interview in Port Tavia, Tavia, June 17, 2016. REUTERS/Jo Doe",
        "FILE - In this March 3, 2015 file photo, Premier Ada Roe leaves the palace.",
        "Ada Roe (left) and Tom Bell in Marsa on 3 May 2016. Photograph: Jo Doe/The Courier",
        "Protesters gather outside the ministry in Marsa, October 3, 2019. [Jo Doe/Anadolu]",
    ],
)
def test_the_date_of_a_caption_is_never_the_article_s(line: str):
    text = (
        f"Roe visits troops\n\n{line}\n\nPremier Ada Roe visited troops in the north.\n\nShe said that they would stay."
    )
    found = find_zones(text)
    assert [zone.kind for zone in found.zones][1] is ZoneKind.CAPTION
    assert found.published is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 3 May 2020", "2020-05-03"),
        ("Posted on May 3rd, 2020 at 4:21 pm", "2020-05-03"),
        ("2020-05-03T22:09:49+0000", "2020-05-03"),
        ("Sunday, 3 May 2020 11:00 AM [ Last Update: Monday, 4 May 2020 ]", "2020-05-03"),
        ("Date: 03.05.2020", "2020-05-03"),
        ("Last updated: 4 May 2020, 10:30 GMT", "2020-05-04"),
        ("By Jane Roe | 3 May 2020", "2020-05-03"),
        ("Publié le 3 mai 2020 à 12h30", "2020-05-03"),
        ("03/04/2020", None),  # March or April
        ("09/06/2020 14:10 IST", "2020-06-09"),  # India writes the day first
        ("Publicado el 09/06/2020 a las 14:10", "2020-06-09"),
        ("09/06/2020 2:10 PM EST", "2020-09-06"),
        ("by Editor | May 3, 2020 | Parliament, Top News | 0 comments", "2020-05-03"),
        ("May 3, 2020 By admin — Leave a Comment", "2020-05-03"),
        ("Vol. 14 No. 23 • Sunday, 3 May 2020 • Price: 2 krana", "2020-05-03"),
        ("14:20 | Marsa, May. 3.", None),  # no year anywhere
        ("Copyright © 2020 The Port Herald", None),
        ("Published in May", None),
        ("1399/02/14", None),  # another calendar
    ],
)
def test_publication_dates_only_as_stated(line: str, day: str | None):
    text = f"Roe visits troops\n{line}\n\nPremier Ada Roe visited troops on 9 June 2018.\n\nShe said they would stay."
    assert find_zones(text).published == day


@pytest.mark.parametrize(
    ("start", "kind", "outlet"),
    [
        ("PORT TAVIA (Dispatches) – ", ZoneKind.DATELINE, None),
        ("LONDON, March 3 (Reuters) - ", ZoneKind.DATELINE, None),
        ("Nairobi, Kenya — ", ZoneKind.DATELINE, None),
        ("NEW DELHI: ", ZoneKind.DATELINE, None),
        ("Marsa (TaviaNews.com) – ", ZoneKind.DATELINE, "Tavianews"),
        ("Marsa ( ", ZoneKind.METADATA, None),
        ("(Marsa Today | Tavia) - ", ZoneKind.OUTLET, "Marsa Today"),
        ("The Port Herald – ", ZoneKind.OUTLET, "The Port Herald"),
        ("Marsa News/ ", ZoneKind.OUTLET, "Marsa News"),
    ],
)
def test_what_stands_before_the_first_sentence(start: str, kind: ZoneKind, outlet: str | None):
    text = f"{start}The army said on Monday that it had left the town.\n\nA spokesman said the town was quiet."
    found = find_zones(text)
    assert found.zones[0].kind is kind
    assert text[found.zones[1].span.start :].startswith("The army said")
    assert found.outlet == outlet


@pytest.mark.parametrize(
    "sentence",
    [
        "Roe – who left the party in May – said that she would not return.",
        "Share prices fell on Monday, the bank said.",
        "Read the bill before you vote on it, the speaker told deputies.",
        "Comments by the premier about the union were wrong, Bell said.",
        "“Follow us,” the commander told the villagers, who did so.",
        "Advertisement of tobacco is to be banned, according to the ministry.",
        "By Monday, Roe said, the bridge would be open.",
        "Photos of the premier were burnt in the streets, police said.",
        "Published figures show that prices fell in May.",
        "More by the minister than by the law is decided, Bell said.",
        "Support for the coalition fell to 31 percent in our newest poll, the institute said.",
        "Help us to rebuild the bridge before winter.",
        "The Act covers all workers who were hired after 2015 for the Ministry.",
        "By May 3, 2020 the council had agreed on a budget.",
        "The minister is on Twitter every night.",
        "Join the union, Bell told the nurses.",
        "Source: the ministry has no idea.",
        "With information from the police, reporters found the house.",
        "Donate blood, the minister told his followers.",
        "The press office of the bloc denied the report.",
        "In Port Tavia, Marsa and Sahra, polls opened at dawn.",
        "Quality journalism is rare in Tavia.",
        "Sign up to the treaty, Roe told the neighbours.",
        "Our free newsletter is read by nobody, the editor admitted.",
    ],
)
def test_sentences_that_begin_like_page_chrome_are_body(sentence: str):
    text = (
        f"Roe visits troops\n\nPremier Ada Roe visited troops in the north.\n\n{sentence}\n\nA vote is due, Roe said."
    )
    assert [zone.kind for zone in find_zones(text).zones][1:] == [ZoneKind.BODY] * 3


def test_hard_wrapped_lines_are_one_paragraph():
    text = "The council of tribes and the army have\nagreed on joint patrols along the road, a\nmember said on Friday."
    assert [(zone.kind, len(zone.span)) for zone in find_zones(text).zones] == [(ZoneKind.BODY, len(text))]


def test_one_line_is_one_paragraph_where_each_ends_a_sentence():
    lines = ["The vote on the law was lost on Monday.", "Roe said she would try again.", "Bell said he would not."]
    assert [zone.span.of("\n".join(lines)) for zone in find_zones("\n".join(lines)).zones] == lines


WORDS = st.sampled_from(
    """Premier Roe said that the vote was lost. Share this One Comment Leave a Reply 3 May 2020 | – ( ) “ ” REUTERS/Jo
    MARSA (AFP) Published: Tags: By Jane © https://a.example \u200b \ufeff é 中 ي 1. *""".split()  # noqa: SIM905
)
TEXTS = st.lists(
    st.one_of(WORDS, st.sampled_from(["\n", "\n\n", "\r\n", "\r", " ", "\u2028", "\xa0", "\x0b", "\x85"]))
).map(" ".join)


@given(st.one_of(TEXTS, st.text(max_size=200)))
def test_zones_cover_all_that_is_no_space_and_never_overlap(text: str):
    at = 0
    for zone in find_zones(text).zones:
        assert zone.span.start >= at
        assert not text[at : zone.span.start].strip()
        assert zone.span.of(text).strip() == zone.span.of(text)
        at = zone.span.end
    assert not text[at:].strip()


def test_the_seeds(shared):
    """The five scraped articles: figures of the issue, by the same characters as the scorer counts."""
    hit = wrong = missed = 0
    for line in (shared / "gold" / "seeds-gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        with (shared / "seeds" / gold["file"]).open(encoding="utf-8", newline="") as file:
            text = file.read()
        found = find_zones(text)
        assert found.published == gold["document"]["publication_date"]
        silent = {
            at
            for zone in found.zones
            if not zone.speaks and zone.kind is not ZoneKind.DATELINE
            for at in range(zone.span.start, zone.span.end)
        }
        wanted = {at for span in gold["document"]["boilerplate"] for at in range(span["start"], span["end"])}
        silent, wanted = ({at for at in chars if not text[at].isspace()} for chars in (silent, wanted))
        hit, wrong, missed = hit + len(silent & wanted), wrong + len(silent - wanted), missed + len(wanted - silent)
    assert 2 * hit / (2 * hit + wrong + missed) >= 0.97


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda text: text.replace("\n", " ")], ids=["up", "low", "line"]
)
@pytest.mark.parametrize("page", PAGES[::6], ids=lambda page: page.name)
def test_every_character_has_its_zone_in_odd_type_too(page: NoisyPage, change):
    """Capitals once took an expression 2^20 tries, and the capital of a Turkish month was in no list."""
    text = change(page.text)
    covered = "".join(zone.span.of(text) for zone in find_zones(text).zones)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("FREE SARUN · independent since 1998", "Free Sarun"),
        ("MARSA PRESS | World news", "Marsa Press"),
        ("Notes from the Sill – a valley blog", "Notes from the Sill"),
        ("Sarun24 › Security › Marsa", "Sarun24"),
    ],
)
def test_a_site_s_name_or_motto_is_no_headline(line: str, name: str):
    text = f"{line}\n\nRoe visits troops\n\nPremier Ada Roe visited troops.\n\nShe said that they would stay."
    found = find_zones(text)
    assert (found.headline, found.outlet) == ("Roe visits troops", name)
    assert not found.zones[0].speaks


def test_a_date_read_both_ways_is_decided_by_the_place_line():
    text = (
        "Roe visits troops\n\nMarsa, Jun. 7 (NA).- Premier Ada Roe visited troops.\n\nShe left.\n\nPublished: 6/7/2021"
    )
    assert find_zones(text).published == "2021-06-07"


def test_months_in_capitals():
    assert find_zones("Roe wins\n\nYAYINLANMA: 6 MAYIS 2021\n\nRoe won the vote on Monday, it was said.").zones
    assert (
        find_zones("Roe wins\n\nPUBLISHED: 6 MAY 2021\n\nRoe won the vote on Monday, she said.").published
        == "2021-05-06"
    )


def test_a_line_that_hangs_goes_on_though_a_capital_follows():
    text = "Deputy Ada Roe, of the governing party, accused the\nExecutive of lying to the people on Monday.\nShe left."
    bodies = [zone for zone in find_zones(text).zones if zone.kind is ZoneKind.BODY]
    assert text[bodies[0].span.start : bodies[0].span.end].endswith("on Monday.")


def test_a_closed_thread_of_comments_is_silent():
    text = (
        "Roe wins vote in Tavia\n\nPremier Ada Roe won the vote in Tavia on Monday, the commission said.\n\n"
        "She thanked her voters and promised to lower the toll at once.\n\n"
        "Comments (3) Closed\nAhmed\nMar 12, 2021 08:11am\nThe minister said the same last year. Drama!\nRecommend 0"
    )
    spoken = " ".join(text[zone.span.start : zone.span.end] for zone in find_zones(text).zones if zone.speaks)
    assert "Drama" not in spoken and "Ahmed" not in spoken
