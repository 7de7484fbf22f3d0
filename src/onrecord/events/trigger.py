"""A trigger: the token that codes an event, the frame by which it does, and the nouns that fill its roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .lexicon import Frame


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that codes an event by a frame; ``who`` and ``to`` are the heads of the nouns that fill the roles.

    ``sure`` is how likely the learnt head takes it for such a deed, where the head has the last word; ``heard`` says
    that a head put others on its sides than the rules.
    """

    token: Token
    frame: Frame
    who: tuple[Token, ...]
    to: tuple[Token, ...]
    object: Token | None = None
    carrier: Token | None = None
    sure: float | None = None
    heard: bool = False
