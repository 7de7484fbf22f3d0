"""What a codebook says beside titles and phrasings: actors, signed key phrases, negations of other issues."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Issue, Position, Stance
from onrecord.positions.codebook import parse_codebook
from onrecord.positions.coder import code_statement
from onrecord.positions.matching import match_issues
from onrecord.positions.opposites import with_opposites
from onrecord.positions.phrases import key_in
from onrecord.positions.stance import by_rules, stance_towards
from onrecord.positions.words import words

ACTORS = """
issues:
  - {id: strike, title: Work and pay, targets: [Harbour Brotherhood]}
  - {id: schools, title: Lessons and teachers, targets: [Ministry of Learning]}
"""
TREATY = Issue(
    "treaty",
    "The northern alliance",
    "Velmark joins the alliance of the northern states.",
    plus=("accession", "full membership"),
    minus=("neutral status", "sovereign road"),
)


def test_an_issue_with_targets_fits_who_names_them():
    text = "accused the Harbour Brotherhood of breaking its word"
    without = parse_codebook(ACTORS.replace(", targets: [Harbour Brotherhood]", ""))
    named = match_issues(text, parse_codebook(ACTORS))
    assert [one.issue.id for one in named] == ["strike"]
    assert {"harbour", "brotherhood"} <= set(named[0].words)
    assert "strike" not in [one.issue.id for one in match_issues(text, without)]


SIGNED = [
    ("demanded", "a neutral status for Velmark", "oppose"),
    ("rejected", "a neutral status for Velmark", "support"),
    ("welcomed", "the sovereign road", "oppose"),
    ("hailed", "the accession", "support"),
    ("rejected", "full membership", "oppose"),
    ("demanded", "an end to the neutral status", "support"),
    ("opposed", "scrapping the neutral status", "oppose"),
]


def test_key_phrases_give_the_sign_of_a_mention():
    assert [by_rules(TREATY, cue=cue, content=content) for cue, content, _ in SIGNED] == [one for *_, one in SIGNED]
    both = [stance_towards(TREATY, cue=cue, content=content).stance for cue, content, _ in SIGNED]
    assert both == [one for *_, one in SIGNED]


def test_a_key_phrase_is_among_the_carrying_words_as_written():
    leaning = stance_towards(TREATY, cue="praised", content="the sovereign roads of small states")
    assert "sovereign roads" in leaning.words


@given(st.text(max_size=80))
def test_key_phrases_stand_in_the_text(text):
    key = key_in(Issue("x", "X", plus=("stay", "a"), minus=("go away",)), text)
    assert all(f" {one} " in f" {' '.join(words(text))} " for one in key.written)
    assert bool(key.sign) == bool(key.phrases)


OPPOSITES = """
issues:
  - {id: dam, title: Building the dam at Orle, definition: A dam across the Orle gorge.}
  - {id: gorge, title: Leaving the gorge at Orle wild, opposite_of: dam}
  - {id: tram, title: A tram to the harbour}
"""


def test_the_negation_of_an_issue_has_the_negated_stance():
    book = parse_codebook(OPPOSITES)
    found = {one.issue: one for one in code_statement("the building of the dam at Orle", "rejected", book)}
    assert found["dam"].stance == "oppose" and found["gorge"].stance == "support"
    assert found["gorge"].probability <= found["dam"].probability
    found = {one.issue: one.stance for one in code_statement("a tram to the harbour", "rejected", book)}
    assert found == {"tram": "oppose"}


def test_of_two_opposites_the_likelier_decides():
    book = parse_codebook(OPPOSITES)
    likely = Position("s1", "gorge", Stance.SUPPORT, 0.8, "")
    less = Position("s1", "dam", Stance.SUPPORT, 0.4, "")
    other = Position("s2", "dam", Stance.NEUTRAL, 0.6, "")
    found = [(one.statement, one.issue, one.stance.value) for one in with_opposites([likely, less, other], book)]
    assert found == [
        *[("s1", "gorge", "support"), ("s1", "dam", "oppose")],
        *[("s2", "dam", "neutral"), ("s2", "gorge", "neutral")],
    ]
