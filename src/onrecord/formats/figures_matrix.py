"""A matrix as a heat map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .figures_frame import LABELS, RIGHT, TOP, WIDTH, Figure, vega
from .svg import INK, LETTER, OPPOSE, SUPPORT, TEXT, Sheet, between, shortened

#: Of a column's name, which stands upright.
_LETTERS = 34


Ends = Mapping[tuple[str, str], tuple[float | None, float | None]]


def heat_map(
    rows: Sequence[str],
    cols: Sequence[str],
    matrix: Sequence[Sequence[float]],
    *,
    title: str,
    label: str = "weight",
    ends: Ends | None = None,
) -> Figure:
    """A matrix as coloured cells, blue above zero and red below, darkest at the largest absolute value.

    ``ends`` gives a cell (row, column) both ends of its interval: where that holds 0 the cell is struck through.
    """
    ends = ends or {}
    wide = (WIDTH - LABELS - RIGHT) / max(len(cols), 1)
    tall = min(max(wide, 3.4), 8.0)
    head = 5.0 + min(max((len(col) for col in cols), default=0), _LETTERS) * LETTER
    sheet = Sheet(WIDTH, TOP + head + tall * max(len(rows), 1) + 5, title=title)
    sheet.text(1, 3, title)
    top = TOP + head
    for j, col in enumerate(cols):
        sheet.text(LABELS + wide * (j + 0.5), top - 2, shortened(col, _LETTERS * LETTER), turn=-90)
    most = max((abs(cell) for row in matrix for cell in row), default=0.0) or 1.0
    for i, row in enumerate(rows):
        y = top + tall * i
        sheet.text(LABELS - 2, y + tall / 2, shortened(row, LABELS - 2), anchor="end")
        for j, col in enumerate(cols):
            place = LABELS + wide * j, y, wide, tall
            low, high = ends.get((row, col), (None, None))
            said = "" if low is None or high is None else f" [{low:.3g}, {high:.3g}]"
            _cell(sheet, place, matrix[i][j], most, f"{row} × {col}: {matrix[i][j]:.4g}{said}")
            if holds_zero(low, high):
                across = min(wide, 3.0) - 0.3  # in a corner where there is room, to leave the number readable
                right, down = place[0] + wide - 0.15, min(tall, 3.0) - 0.3
                sheet.line(right - across, y + 0.15 + down, right, y + 0.15, width=0.25)
    if ends:
        words = "struck through: the 95 % interval over articles holds 0"
        sheet.text(WIDTH - RIGHT, top + tall * max(len(rows), 1) + 2.5, words, anchor="end")
    values = [
        _value(row, col, label, float(matrix[i][j]), ends) for i, row in enumerate(rows) for j, col in enumerate(cols)
    ]
    encoding = {
        "x": {"field": "column", "type": "nominal", "sort": list(cols), "title": None},
        "y": {"field": "row", "type": "nominal", "sort": list(rows), "title": None},
        "color": {
            "field": label,
            "type": "quantitative",
            "scale": {"domain": [-most, 0, most], "range": [OPPOSE, "#FFFFFF", SUPPORT]},
        },
    }
    if not ends:
        return Figure(sheet.svg(), vega(title, values, mark="rect", encoding=encoding))
    colour = encoding.pop("color")
    tooltip = [{"field": name} for name in ("row", "column", label, "low", "high")]
    layers = [
        {"mark": "rect", "encoding": {"color": colour, "tooltip": tooltip}},
        {"transform": [{"filter": "datum.holds_0"}], "mark": {"type": "text", "text": "/", "fontSize": 14}},
    ]
    return Figure(sheet.svg(), vega(title, values, encoding=encoding, layer=layers))


def holds_zero(low: float | None, high: float | None) -> bool:
    """Whether 0 lies inside the interval; without one it does not.

    >>> holds_zero(-1, 2), holds_zero(0.5, 2), holds_zero(None, None)
    (True, False, False)
    """
    return low is not None and high is not None and low <= 0 <= high


def _value(row: str, col: str, label: str, value: float, ends: Ends) -> dict[str, object]:
    said: dict[str, object] = {"row": row, "column": col, label: value}
    if ends:
        low, high = ends.get((row, col), (None, None))
        said |= {"low": low, "high": high, "holds_0": holds_zero(low, high)}
    return said


def _cell(sheet: Sheet, place: tuple[float, float, float, float], value: float, most: float, said: str) -> None:
    x, y, wide, tall = place
    share = min(abs(value) / most, 1.0)
    fill = between("#FFFFFF", SUPPORT if value > 0 else OPPOSE, share)
    sheet.rect(x + 0.15, y + 0.15, wide - 0.3, tall - 0.3, fill=fill, title=said)
    if wide > 9 and tall > TEXT and value:
        colour = "#FFFFFF" if share > 0.6 else INK
        sheet.text(x + wide / 2, y + tall / 2, f"{value:.3g}", anchor="middle", colour=colour)
