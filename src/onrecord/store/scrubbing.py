"""Half characters (lone surrogates) come from broken JSON escapes and odd file names, and no database holds them."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

_SURROGATE = re.compile("[\ud800-\udfff]")

Anything = TypeVar("Anything")


def scrubbed(value: Anything) -> Anything:
    r"""The same with each half character replaced by U+FFFD, one for one, so offsets hold.

    >>> scrubbed(("Tavia \ud800 votes", 3))
    ('Tavia � votes', 3)
    """
    if isinstance(value, str):
        # str subclasses are our enums: clean by birth
        return _SURROGATE.sub("\ufffd", value) if type(value) is str and _SURROGATE.search(value) else value
    if isinstance(value, tuple):
        return tuple(scrubbed(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.init]
        before = {name: getattr(value, name) for name in names}
        after = {name: scrubbed(item) for name, item in before.items()}
        changed = {name: item for name, item in after.items() if item is not before[name]}
        return replace(value, **changed) if any(before[n] != item for n, item in changed.items()) else value
    return value


def is_clean(*strings: str | None) -> bool:
    """Whether none of them holds a half character."""
    return not any(string and _SURROGATE.search(string) for string in strings)
