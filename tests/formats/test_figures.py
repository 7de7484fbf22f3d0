"""Figures: drawings that any program opens, and descriptions with the same data."""

from __future__ import annotations

import json
import math
from xml.etree import ElementTree as ET

import pytest

from onrecord.errors import InputError, OutputError
from onrecord.formats.dna_import import import_study
from onrecord.formats.drawn import FIGURES
from onrecord.formats.figures_bars import Estimate, bars
from onrecord.formats.figures_dots import DotEstimate, dot_lanes
from onrecord.formats.figures_matrix import heat_map
from onrecord.formats.figures_network import Dot, network_figure
from onrecord.formats.figures_timeline import Said, timeline
from onrecord.formats.networks import write_networks
from onrecord.formats.statement_table import record_table
from onrecord.formats.ticks import date_ticks, number_ticks
from onrecord.network import NetworkOptions
from onrecord.store.record import Record

from .dna_studies import toll_study

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def toll(tmp_path):
    with Record.open(tmp_path / "toll.db", create=True) as record:
        import_study(record, toll_study(tmp_path / "toll.dna"))
        return record_table(record)[0]


def shapes(svg: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(SVG + name))


def on_the_sheet(svg: str) -> bool:
    """Whether every shape lies on the sheet."""
    root = ET.fromstring(svg)
    width, height = (float(root.get(side).removesuffix("mm")) for side in ("width", "height"))
    across = [float(v) for shape in root for key in ("x", "x1", "x2", "cx") if (v := shape.get(key))]
    down = [float(v) for shape in root for key in ("y", "y1", "y2", "cy") if (v := shape.get(key))]
    return all(0 <= x <= width for x in across) and all(0 <= y <= height for y in down)


@pytest.mark.parametrize("kind", FIGURES)
def test_each_figure_is_drawn_and_described(toll, tmp_path, kind):
    window = {"time_window": "hours", "window_size": 6} if kind == "phases" else {}
    options = NetworkOptions(variable1="person", aggregation="subtract", duplicates="include", **window)
    paths = write_networks(toll, options, tmp_path / "toll.svg", figure=kind)
    assert [path.name for path in paths] == ["toll.svg", "toll.vl.json"]
    svg = paths[0].read_text(encoding="utf-8")
    assert on_the_sheet(svg) and "person" in ET.fromstring(svg).find(SVG + "title").text
    vega = json.loads(paths[1].read_text(encoding="utf-8"))
    assert vega["$schema"].startswith("https://vega.github.io/") and vega["data"]["values"]
    again = write_networks(toll, options, tmp_path / "again.svg", figure=kind)
    assert again[0].read_text(encoding="utf-8") == svg, "the same statements give the same drawing"


def test_a_timeline_has_one_circle_a_moment_lane_and_stance():
    points = [Said(0, "Ada", "support", "toll"), Said(0, "Ada", "support", "quay"), Said(86_400, "Bo", "oppose", "<b>")]
    made = timeline(points, title="Who & what")
    titled = [circle.find(SVG + "title").text for circle in shapes(made.svg, "circle") if len(circle)]
    assert titled == ["1970-01-01 Ada, support: quay; toll", "1970-01-02 Bo, oppose: <b>"]
    assert len(made.vega["data"]["values"]) == 3
    assert timeline([], title="Nothing").svg


def test_bars_reach_from_zero_to_their_value():
    made = bars([Estimate("Ada", 0.5, 0.25, 1.0), Estimate("Bo", -0.5)], title="Shares", unit="share")
    ada, bo = [shape for shape in shapes(made.svg, "rect") if len(shape)]
    assert float(ada.get("x")) == pytest.approx(float(bo.get("x")) + float(bo.get("width")), abs=0.02)
    assert ada.get("width") == bo.get("width") and ada.find(SVG + "title").text == "Ada: 0.5 [0.25, 1]"
    assert made.vega["data"]["values"][1] == {"name": "Bo", "value": -0.5, "low": None, "high": None}


def test_a_heat_map_is_darkest_at_the_largest_value():
    made = heat_map(["Ada", "Bo"], ["toll", "quay"], [[4, -2], [0, 1]], title="Heat")
    fills = [shape.get("fill") for shape in shapes(made.svg, "rect") if len(shape)]
    assert (fills[0], fills[2]) == ("#0072B2", "#FFFFFF") and fills[1] == "#EAAF80"
    assert heat_map([], [], [], title="Nothing").svg


def test_a_network_draws_ties_against_dashed():
    dots = [Dot("Ada", 0, 0, size=4), Dot("Bo", 1, 1), Dot("toll", 2, 0, square=True)]
    made = network_figure(dots, [(0, 1, -2.0), (0, 2, 1.0)], title="Ties")
    lines = shapes(made.svg, "line")
    assert [bool(line.get("stroke-dasharray")) for line in lines] == [True, False]
    assert float(lines[0].get("stroke-width")) > float(lines[1].get("stroke-width"))
    assert network_figure([], [], title="Nothing").svg


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-3, 7.5), (0, 1e-6), (5, 12_345_678), (-1, -0.2)])
def test_numbers_on_an_axis_are_round_and_inside(low, high):
    ticks = number_ticks(low, high)
    assert 3 <= len(ticks) <= 8 and all(low - 1e-9 <= at <= high + 1e-9 for at, _ in ticks)
    assert all(math.isclose(float(label), at, abs_tol=1e-12, rel_tol=1e-6) for at, label in ticks)


@pytest.mark.parametrize("days", [1, 5, 30, 400, 4000, 40_000])
def test_dates_on_an_axis_are_few_and_inside(days):
    low = 1_930_000_000
    ticks = date_ticks(low, low + days * 86_400)
    assert 1 <= len(ticks) <= 10 and all(low <= at <= low + days * 86_400 for at, _ in ticks)


def test_what_cannot_be_drawn(toll, tmp_path):
    out = tmp_path / "toll.svg"
    with pytest.raises(InputError, match="network, heatmap, bars, timeline, phases"):
        write_networks(toll, NetworkOptions(), out, figure="pie")
    with pytest.raises(InputError, match="no statement is left"):
        write_networks(toll, NetworkOptions(start=0, stop=1), out)
    with pytest.raises(InputError, match="networks"):
        write_networks(toll, NetworkOptions(time_window="hours", window_size=6), out)
    with pytest.raises(OutputError, match="two files"):
        write_networks(toll, NetworkOptions(), "-", format="svg")
    assert not out.exists()


def test_lanes_of_one_long_issue_keep_their_stances_apart():
    title = "Teaching the old tongue of the marshes in every school"
    stances = ("support", "oppose", "conditional", "neutral")
    figure = dot_lanes([DotEstimate(f"{title}: {one}", 0.2) for one in stances], title="Shares")
    words = [shape.text or "" for shape in shapes(figure.svg, "text")]
    assert [sum(word.endswith(f"…: {one}") for word in words) for one in stances] == [1, 1, 1, 1]
    assert on_the_sheet(figure.svg)
