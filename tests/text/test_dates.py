"""Dates: sentences of our own with the value that a reader would give, publication date Friday 8 February 2019."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.text.article import make_article
from onrecord.text.dates import find_dates
from onrecord.text.parse import parsed_text

PUBLISHED = "2019-02-08"

SENTENCES = [
    # full dates in many dresses
    ("The bridge opened on Jan. 5, 2020, in rain.", "Jan. 5, 2020", "2020-01-05"),
    ("The bridge opened on January 5th, 2020.", "January 5th, 2020", "2020-01-05"),
    ("The treaty was signed on 19 January 2021 in Oslo.", "19 January 2021", "2021-01-19"),
    ("The treaty was signed on the 5th of May 2017.", "the 5th of May 2017", "2017-05-05"),
    ("The minutes of 2019/02/08 were lost.", "2019/02/08", "2019-02-08"),
    ("The minutes of 2018-11-30 were lost.", "2018-11-30", "2018-11-30"),
    ("The form was stamped 25/12/2018.", "25/12/2018", "2018-12-25"),
    ("The form was stamped 08.02.2019.", "08.02.2019", "2019-02-08"),
    ("The vote of Monday, March 3, 2014, was void.", "Monday, March 3, 2014", "2014-03-03"),
    ("It happened on SEPTEMBER 11, 2001.", "SEPTEMBER 11, 2001", "2001-09-11"),
    ("Polls closed at 9 p.m. on Sept. 14, 2014.", "at 9 p.m. on Sept. 14, 2014", "2014-09-14"),
    # day and month
    ("Since October 17 the harbour has been shut.", "October 17", "2018-10-17"),
    ("They met on 4 February.", "4 February", "2019-02-04"),
    ("They met on February 8.", "February 8", "2019-02-08"),
    ("The mayor was elected on Sept. 5.", "Sept. 5", "2018-09-05"),
    ("The law will take effect on March 1.", "March 1", "2019-03-01"),
    ("The lease runs from 3-5 January.", "3-5 January", "2019-01-03"),
    ("The talks of Friday September 19 failed.", "Friday September 19", None),
    ("The talks of Wednesday, 19 September failed.", "Wednesday, 19 September", "2018-09-19"),
    ("He was born on the eleventh of March 1950.", "the eleventh of March 1950", "1950-03-11"),
    ("He fell on June 3 last year.", "June 3 last year", "2018-06-03"),
    # months
    ("In December the river froze.", "December", "2018-12"),
    ("In January the river froze.", "January", "2019-01"),
    ("In May the king abdicated.", "May", "2018-05"),
    ("The king will abdicate in May.", "May", "2019-05"),
    ("Early December brought snow.", "Early December", "2018-12"),
    ("By mid-November the money was gone.", "mid-November", "2018-11"),
    ("The end of October was dry.", "The end of October", "2018-10"),
    ("Prices fell in March 2017.", "March 2017", "2017-03"),
    ("Prices fell in Nov. 2016 again.", "Nov. 2016", "2016-11"),
    ("Prices fell last August.", "last August", "2018-08"),
    ("The fair opens next June.", "next June", "2019-06"),
    ("Prices rose in July last year.", "July last year", "2018-07"),
    ("Every April the square floods.", "Every April", "XXXX-04"),
    # years and longer
    ("The city fell in 2014.", "2014", "2014"),
    ("Since 1998 he has led the union.", "1998", "1998"),
    ("The 2016 election was close.", "The 2016", None),
    ("By late 2015 the camp was empty.", "late 2015", "2015"),
    ("The 1990s were lean years.", "The 1990s", "199"),
    ("Wages fell in the 1980s.", "the 1980s", "198"),
    ("Wages fell in the '70s.", "the '70s", "197"),
    ("The house dates from the 19th century.", "the 19th century", "18"),
    ("The season of 2015-16 was the last.", "2015-16", "2015/2016"),
    ("The ministry overspent in fiscal 2017.", "fiscal 2017", "2017"),
    ("The wall fell in nineteen eighty-nine.", "nineteen eighty-nine", "1989"),
    # quarters, halves, seasons
    ("Output shrank in the third quarter of 2018.", "the third quarter of 2018", "2018-Q3"),
    ("Output shrank in the fourth quarter.", "the fourth quarter", "2018-Q4"),
    ("Third-quarter output shrank.", "Third-quarter", "2018-Q3"),
    ("Output shrank in Q2 2017.", "Q2 2017", "2017-Q2"),
    ("Output shrank in the first half of 2018.", "the first half of 2018", "2018-H1"),
    ("In the summer of 2014 the dam broke.", "the summer of 2014", "2014-SU"),
    ("Last summer the dam broke.", "Last summer", "2018-SU"),
    ("The dam broke in autumn 2013.", "autumn 2013", "2013-FA"),
    # weekdays
    ("The council met on Monday.", "Monday", "2019-02-04"),
    ("The council met Thursday.", "Thursday", "2019-02-07"),
    ("The council met on Friday.", "Friday", "2019-02-08"),
    ("The council met on Saturday.", "Saturday", "2019-02-02"),
    ("The council will meet on Monday.", "Monday", "2019-02-11"),
    ("The council is scheduled to meet on Tuesday.", "Tuesday", "2019-02-12"),
    ("The vote had been scheduled for Tuesday.", "Tuesday", "2019-02-05"),
    ("The council met last Monday.", "last Monday", "2019-02-04"),
    ("The council met last Friday.", "last Friday", "2019-02-01"),
    ("The council meets next Monday.", "next Monday", "2019-02-11"),
    ("The council met on Tuesday of last week.", "Tuesday of last week", "2019-01-29"),
    ("A shell hit the mill late on Wednesday.", "late on Wednesday", "2019-02-06"),
    ("A shell hit the mill on Wednesday night.", "Wednesday night", "2019-02-06TNI"),
    ("A shell hit the mill at 10 p.m. on Wednesday.", "at 10 p.m. on Wednesday", "2019-02-06T22:00"),
    ("The market opens every Sunday.", "every Sunday", "XXXX-WXX-7"),
    ("The choir sings on Sundays.", "Sundays", "XXXX-WXX-7"),
    # near days
    ("The ferry sank yesterday.", "yesterday", "2019-02-07"),
    ("The ferry sails today.", "today", "2019-02-08"),
    ("The ferry will sail tomorrow.", "tomorrow", "2019-02-09"),
    ("The ferry sank last night.", "last night", "2019-02-07TNI"),
    ("The ferry sank this morning.", "this morning", "2019-02-08TMO"),
    ("The ferry sank the day before yesterday.", "the day before yesterday", "2019-02-06"),
    ("The ferry sank yesterday afternoon.", "yesterday afternoon", "2019-02-07TAF"),
    # units counted from the publication date
    ("The strike began last week.", "last week", "2019-W05"),
    ("The strike begins next week.", "next week", "2019-W07"),
    ("The strike began this week.", "this week", "2019-W06"),
    ("The strike began last month.", "last month", "2019-01"),
    ("The strike began last year.", "last year", "2018"),
    ("Next year the mine closes.", "Next year", "2020"),
    ("Earlier this year the mine closed.", "Earlier this year", "2019"),
    ("The mine closed last weekend.", "last weekend", "2019-W05-WE"),
    ("The mine closes next quarter.", "next quarter", "2019-Q2"),
    ("The mine closed three years ago.", "three years ago", "2016"),
    ("The mine closed two days ago.", "two days ago", "2019-02-06"),
    ("The mine closed nearly four months ago.", "nearly four months ago", "2018-10"),
    ("The mine closed two weeks ago.", "two weeks ago", "2019-W04"),
    ("The mine closed a decade ago.", "a decade ago", "2009"),
    ("The mine closes six months from now.", "six months from now", "2019-08"),
    ("The mine closed years ago.", "years ago", "PAST_REF"),
    # lengths
    ("The siege lasted for three days.", "three days", "P3D"),
    ("The siege lasted for 40 days.", "40 days", "P40D"),
    ("A two-week siege ended.", "two-week", "P2W"),
    ("It took a year and a half.", "a year and a half", "P1Y6M"),
    ("The quarrel has gone on for decades.", "decades", "PXE"),
    ("He has led the party for the past two years.", "the past two years", "P2Y"),
    ("The town has seen rain in the past few days.", "the past few days", "PXD"),
    ("He waited half an hour.", "half an hour", "PT0.5H"),
    ("In recent weeks the price rose.", "recent weeks", "PXW"),
    ("In the coming months the price will rise.", "the coming months", "FUTURE_REF"),
    # sets
    ("The board meets every month.", "every month", "P1M"),
    ("The board meets every two weeks.", "every two weeks", "P2W"),
    ("The paper appears daily.", "daily", "P1D"),
    # now, then, some day
    ("The town is now quiet.", "now", "PRESENT_REF"),
    ("The bank currently holds the land.", "currently", "PRESENT_REF"),
    ("He recently left the party.", "recently", "PAST_REF"),
    ("There is no hope for the near future.", "the near future", "FUTURE_REF"),
    # feasts
    ("The shops shut on Christmas Day.", "Christmas Day", "2018-12-25"),
    ("The shops shut on Good Friday 2018.", "Good Friday 2018", "2018-03-30"),
    ("The shops shut on New Year's Eve.", "New Year's Eve", "2018-12-31"),
]

#: Words that look like time and are none.
TIMELESS = [
    "The seats held 2000 people.",
    "She may march to the mayor's house.",
    "The protesters will march on the palace.",
    "Flight 1999 landed.",
    "He is a 44-year-old farmer.",
    "Mr. April Lowe spoke.",
    "Three quarters of the harvest rotted.",
    "Black Friday sales disappointed nobody.",
    "The Sunday Times printed it.",
    "They sang a second song.",
    "The vote was 312 to 267.",
    "Resolution 1973 was ignored.",
]


def article(text: str, published: str | None = PUBLISHED) -> Article:
    return Article("1", text, published=published, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))


@pytest.mark.parametrize(("text", "words", "value"), [row for row in SENTENCES if row[2]], ids=lambda v: str(v)[:40])
def test_value_of_an_expression(text: str, words: str, value: str):
    found = {mention.span.of(text): mention.value for mention in find_dates(article(text))}
    assert found.get(words) == value, found


@pytest.mark.parametrize("text", TIMELESS)
def test_what_is_no_time(text: str):
    assert [mention.span.of(text) for mention in find_dates(article(text))] == []


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("On May 5, 2014, the dam broke. Two days later the mayor resigned.", "Two days later", "2014-05-07"),
        ("On May 5, 2014, the dam broke. A week earlier it had leaked.", "A week earlier", "2014-W18"),
        ("On May 5, 2014, the dam broke. The following year it was rebuilt.", "The following year", "2015"),
        ("On May 5, 2014, the dam broke. The next day the mayor resigned.", "The next day", "2014-05-06"),
        ("The dam broke in 2014. That year the mayor resigned.", "That year", "2014"),
        ("The dam broke on March 3, 2015. The previous Friday it had leaked.", "The previous Friday", "2015-02-27"),
    ],
)
def test_counted_from_the_date_before(text: str, words: str, value: str):
    found = {mention.span.of(text): mention for mention in find_dates(article(text))}
    assert found[words].value == value
    assert "in the article" in found[words].anchor


def test_precision_is_kept():
    values = [m.value for m in find_dates(article("In 2014, in May 2014, on May 5, 2014, it rained."))]
    assert values == ["2014", "2014-05", "2014-05-05"]


class TestWithoutPublicationDate:
    @pytest.mark.parametrize("words", ["Monday", "yesterday", "last year", "October 17", "December", "two weeks ago"])
    def test_stays_relative_and_says_so(self, words: str):
        (mention,) = find_dates(article(f"The dam broke in {words}.", published=None))
        assert mention.value is None
        assert "no publication date" in mention.rule

    def test_stated_dates_keep_their_value(self):
        (mention,) = find_dates(article("The dam broke on 5 May 2014.", published=None))
        assert mention.value == "2014-05-05"

    def test_year_from_a_day_stated_before(self):
        mentions = find_dates(article("The dam broke on May 5, 2014. It was rebuilt by June 3.", published=None))
        assert mentions[1].value == "2014-06-03"
        assert "“May 5, 2014” in the article" in mentions[1].anchor

    def test_year_from_a_caption_that_a_weekday_bears_out(self):
        text = "Men at a drill, May 5, 2014.\n\nOn Tuesday June 3 the dam broke. It was rebuilt by September 20."
        zones = (Zone(ZoneKind.CAPTION, Span(0, 28)), Zone(ZoneKind.BODY, Span(30, len(text))))
        assert [m.value for m in find_dates(Article("1", text, zones=zones))] == ["2014-06-03", "2014-09-20"]
        text = text.replace("Tuesday", "Fridays")  # not a Friday
        assert [m.value for m in find_dates(Article("1", text, zones=zones))][-1] is None

    def test_no_year_from_a_caption(self):
        text = "A man swims, May 5, 2014. (Photo)\n\nThe dam broke on June 3."
        zones = (Zone(ZoneKind.CAPTION, Span(0, 33)), Zone(ZoneKind.BODY, Span(35, len(text))))
        (mention,) = find_dates(Article("1", text, zones=zones))
        assert mention.span.of(text) == "June 3"
        assert mention.value is None


def test_a_line_break_inside_an_expression():
    text = "The dam broke on January\n5, 2020."
    (mention,) = find_dates(article(text))
    assert (mention.span.of(text), mention.value) == ("January\n5, 2020", "2020-01-05")


def test_figures_that_can_be_read_two_ways_keep_the_year_only():
    (mention,) = find_dates(article("The form was stamped 03/04/2018."))
    assert (mention.value, "open" in mention.rule) == ("2018", True)


def test_no_such_day_is_no_value():
    values = [m.value for m in find_dates(article("The form is dated 2021-02-30."))]
    assert "2021-02-30" not in values


WORDS = [
    "The",
    "mayor",
    "said",
    "on",
    "Monday",
    "that",
    "in",
    "2014",
    "two",
    "days",
    "after",
    "May",
    "5",
    ",",
    "last",
    "year",
    "’90s",
    "10",
    "p.m.",
    "Q3",
    "every",
    "\n",
    "\u2028",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from([" ", "  ", "\n"]))
def test_mentions_are_in_order_and_apart(words: list[str], gap: str):
    text = gap.join(words) or "."
    mentions = find_dates(article(text))
    for one, other in pairwise(mentions):
        assert one.span.end <= other.span.start
    for mention in mentions:
        assert mention.span.of(parsed_text(article(text))).strip() == mention.span.of(parsed_text(article(text)))
        assert mention.rule
        assert mention.value or mention.rule


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str):
    for mention in find_dates(article(text or " ")):
        assert 0 <= mention.span.start < mention.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The union said its strike would begin on Wednesday.", "2023-10-04"),
        ("It would have met on Friday.", "2023-09-29"),
        ("He said on Friday that the mine would close.", "2023-09-29"),
    ],
)
def test_a_day_that_would_come_lies_ahead(text, value):
    [found] = find_dates(make_article(text, id="1", published="2023-10-03"))
    assert found.value == value
