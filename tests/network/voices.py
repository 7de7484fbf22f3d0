"""Both voices on the made-up debate: the table in docs/networks.md is made from here.

python -m tests.network.voices writes it into the page again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.errors import InputError
from onrecord.network import NetworkOptions, networks
from onrecord.network.backbone import nested_backbone
from onrecord.network.distances import distances
from onrecord.network.polarization import polarization

from .made_up import camps, debate, seconds

PAGE = Path(__file__).resolve().parents[2] / "docs" / "networks.md"
BEGIN, END = "<!-- made by python -m tests.network.voices -->", "<!-- end -->"

_YEAR = {"start": seconds("2030-01-07"), "stop": seconds("2030-01-14"), "duplicates": "include"}
_SMOOTH = {**_YEAR, "time_window": "days", "window_size": 6}
_ONE = {"network_type": "onemode"}


def _cell(row: str, col: str, *, window: int = 0, **choice) -> Callable[[str | None], object]:
    def figure(compat: str | None) -> object:
        network = networks(debate(), NetworkOptions(compat=compat, **choice))[window]
        return float(network.weights[network.rows.index(row), network.cols.index(col)])

    return figure


def _count(compat: str | None) -> object:
    return networks(debate(), NetworkOptions(compat=compat, kernel="uniform", **_SMOOTH))[3].n


def _loss_order(compat: str | None) -> object:
    options = NetworkOptions(compat=compat, aggregation="ignore", duplicates="include", **_ONE)
    drops = nested_backbone(debate(), options).drops
    return ", ".join(f"{drop.concept} {drop.backbone_loss:.6f}" for drop in drops)


def _spectral(compat: str | None) -> object:
    choice = {"compat": compat, "duplicates": "include", "isolates": True, **_ONE}
    early = NetworkOptions(stop=_YEAR["stop"], **choice)
    made = networks(debate(), NetworkOptions(**choice)) + networks(debate(), early)
    return float(distances(made, "spectral", dna=compat == "dna")[0, 1])


def _polarized(compat: str | None) -> object:
    options = NetworkOptions(compat=compat, kernel="gaussian", **_SMOOTH)
    return polarization(debate(), options, closest=False)[2].score


def _camps(compat: str | None) -> object:
    found = polarization(camps(), NetworkOptions(compat=compat))[0]
    groups: dict[int, list[str]] = {}
    for name, group in zip(found.names, found.groups, strict=True):
        groups.setdefault(group, []).append(name.removeprefix("actor "))
    return f"{found.score:.6f}: " + " / ".join(" ".join(groups[group]) for group in sorted(groups))


#: What differs, and how to see it. Each is a figure of the made-up debate.
DIFFERENCES: tuple[tuple[str, Callable[[str | None], object]], ...] = (
    (
        "duplicates “month”: DNA compares the month's number only, so January 2030 and January 2031 are one",
        _cell("Reed Party", "toll", duplicates="month"),
    ),
    (
        "duplicates “week”: the week's number only",
        _cell("Harbour Office", "toll", duplicates="week"),
    ),
    (
        "duplicates with an integer qualifier outside -128…127: DNA never finds two values equal",
        _cell("Reed Party", "toll", duplicates="document", qualifier="feeling", aggregation="subtract"),
    ),
    (
        "two-mode combine with prominence: DNA stops with an exception",
        _cell("Quay Union", "ferry", aggregation="combine", normalization="prominence"),
    ),
    (
        "congruence with an integer qualifier: DNA divides by the range observed; here the full scale can be given",
        _cell("Quay Union", "Reed Party", aggregation="congruence", qualifier="feeling", scale=(-250, 250), **_ONE),
    ),
    (
        "triangular kernel: DNA weighs abs(1 - u), up to 2 at the later end; right is 1 - abs(u)",
        _cell("Harbour Office", "dredging", kernel="triangular", window=0, **_SMOOTH),
    ),
    (
        "smoothed one-mode networks: DNA leaves ties of a node to itself on the diagonal",
        _cell("Quay Union", "Quay Union", kernel="gaussian", window=3, **_ONE, **_SMOOTH),
    ),
    ("statements in a smoothed network: DNA reports 0", _count),
    ("spectral distance: DNA compares degrees instead of the Laplacian's eigenvalues", _spectral),
    ("nested backbone (rests on the spectral distance): order and losses", _loss_order),
    (
        "polarization in windows of time (`closest=False` in both): DNA takes the signed difference for both "
        "congruence and conflict",
        _polarized,
    ),
    (
        "polarization: which division is looked for. The score is a distance from two camps; DNA takes the highest, "
        "here it is the lowest (eight actors, 0–3 against 4–7)",
        _camps,
    ),
)


def shown(figure: Callable[[str | None], object], compat: str | None) -> str:
    try:
        value = figure(compat)
    except InputError:
        return "no number (clear error)"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def table() -> Iterator[str]:
    yield '| what differs | default | `compat="dna"` |'
    yield "|---|---|---|"
    for what, figure in DIFFERENCES:
        yield f"| {what} | {shown(figure, None)} | {shown(figure, 'dna')} |"


def page(text: str) -> str:
    """The page with the table of today's figures in it."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + "\n" + "\n".join(table()) + "\n" + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
