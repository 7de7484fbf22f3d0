"""Names and offices as other countries write them; every sentence is ours."""

from __future__ import annotations

import pytest

from .reading import actors_of

ONE_ACTOR = [
    ("The Allied Dockers' Union (ADU) met. The ADU said no.", "Allied Dockers' Union", "ADU"),
    ("Itziar Goñi Larrañaga spoke. Goñi left.", "Itziar Goñi Larrañaga", "Goñi"),
    ("Boniface Wekesa Nyongo spoke in Kenya. Wekesa left.", "Boniface Wekesa Nyongo", "Wekesa"),
    ("South Korean President Han Seo-jun spoke. Han left.", "Han Seo-jun", "Han"),
    ("The Justice and Hope Party (JHP) voted no. The JHP left.", "Justice and Hope Party", "JHP"),
    ("The company Minera Altoverde has paid. The farms of Altoverde are closed.", "Minera Altoverde", "Altoverde"),
    (
        "The prime minister, Colin March, met the pensions secretary, Duncan Grove. Maria Tull, general secretary of "
        "the Dockers' Union, shouted. The pensions secretary left.",
        "Duncan Grove",
        "The pensions secretary",
    ),
    ("Kenya waits. President Daniel Kithe met PHP chairman Josphat Roti. The Kenyan leader smiled.",
     "Daniel Kithe", "The Kenyan leader"),
    ("The interior minister said on Tuesday that it rained in Poland. Minister Zbigniew Kont smiled.",
     "Zbigniew Kont", "The interior minister"),
    ("Kwabena Asare-Boadu spoke in Ghana. Asare-Boadu left.", "Kwabena Asare-Boadu", "Asare-Boadu"),
    ("The Federation of Hill Owners (FHO) met. The federation said no.", "Federation of Hill Owners", "The federation"),
    ("Patrick Tavi of the United Hill Movement lost. He said his party would go on.",
     "United Hill Movement", "his party"),
    ("The maulana is old. Maulana Fazal Tavi spoke in Pakistan. The maulana left.", "Fazal Tavi", "The maulana"),
    ("JHP head Karim Odeh, PPA chairperson Lena Saru and others met. The PPA chairperson left.",
     "Lena Saru", "The PPA chairperson"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "short"), ONE_ACTOR, ids=[row[2] for row in ONE_ACTOR])
def test_a_short_form_is_the_same_actor(text, name, short):
    (actor,) = [actor for actor in actors_of(text) if actor.name == name]
    at = text.rindex(short)
    assert any(mention.span.start == at for mention in actor.mentions)


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("The Institute for Later Life said no.", "Institute for Later Life", "organisation"),
        ("The Federation of British Growers welcomed it.", "Federation of British Growers", "organisation"),
        ("The conservative Unión Marina has pledged to sue.", "Unión Marina", "organisation"),
        ("The Catalan party Mar i Terra, led by Montse Puig, left.", "Mar i Terra", "party"),
        ("Ruritanian Prime Minister Tavi Oren left.", "Tavi Oren", "person"),
    ],
)
def test_a_name_is_found_whole(text, name, type_):
    assert (name, type_) in {(actor.name, actor.type.value) for actor in actors_of(text)}


def test_a_state_that_no_list_knows_has_a_government():
    names = {actor.name: actor.country for actor in actors_of("Ruritanian Prime Minister Tavi Oren left Ruritania.")}
    assert names["Ruritanian government"] is None  # a code of one article does not leave it


def test_at_least_is_no_part_of_a_name():
    assert all("least" not in actor.name for actor in actors_of("At least 14 people said they had fled."))


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("A FURIOUS mother spoke.", "FURIOUS"),
        ("Donna Tavi, 41, of Little Hambury, spoke.", "Little Hambury"),
        ("An NGO met them. NGO officials left.", "NGO"),
        ("Police used excessive force in Kenya.", "excessive force"),
    ],
)
def test_what_is_no_actor(text, nobody):
    assert nobody not in {actor.name for actor in actors_of(text)}


def test_whoever_is_told_is_not_he():
    text = "Lena Tavi met Karim Odeh and Oren Saru. Oren Saru was late. “Come,” he told Oren Saru."
    (saru,) = [actor for actor in actors_of(text) if actor.name == "Oren Saru"]
    assert all(mention.span.of(text) != "he" for mention in saru.mentions)
