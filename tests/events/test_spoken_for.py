"""Who takes part by who speaks."""

from __future__ import annotations

import pytest

from .test_learnt import only, reading

#: Text, who does it, to whom, what the reason ends in.
TOLD = [
    (
        "“We shelled the hill at dawn,” said Col. Ann Reid, a spokesperson for the Riverine Army.",
        ["Riverine Army"], [], "“We” by who speaks",
    ),
    ("“I dismissed two governors on Monday,” President Ida Holm said.", ["Ida Holm"], [], "“I” by who speaks"),
    (
        "“Gunmen attacked us in Nola on Friday,” said Tom Ba, leader of the Harbour Union.",
        ["Gunmen"], ["Tom Ba"], "“us” by who speaks",
    ),
    ("Officers arrested 12 protesters in Lusaka on Monday, police said.", ["police"], [], "“Officers” by who speaks"),
    (
        "Federal police chief Tomas Ruiz said that troops had cleared 200 square kilometres of guerrillas.",
        ["Federal police"], ["guerrillas"], "“troops” by who speaks",
    ),
    (
        "“This was coordinated with the Somali police,” said Ann Reid, a spokeswoman for the Harbour Mission.",
        ["Harbour Mission"], ["Somali police"], "done by whoever tells it",
    ),
]  # fmt: skip
#: Text and who does it: the words say themselves whose men they are, or nobody who could be their master speaks.
SAID = [
    ("The Riverine Army said troops from Chad had shelled Nola on Friday.", "troops from Chad"),
    ("Rebels said soldiers had burned three villages on Friday.", "soldiers"),
    ("Police said soldiers had beaten an officer on Friday.", "soldiers"),
    ("The Farmers' Union said officers had arrested nine growers on Friday.", "officers"),
]


@pytest.mark.parametrize(("text", "who", "to", "because"), TOLD)
def test_the_speaker_takes_part(text, who, to, because):
    found = reading(text)
    event = only(found)
    assert [found.actor(id).name for id in event.who] == who
    assert [found.actor(id).name for id in event.to_whom] == to
    assert event.reason.endswith(because)


@pytest.mark.parametrize(("text", "who"), SAID)
def test_the_speaker_takes_no_part(text, who):
    found = reading(text)
    event = only(found)
    assert [found.actor(id).name for id in event.who] == [who]
    assert "by who speaks" not in event.reason
