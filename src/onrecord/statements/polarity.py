"""Whether the speaker asserts the content or denies it."""

from __future__ import annotations

from ..model import Polarity
from .worth import Act


def polarity_of(act: Act) -> Polarity:
    """Denied where the cue denies: "denied that it had fled" is no claim that it had.

    A negation inside the content ("will not retreat from demanding") leaves it asserted: the words stand as they are.
    """
    return Polarity.DENIED if act.does == "deny" else Polarity.ASSERTED
