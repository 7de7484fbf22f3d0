"""A matrix as a heat map."""

from __future__ import annotations

from collections.abc import Sequence

from .figures_frame import LABELS, RIGHT, TOP, WIDTH, Figure, vega
from .svg import INK, LETTER, OPPOSE, SUPPORT, TEXT, Sheet, between, shortened

#: Of a column's name, which stands upright.
_LETTERS = 34


def heat_map(
    rows: Sequence[str], cols: Sequence[str], matrix: Sequence[Sequence[float]], *, title: str, label: str = "weight"
) -> Figure:
    """A matrix as coloured cells, blue above zero and red below, darkest at the largest absolute value."""
    wide = (WIDTH - LABELS - RIGHT) / max(len(cols), 1)
    tall = min(max(wide, 3.4), 8.0)
    head = 5.0 + min(max((len(col) for col in cols), default=0), _LETTERS) * LETTER
    sheet = Sheet(WIDTH, TOP + head + tall * max(len(rows), 1) + 4, title=title)
    sheet.text(1, 3, title)
    top = TOP + head
    for j, col in enumerate(cols):
        sheet.text(LABELS + wide * (j + 0.5), top - 2, shortened(col, _LETTERS * LETTER), turn=-90)
    most = max((abs(cell) for row in matrix for cell in row), default=0.0) or 1.0
    for i, row in enumerate(rows):
        y = top + tall * i
        sheet.text(LABELS - 2, y + tall / 2, shortened(row, LABELS - 2), anchor="end")
        for j, col in enumerate(cols):
            _cell(sheet, (LABELS + wide * j, y, wide, tall), matrix[i][j], most, f"{row} × {col}")
    values = [
        {"row": row, "column": col, label: float(matrix[i][j])}
        for i, row in enumerate(rows)
        for j, col in enumerate(cols)
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
    return Figure(sheet.svg(), vega(title, values, mark="rect", encoding=encoding))


def _cell(sheet: Sheet, place: tuple[float, float, float, float], value: float, most: float, name: str) -> None:
    x, y, wide, tall = place
    share = min(abs(value) / most, 1.0)
    fill = between("#FFFFFF", SUPPORT if value > 0 else OPPOSE, share)
    sheet.rect(x + 0.15, y + 0.15, wide - 0.3, tall - 0.3, fill=fill, title=f"{name}: {value:.4g}")
    if wide > 9 and tall > TEXT and value:
        colour = "#FFFFFF" if share > 0.6 else INK
        sheet.text(x + wide / 2, y + tall / 2, f"{value:.3g}", anchor="middle", colour=colour)
