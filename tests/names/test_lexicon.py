"""The word lists are held against what well-kept packages and GeoNames say."""

from __future__ import annotations

import re

import pytest

from onrecord.names.gazetteer import named
from onrecord.names.lexicon import countries, country_codes, country_name
from onrecord.names.places import place_of


def test_every_row_of_the_alias_table_says_where_it_can_be_checked():
    from onrecord.names.lexicon import _rows

    rows = list(_rows("aliases.txt"))
    assert len(rows) > 150
    assert all(len(row) == 5 and row[4] for row in rows)


@pytest.fixture(scope="module")
def cldr() -> dict[str, str]:
    """English names of territories by alpha-2 code, as Unicode's CLDR has them."""
    return dict(pytest.importorskip("babel").Locale("en").territories)


def test_codes_are_those_of_iso_3166():
    core = pytest.importorskip("babel.core")
    aliases = core.get_global("territory_aliases")
    assert {three: aliases[three] for three in country_codes() if three != "XKX"} == {  # Kosovo has a code of custom
        three: [two] for three, two in country_codes().items() if three != "XKX"
    }


def test_every_country_goes_by_its_name_in_cldr(cldr):
    def press(name: str) -> str:  # "St. Lucia", "Congo - Kinshasa", "Hong Kong SAR China", "Myanmar (Burma)"
        name = re.sub(r" \(.*\)| SAR China", "", name).replace(" & ", " and ").replace("St. ", "Saint ")
        return name.replace(" - ", "-").replace("’", "'")

    wrong = {
        code: cldr[two] for code, two in country_codes().items() if (place_of(press(cldr[two])) or ("", ""))[0] != code
    }
    assert wrong == {}


def test_every_member_of_the_united_nations_and_every_large_territory_is_there(cldr):
    core = pytest.importorskip("babel.core")
    threes = {
        two: three
        for three, (two, *_) in core.get_global("territory_aliases").items()
        if re.fullmatch("[A-Z]{3}", three) and len(two) == 2
    }
    # too small to act, or the name is above all a person's or another place's (Jersey, Montserrat, Saint Martin)
    small = "AC AI AQ AX BL BQ BV CC CP CX DG EU GG GS HM IO JE MF MP MS NF PM PN SH SJ SX TA TF TK UM WF XA XB ZZ"
    listed = {*country_codes().values(), *small.split()}
    missing = {cldr[two] for two in threes if two in cldr and two not in listed}
    assert missing == set()


def test_the_seat_of_a_government_is_a_town_of_its_country():
    """By GeoNames; a palace or a street beside the town is welcome ("the Kremlin")."""
    seats: dict[str, list[str]] = {}
    for form, place in countries().items():
        if place.kind == "capital":
            seats.setdefault(place.code, []).append(form)
    homeless = {
        country_name(code)
        for code, forms in seats.items()
        if not any(row.country == country_codes()[code] for form in forms for row, _ in named(form))
    }
    assert homeless == {"Palau"}  # a village of some 300


@pytest.mark.parametrize("text", ["Hong Kong", "Puerto Rico", "the Faroe Islands", "Greenland"])
def test_territories_that_speak_for_themselves_are_no_persons(text):
    assert place_of(text)[1] == "name"
