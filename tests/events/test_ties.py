"""Ties that words state, on sentences of our own."""

from __future__ import annotations

import pytest

from onrecord.events.ties import find_ties
from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.names.entities import parse
from onrecord.names.inside import resolve_inside
from onrecord.names.mentions import find_mentions


def ties_of(text: str, published: str | None = None) -> list[tuple[str, str, str]]:
    return [(subject, relation, object_) for subject, relation, object_, *_ in full_ties_of(text, published)]


def full_ties_of(text: str, published: str | None = None):
    article = Article("1", text, published=published, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    doc = parse(article)
    actors = resolve_inside(article, doc, find_mentions(article, doc))
    names = {actor.id: actor.name for actor in actors}
    return [
        (names[t.subject], t.relation.value, names[t.object], t.role, t.evidence.of(text), t.start_date)
        for t in find_ties(article, doc, actors)
    ]


STATED = [
    ("Congresswoman Nila Reque (Tierra Clara) asked him to go.", ("Nila Reque", "member_of", "Tierra Clara")),
    ("Lena Tavi, head of the Harbour Party, spoke.", ("Lena Tavi", "leads", "Harbour Party")),
    ("The Harbour Party, led by Lena Tavi, lost.", ("Lena Tavi", "leads", "Harbour Party")),
    ("Leader of the Harbour Alliance Karim Odeh spoke.", ("Karim Odeh", "leads", "Harbour Alliance")),
    ("Harbour Party Secretary General Peter Kamau spoke.", ("Peter Kamau", "leads", "Harbour Party")),
    (
        "Karim Odeh, a spokesman for the Abu Talib Brigade, denied it.",
        ("Karim Odeh", "spokesperson_of", "Abu Talib Brigade"),
    ),
    ("Kenyan President Daniel Mutiso left.", ("Daniel Mutiso", "holds_office", "Kenya")),
    ("Kenyan Prime Minister Lena Mutiso left.", ("Lena Mutiso", "holds_office", "Kenyan government")),
    ("Karim Odeh, member of the Ahrun bloc, voted.", ("Karim Odeh", "member_of", "Ahrun bloc")),
    ("Harbour Alliance's Hanin al-Gaddo agreed.", ("Hanin al-Gaddo", "member_of", "Harbour Alliance")),
    ("Fighters of the Iran-backed Abu Talib Brigade fled.", ("Abu Talib Brigade", "backed_by", "Iran")),
    ("The US-led coalition denied it.", ("United States", "leads", "US-led coalition")),
    (
        "Karim Odeh, commander of the Abu Talib Brigade, was killed.",
        ("Karim Odeh", "commands", "Abu Talib Brigade"),
    ),
    ("Lena Tavi, who leads the Harbour Party, lost.", ("Lena Tavi", "leads", "Harbour Party")),
    (
        "The Harbour Party voted no. Its junior partner, the Hill Alliance, voted yes.",
        ("Hill Alliance", "allied_with", "Harbour Party"),
    ),
    ("The mayor of Naples, Ciro Esposti, left.", ("Ciro Esposti", "holds_office", "Naples")),
    (
        "The Growers' Confederation praised it. Its president, Otavio Reis, spoke.",
        ("Otavio Reis", "leads", "Growers' Confederation"),
    ),
    (
        "Lawmaker Lena Tavi of the centrist Harbour Party spoke in Poland.",
        ("Lena Tavi", "member_of", "Harbour Party"),
    ),
    ("Ruritania's ambassador, Lena Tavi, left.", ("Lena Tavi", "holds_office", "Ruritania")),
]


@pytest.mark.parametrize(("text", "tie"), STATED, ids=[f"{t[1]}: {text[:35]}" for text, t in STATED])
def test_a_stated_tie_is_found(text, tie):
    assert tie in ties_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lena Tavi met the leader of the Harbour Party on Monday.",
        "Lena Tavi criticised the Harbour Party and its head.",
        "Owen Pritchard, the shadow foreign secretary, spoke in Britain.",
        "Kenya and the Abu Talib Brigade were named in the report.",
    ],
)
def test_what_is_not_stated_is_no_tie(text):
    assert ties_of(text) == []


