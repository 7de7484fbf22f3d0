"""Entities on the parsed article: ours where the parser had its own."""

from __future__ import annotations

from dataclasses import replace

from onrecord.names.entities import parse

from .reading import article_of

TEXT = "The envoy, Gorran Tsek, said in a message seen by Meridian that the bridge was open."


def kinds(outlet: str | None) -> dict[str, str]:
    return {entity.text: entity.label_ for entity in parse(replace(article_of(TEXT), outlet=outlet)).ents}


def test_the_outlet_of_the_article_is_no_person():
    assert kinds(None)["Gorran Tsek"] == "PERSON"
    assert kinds("Meridian Press").get("Meridian") != "PERSON"
    assert kinds("The Meridian").get("Meridian") != "PERSON"
