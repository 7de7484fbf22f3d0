"""What somebody types for a network, in a command or an address, as the options that the network room takes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from ..errors import InputError

if TYPE_CHECKING:
    from ..network import NetworkOptions

#: Before the name of a document field, where a variable is asked for.
DOCUMENT = "document:"

_DAY = 86_400


def network_options(
    *,
    start: str | None = None,
    stop: str | None = None,
    exclude: Iterable[str] = (),
    layer: str = "positions",
    **given: Any,
) -> NetworkOptions:
    """Options from text.

    Args:
        start, stop: ISO days or moments, UTC, both inside; a stop that is a day lasts to its end.
        exclude: "name=value" each; values of one name add up.
        layer: a key of :data:`~onrecord.network.layers.LAYERS`: whose variables stand where none are named.
        given: everything else that :class:`~onrecord.network.NetworkOptions` takes; a variable may be a document field
            ("document:author"), the qualifier "" for none.

    Raises:
        InputError: no date, no "name=value", no such layer, or what the options themselves refuse.

    Example:
        >>> network_options(variable1="document:author", exclude=["concept=Tax"], stop="2005-01-26").stop
        1106783999
    """
    from ..network import NetworkOptions
    from ..network.layers import LAYERS

    if layer not in LAYERS:
        raise InputError(f"there is no layer {layer!r}", where="layer", do=f"choose one of: {', '.join(LAYERS)}")
    usual = LAYERS[layer]
    for option in ("variable1", "variable2"):
        given |= _variable(option, given.get(option) or getattr(usual, option))
    qualifier = usual.qualifier if given.get("qualifier") is None else given["qualifier"]
    given |= _variable("qualifier", qualifier) if qualifier else {"qualifier": None}
    values, documents = _excluded(exclude)
    return NetworkOptions(
        start=_moment(start, "start"),
        stop=_moment(stop, "stop", end=True),
        exclude=values,
        exclude_documents=documents,
        **given,
    )


def _variable(option: str, name: str) -> dict[str, Any]:
    return {option: name.removeprefix(DOCUMENT), f"{option}_document": name.startswith(DOCUMENT)}


def _excluded(given: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    values: dict[str, set[str]] = {}
    documents: dict[str, set[str]] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise InputError(f"{pair!r} is no NAME=VALUE", where="exclude", do='write concept="The toll"')
        into = documents if name.startswith(DOCUMENT) else values
        into.setdefault(name.removeprefix(DOCUMENT), set()).add(value)
    return values, documents


def _moment(text: str | None, option: str, *, end: bool = False) -> int | None:
    """Seconds since 1970 UTC."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is no date", where=option, do="write 2005-01-26 or 2005-01-26T12:00:00") from None
    seconds = int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())
    return seconds + _DAY - 1 if day is not None and end else seconds