def test_a_past_office_says_so():
    (tie,) = full_ties_of("Former Tanzanian President Amani Mrisho arrived on Monday.")
    assert tie[:4] == ("Amani Mrisho", "holds_office", "Tanzania", "Former President")


def test_an_election_gives_the_day():
    text = "Karim Odeh was elected as leader of the Harbour Alliance on September 5."
    (tie,) = full_ties_of(text, published="2023-10-02")
    assert tie[:3] == ("Karim Odeh", "leads", "Harbour Alliance")
    assert tie[5] == "2023-09-05"


def test_the_evidence_is_the_phrase():
    (tie,) = full_ties_of("On Monday Lena Tavi, head of the Harbour Party, spoke.")
    assert tie[4].startswith("Lena Tavi, head of the Harbour Party")


SINCE_WHEN = [
    ("Lena Tavi, who led the Harbour Party from 2015 to 2019, spoke.", "former leader", "2015", "2019"),
    ("Lena Tavi, who has chaired the Harbour Board since 2016, spoke.", None, "2016", None),
    ("Karim Odeh, who commanded the Abu Talib Brigade until 2019, spoke.", "former commander", None, "2019"),
    ("Kenya voted. Lena Tavi, who served as energy minister from 2013 to 2017, spoke.",
     "former energy minister", "2013", "2017"),
    ("Kenya voted. Lena Tavi resigned as finance minister on Monday.", "former finance minister", None, "2024-03-11"),
    ("Kenyan Foreign Minister Lena Tavi resigned on Monday.", "Foreign Minister", None, "2024-03-11"),
    ("Karim Odeh was appointed interior minister of Kenya in May 2021.", "interior minister", "2021-05", None),
    ("Former Kenyan prime minister Karim Odeh spoke.", "Former Kenyan prime minister", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role", "since", "until"), SINCE_WHEN, ids=[row[0][:40] for row in SINCE_WHEN])
def test_a_tie_has_the_times_that_are_said(text, role, since, until):
    article = Article("1", text, published="2024-03-12", zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    doc = parse(article)
    (tie,) = find_ties(article, doc, resolve_inside(article, doc, find_mentions(article, doc)))
    assert (tie.role, tie.start_date, tie.end_date) == (role, since, until)


PHRASED = [
    ("Lena Tavi, who is backed by the Harbour Party, won.", ("Lena Tavi", "backed_by", "Harbour Party")),
    ("The Hill Alliance, an ally of Odeh's Harbour Party, lost.", ("Hill Alliance", "allied_with", "Harbour Party")),
    ("The Harbour Party, whose leader Lena Tavi won, lost.", ("Lena Tavi", "leads", "Harbour Party")),
    ("The Harbour Party won. Karim Odeh, the party's spokesman, smiled.",
     ("Karim Odeh", "spokesperson_of", "Harbour Party")),
    ("Lena Tavi, elected in March for the Harbour Party, won.", ("Lena Tavi", "member_of", "Harbour Party")),
    ("The Hezbollah-backed Abu Talib Brigade fled.", ("Abu Talib Brigade", "backed_by", "Hezbollah")),
    ("British Columbia Premier Dave Tavi left Canada.", ("Dave Tavi", "holds_office", "British Columbia")),
    ("MEP Lena Tavi voted no.", ("Lena Tavi", "holds_office", "European Parliament")),
    ("Labour's shadow transport secretary Lena Tavi spoke in Britain.", ("Lena Tavi", "member_of", "Labour Party")),
    ("Prime Minister Lena Tavi of Kenya left. A spokesman for the premier, Karim Odeh, denied it.",
     ("Karim Odeh", "spokesperson_of", "Lena Tavi")),
    ("Irish Marine Minister Cathal Tavi left. His French counterpart, Lena Saru, stayed. France agreed.",
     ("Lena Saru", "holds_office", "France")),
    ("The mission chief of the International Monetary Fund, Hans Rell, left.",
     ("Hans Rell", "member_of", "International Monetary Fund")),
    ("UN Secretary-General Lucia Ferrand called for calm.", ("Lucia Ferrand", "leads", "United Nations")),
    ("European Commission President Klara Voss left.", ("Klara Voss", "leads", "European Commission")),
    ("The governor of the Harbour Bank, Sami Tavi, raised the rate.", ("Sami Tavi", "leads", "Harbour Bank")),
    ("Army chief General Salif Tavi warned protesters.", ("Salif Tavi", "commands", "Army")),
    ("The Green Party belongs to the Dawn Alliance.", ("Green Party", "part_of", "Dawn Alliance")),
    ("The Green Party is a member of the ruling Dawn Alliance.", ("Green Party", "part_of", "Dawn Alliance")),
    ("The Hill Brigade, which is supported by Iran, shelled the road.", ("Hill Brigade", "backed_by", "Iran")),
    ("Turkey denied it. The Turkish-backed Hill Brigade shelled the road.", ("Hill Brigade", "backed_by", "Turkey")),
    ("Texas Governor Hank Tavi signed the bill.", ("Hank Tavi", "holds_office", "Texas")),
    ("Justice Minister Jan Tavi told the Sejm that it would pass.",
     ("Jan Tavi", "holds_office", "Polish government")),
    ("Sen. Mary Tavi left the White House.", ("Mary Tavi", "holds_office", "US Senate")),
    ("Labour MP Fiona Tavi and the Conservative peer Lord Saru left London.",
     ("Fiona Tavi", "member_of", "Labour Party")),
]  # fmt: skip


MORE = [
    ("Malaysian ministers Azlan Tavi and Wong Mei Saru denied it.",
     ("Wong Mei Saru", "holds_office", "Malaysian government")),
    ("French ministers Elodie Tavi (finance) and Bruno Saru (defence) stayed away.",
     ("Bruno Saru", "holds_office", "French government")),
    ("Rwanda, a member of the East African Community, closed the border.",
     ("Rwanda", "member_of", "East African Community")),
    ("Montenegro, which has been a NATO member since 2017, sent a ship.", ("Montenegro", "member_of", "NATO")),
    ("NATO members Estonia and Latvia sent ships.", ("Latvia", "member_of", "NATO")),
    ("Finland joined NATO in April 2023.", ("Finland", "member_of", "NATO")),
    ("The Harbour Party and the Hill Alliance, coalition partners since 2021, quarrelled.",
     ("Harbour Party", "allied_with", "Hill Alliance")),
    ("The Harbour Party (HP), a partner of the ruling Hill Alliance, voted no.",
     ("Harbour Party", "allied_with", "Hill Alliance")),
    ("The Harbour Party’s rival, the Hill Alliance, won.", ("Harbour Party", "opposes", "Hill Alliance")),
    ("The Dockside News is owned by Meridian Holdings.", ("Dockside News", "part_of", "Meridian Holdings")),
    ("The Forest Service, an agency of the Agriculture Ministry, drew maps.",
     ("Forest Service", "part_of", "Agriculture Ministry")),
    ("Lena Tavi succeeded Karim Odeh as head of the Harbour Chamber.", ("Karim Odeh", "leads", "Harbour Chamber")),
    ("Delegates in Rosario elected Mateo Tavi general secretary of the Dockers’ Union.",
     ("Mateo Tavi", "leads", "Dockers’ Union")),
    ("Speaking for the League of Tenants, Radim Tavi refused.",
     ("Radim Tavi", "spokesperson_of", "League of Tenants")),
    ("Under its chairman, Detlef Tavi, the Steel Association has grown.",
     ("Detlef Tavi", "leads", "Steel Association")),
    ("The Harbour Party, whose president is Lena Tavi, voted no.", ("Lena Tavi", "leads", "Harbour Party")),
    ("Mayor Lena Tavi of El Tambo left Peru.", ("Lena Tavi", "holds_office", "El Tambo")),
    ("Nairobi governor Lena Tavi blamed the rain.", ("Lena Tavi", "holds_office", "Nairobi")),
    ("Iraqi prime minister-designate Laith Tavi has a month.", ("Laith Tavi", "holds_office", "Iraqi government")),
    ("Sultan Azhari of Brunei received the envoys.", ("Azhari", "holds_office", "Brunei")),
    ("The Argentine ambassador in Asunción, Tobías Tavi, left.", ("Tobías Tavi", "holds_office", "Argentina")),
    ("The Harbour Party lost. Party chief Lena Tavi resigned.", ("Lena Tavi", "leads", "Harbour Party")),
    ("The Southern Unity Council was silent. Its vice-president, Aidarous Tavi, left.",
     ("Aidarous Tavi", "member_of", "Southern Unity Council")),
    ("Governor Sami Tavi of the Harbour Bank raised the rate.", ("Sami Tavi", "leads", "Harbour Bank")),
    ("A spokesman for President Temir Tavi, Nurlan Saru, denied the report in Kazakhstan.",
     ("Nurlan Saru", "spokesperson_of", "Temir Tavi")),
    ("Lena Tavi of the Harbour Party, head of the Water Board, resigned.", ("Lena Tavi", "leads", "Water Board")),
    ("Bolivia’s Harbour Workers’ Union leader Evaristo Tavi left.",
     ("Evaristo Tavi", "leads", "Harbour Workers’ Union")),
    ("Tendai Tavi, organising secretary of the Harbour Party, spoke.", ("Tendai Tavi", "member_of", "Harbour Party")),
    ("Italy’s prime minister left. The taoiseach, Diarmaid Tavi, stayed in Italy.",
     ("Diarmaid Tavi", "holds_office", "Irish government")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MORE, ids=[row[0][:40] for row in MORE])
def test_ties_of_lists_bodies_and_changes(text, expected):
    assert expected in ties_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lena Tavi met members of the Harbour Party.",
        "The Copper Congress is not part of the Rainbow Alliance.",
        "Kenya joined the African Union in condemning the coup.",
        "The Hill Greens backed the Harbour Party on Monday.",
        "Delegates may elect Lena Tavi as leader of the Harbour Party.",
        "Virginia AFL-CIO President Doris Tavi spoke in the United States.",
        "Lena Tavi will succeed nobody as head of the Harbour Chamber.",
    ],
)
def test_what_is_only_near_is_no_tie(text):
    assert ties_of(text) == []


def test_who_replaces_and_who_is_replaced_have_the_day():
    ties = full_ties_of("Lena Tavi succeeded Karim Odeh as head of the Harbour Chamber in May 2021.")
    assert [(who, role, since) for who, _, _, role, _, since in ties] == [
        ("Lena Tavi", "head", "2021-05"),
        ("Karim Odeh", "former head", None),
    ]


def test_a_capital_in_the_sentence_before_tells_no_office():
    ties = ties_of("They met in Canada. President Lena Tavi of Kenya was there, and Kenya paid.")
    assert ("Lena Tavi", "holds_office", "Kenya") in ties
    assert all(object_ != "Canada" for _, _, object_ in ties)


def test_who_leads_is_not_listed_as_a_member_too():
    ties = ties_of("Harbour Party leader Lena Tavi said that her Harbour Party would win.")
    assert ties == [("Lena Tavi", "leads", "Harbour Party")]


def test_the_leader_of_the_opposition_does_not_lead_the_house():
    ties = ties_of("The Leader of the Opposition in the Harbour Assembly, Lena Tavi, left.")
    assert ("Lena Tavi", "leads", "Harbour Assembly") not in ties


@pytest.mark.parametrize(("text", "expected"), PHRASED, ids=[row[0][:40] for row in PHRASED])
def test_other_phrasings_of_ties(text, expected):
    assert expected in ties_of(text)
