"""For, against, on a condition, neither: composed from cue, content and issue."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Issue, Stance
from onrecord.positions.attitudes import hits
from onrecord.positions.stance import by_rules, stance_towards
from onrecord.positions.words import words

BASE = Issue("base", "Foreign soldiers at the naval base", "Soldiers of other states at the base.")
EXIT = Issue("exit", "Withdrawal of the foreign soldiers", "Soldiers of other states leave the base.")
APPROVED = Issue("approved", "Soldiers only with the approval of parliament", "Foreign soldiers only with a vote.")
TAX = Issue("tax", "A tax on sugar", support=("Sweet drinks make us ill",), oppose=("Hands off our sweets",))

CASES = [
    (BASE, "hailed", "the soldiers at the base", "support"),
    (BASE, "rejected", "any foreign soldiers at the base", "oppose"),
    (BASE, "demanded", "the withdrawal of all foreign soldiers", "oppose"),
    (EXIT, "demanded", "the withdrawal of all foreign soldiers", "support"),
    (EXIT, "rejected", "the withdrawal of the soldiers", "oppose"),
    (EXIT, "said", "it will not retreat from demanding that the foreign soldiers withdraw", "support"),
    (BASE, "said", "no foreign soldier should set foot on the base", "oppose"),
    (BASE, "said", "the soldiers may stay only if parliament agrees", "conditional"),
    (APPROVED, "said", "the soldiers may stay only with the approval of parliament", "support"),
    (BASE, "declined to say", "whether the soldiers would stay at the base", "neutral"),
    (TAX, "warned", "against a tax on sugar", "oppose"),
    (TAX, "called for", "a tax on sugar", "support"),
    (TAX, "slammed", "the tax on sugar", "oppose"),
    (TAX, "thanked the ministers", "for the tax on sugar", "support"),
    (TAX, "urged", "the government to scrap the tax on sugar", "oppose"),
    (TAX, "opposed", "scrapping the sugar tax", "support"),
    (TAX, "said", "deputies would debate the tax on sugar in May", "neutral"),
    (TAX, "said", "we must have a tax on sugar", "support"),
    (TAX, "said", "we do not need a tax on sugar", "oppose"),
]


NESTED = [
    (BASE, "warned against", "a halt to the withdrawal of the soldiers", "oppose"),
    (BASE, "called", "the delay of the withdrawal of the soldiers a mistake", "oppose"),
    (TAX, "said", "he did not regret the tax on sugar", "support"),
    (TAX, "said", "they would never accept a tax on sugar", "oppose"),
    (TAX, "said", "without the tax on sugar every second child would be ill", "support"),
    (TAX, "denied", "that the tax on sugar would harm anybody", "support"),
    (TAX, "dismissed", "fears of a tax on sugar", "support"),
    (TAX, "vowed to", "fight the tax on sugar", "oppose"),
    (TAX, "pledged to", "oppose the tax on sugar", "oppose"),
    (TAX, "accused the protesters of", "lying about the tax on sugar", "support"),
    (TAX, "held a protest against", "the tax on sugar", "oppose"),
]


@pytest.mark.parametrize(("issue", "cue", "content", "stance"), [*CASES, *NESTED])
def test_stance_by_rules(issue, cue, content, stance):
    assert by_rules(issue, content=content, cue=cue) == stance


def test_rules_and_model_together_lose_none_of_the_plain_cases():
    found = [stance_towards(issue, content=content, cue=cue) for issue, cue, content, _ in CASES]
    right = sum(one.stance == stance for one, (*_, stance) in zip(found, CASES, strict=True))
    assert right >= len(CASES) - 2
    assert all(0.25 < one.probability < 1 for one in found)


TRAPS = [
    (EXIT, "said", "parliament would press ahead with the decision to expel the foreign soldiers", "support"),
    (BASE, "said", "it would press ahead with the decision to expel the foreign soldiers", "oppose"),
    (TAX, "rejected", "calls to scrap the sugar tax", "support"),
    (TAX, "said", "it would be a mistake to drop the sugar tax", "support"),
    (TAX, "said", "nobody could seriously be against the sugar tax", "support"),
    (TAX, "dismissed", "the claim that a tax on sugar would help anybody", "oppose"),
]


def test_signs_that_the_tone_of_the_words_gets_wrong():
    right = [stance_towards(issue, content=content, cue=cue).stance == stance for issue, cue, content, stance in TRAPS]
    assert sum(right) >= len(TRAPS) - 1


def test_what_others_want_is_claimed_and_not_taken():
    leaning = stance_towards(TAX, cue="said", content="the bishops had rejected the tax on sugar")
    assert leaning.stance is Stance.NEUTRAL
    assert leaning.claim == ("the bishops", Stance.OPPOSE)
    assert stance_towards(TAX, cue="said", content="we reject the tax on sugar").claim is None


def test_who_denies_takes_no_position():
    assert by_rules(BASE, cue="said", content="there were foreign soldiers at the base", denied=True) is Stance.NEUTRAL


def test_who_rules_something_out_does_take_one():
    assert by_rules(BASE, cue="ruled out", content="foreign soldiers at the base", denied=True) is Stance.OPPOSE
    assert by_rules(EXIT, cue="ruled out", content="a withdrawal of the soldiers", denied=True) is Stance.OPPOSE


def test_phrasings_carry_what_no_word_does():
    assert by_rules(TAX, cue="said", content="lemonade makes children ill") is Stance.SUPPORT
    assert by_rules(TAX, cue="said", content="hands off our chocolate") is Stance.OPPOSE


def test_the_carrying_words_are_in_the_statement():
    leaning = stance_towards(BASE, cue="firmly rejected", content="the return of foreign soldiers")
    assert "rejected" in leaning.words


@given(st.text())
@settings(deadline=None)
def test_hits_lie_in_the_text_and_do_not_overlap(text):
    written = words(text)
    end = 0
    for hit in hits(text, "turn"):
        assert end <= hit.start < hit.end <= len(written)
        assert hit.text == " ".join(written[hit.start : hit.end])
        end = hit.end


@given(st.text(max_size=200), st.text(max_size=40))
@settings(deadline=None, max_examples=50)
def test_any_text_gets_a_stance(content, cue):
    assert 0 < stance_towards(BASE, content=content, cue=cue).probability <= 1
