"""Every analysis as CSV, JSON and a figure; what is drawn by lot comes out the same twice; what cannot be is said."""

from __future__ import annotations

import csv
import json
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.errors import InputError, OutputError
from onrecord.formats import analyses_camps, analyses_counts, analyses_drawn, analyses_structure
from onrecord.formats.analyses_judged import corrected, draw_sample, read_sample
from onrecord.formats.analysis import Analysis, write_analysis
from onrecord.model import Codebook, Issue, Judgement, Position, Stance, Verdict
from onrecord.network import NetworkOptions, networks
from onrecord.network.barplot import barplot, counts_by_article
from onrecord.network.bootstrap import articles_of, redrawn
from onrecord.store import queries
from onrecord.store.queries.flat import judged_codes
from onrecord.store.record import Record

from ..network.made_up import camps, debate
from ..store.tavia import make_reading
from .dna_studies import toll_study

ONE = NetworkOptions(network_type="onemode", aggregation="subtract", normalization="average")
WINDOWS = NetworkOptions(network_type="onemode", aggregation="subtract", time_window="days", window_size=50)
BY_ACTIVITY = NetworkOptions(aggregation="subtract", normalization="activity", duplicates="include")
KINDS = {
    "barplot": lambda table: analyses_counts.bar_counts(table, NetworkOptions(), intervals=10),
    "ties": lambda table: analyses_counts.ties(table, ONE, intervals=10),
    "measures": lambda table: analyses_counts.measures(table, ONE, intervals=10),
    "nested": lambda table: analyses_structure.backbone(table, ONE, intervals=4),
    "fixed": lambda table: analyses_structure.backbone(table, ONE, method="fixed", size=2, iterations=50),
    "penalty": lambda table: analyses_structure.backbone(table, ONE, method="penalty", iterations=50),
    "phases": lambda table: analyses_structure.phases(table, WINDOWS, intervals=4),
    "heat map": lambda table: analyses_drawn.heat(table, BY_ACTIVITY, intervals=20, title="Who stands where"),
    "timeline": lambda table: analyses_drawn.spoken(table, NetworkOptions(), intervals=20),
    "polarization": lambda table: analyses_camps.polarization(table, NetworkOptions(), intervals=4),
    "polarization in time": lambda table: analyses_camps.polarization(table, WINDOWS),
    "subgroups": lambda table: analyses_camps.subgroups(table, NetworkOptions(), k=2, intervals=4),
    "scaling": lambda table: analyses_camps.scaling(table, NetworkOptions(), intervals=4),
    "on a plane": lambda table: analyses_camps.scaling(table, NetworkOptions(), dimensions=2, intervals=4),
}


@pytest.fixture(scope="module")
def table():
    return camps()


@pytest.fixture(scope="module")
def made(table) -> dict[str, Analysis]:
    return {kind: make(table) for kind, make in KINDS.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_table_and_a_figure(made, tmp_path, kind):
    analysis = made[kind]
    (path,) = write_analysis(analysis, tmp_path / "a.csv")
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert len(rows) == len(analysis.rows) > 0 and tuple(rows[0]) == analysis.columns
    (path,) = write_analysis(analysis, tmp_path / "a.json")
    said = json.loads(path.read_text(encoding="utf-8"))
    assert len(said["rows"]) == len(rows) and said["options"]["network_type"] and said["analysis"] == analysis.kind
    drawing, beside = write_analysis(analysis, tmp_path / "a.svg")
    assert ET.parse(drawing).getroot().tag.endswith("svg")
    vega = json.loads(beside.read_text(encoding="utf-8"))
    assert "vega-lite" in vega["$schema"] and vega["data"]["values"]


@pytest.mark.parametrize("kind", ["ties", "polarization", "scaling"])
def test_the_same_seed_gives_the_same_rows(made, table, kind):
    assert KINDS[kind](table).rows == made[kind].rows


def test_ties_are_those_of_the_network(made, table):
    network = networks(table, ONE)[0]
    assert [(row[3], row[4], row[5]) for row in made["ties"].rows] == network.edges()
    assert all(row[6] <= row[7] for row in made["ties"].rows)


def test_measures_are_of_the_network_and_of_each_node(made, table):
    network = networks(table, ONE)[0]
    found = {(row[3], row[4]): row[5] for row in made["measures"].rows}
    assert found["", "nodes"] == 8 and found["", "sum"] == pytest.approx(network.matrix.sum() / 2)
    assert found["", "density"] == pytest.approx(len(network.edges()) / 28)
    assert found["actor 0", "strength"] == pytest.approx(network.matrix[0].sum())
    assert found["actor 0", "strength"] == pytest.approx(found["actor 0", "agreement"] - found["actor 0", "conflict"])


def test_the_camps_are_in_what_polarization_says(made):
    windows = made["polarization"].about["windows"]
    assert windows[0]["groups"] == [[f"actor {n}" for n in range(4)], [f"actor {n}" for n in range(4, 8)]]


@pytest.mark.parametrize("rule", ["document", "include"])
def test_bars_drawn_the_short_way_are_those_of_the_draw(table, rule):
    options = NetworkOptions(duplicates=rule)
    counts = counts_by_article(table, options)
    articles = articles_of(table)
    picked = np.random.default_rng(2).integers(0, len(articles), len(articles))
    made = barplot(redrawn(table, articles, picked), options)
    short = np.bincount(picked, minlength=len(articles)) @ counts
    assert made.counts.ravel().tolist() == short.tolist()


def test_a_cell_whose_interval_holds_zero_is_struck_through(made):
    heat = made["heat map"]
    unsure = [row for row in heat.rows if row[3] <= 0 <= row[4]]
    assert 0 < len(unsure) < len(heat.rows) == 32
    figure = heat.draw()
    assert figure.svg.count("<line") == len(unsure)
    assert [cell["holds_0"] for cell in figure.vega["data"]["values"]].count(True) == len(unsure)


def test_support_that_cancels_out_has_an_interval_too():
    rows = [(f"2030-01-0{d}", f"d{d}", "Ada", "toll", d % 2, 0) for d in range(1, 9)]
    (cell,) = analyses_drawn.heat(debate(rows), BY_ACTIVITY, intervals=50, title="Ada").rows
    assert cell[2] == 0 and cell[3] < 0 < cell[4]


def test_a_lane_of_one_mind_is_not_certain():
    rows = [(f"2030-01-0{d}", f"d{d}", "Ada", "toll", 1, 0) for d in range(1, 9)]
    (ada,) = analyses_drawn.spoken(debate(rows), NetworkOptions(), intervals=200).rows
    assert ada[:3] == ("Ada", 8, 1.0) and 0.5 < ada[3] < 0.95 and ada[4] == 1.0
    assert analyses_drawn.spoken(debate(rows), NetworkOptions()).rows[0][2:5] == (1.0, None, None)


def test_a_turn_that_every_draw_sees_is_sure():
    before = [(f"2030-01-{d:02d}", f"a{d}", who, "toll", 1, 0) for d in range(1, 16) for who in ("Ada", "Bo")]
    sides = (("Ada", 1), ("Bo", 0))
    after = [(f"2030-01-{d:02d}", f"a{d}", who, "toll", x, 0) for d in range(16, 31) for who, x in sides]
    days = NetworkOptions(network_type="onemode", aggregation="subtract", time_window="days", window_size=8)
    table = debate([*before, *after])
    found = analyses_structure.phases(table, days, most=2, intervals=20)
    first, last = (found.rows[at] for at in (0, -1))
    assert (first[2], last[2]) == (1, 2) and min(first[3], last[3]) == 1
    turns = [row for row in found.rows if row[4] is not None]
    assert len(turns) == 1 and turns[0][4] <= turns[0][1] <= turns[0][5]
    assert turns[0][4] >= "2030-01-10" and turns[0][5] <= "2030-01-24", "within the reach of a window"


def test_what_cannot_be_is_said(table, made, tmp_path):
    with pytest.raises(InputError, match="needs a size"):
        analyses_structure.backbone(table, ONE, method="fixed")
    with pytest.raises(InputError, match="nested, fixed, penalty"):
        analyses_structure.backbone(table, ONE, method="best")
    with pytest.raises(InputError, match="one network"):
        analyses_counts.ties(table, WINDOWS).draw()
    with pytest.raises(OutputError, match="csv, json, svg"):
        write_analysis(made["ties"], tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


# --- corrected shares -------------------------------------------------------------------------------------------------


@pytest.fixture
def judged(tmp_path):
    """Thirty articles: the machine has every second code wrong, and people judged the first twenty of the audit."""
    with Record.open(tmp_path / "judged.db", create=True) as record:
        for n in range(30):
            text = f"Toll day {n}\nMira Solden said the toll must go on day {n}."
            actors = (("a1", "Mira Solden", "person", ("Mira Solden",)),)
            statements = (("a1", "said", f"the toll must go on day {n}"),)
            day = f"20{31 + n // 12}-{n % 12 + 1:02d}-01"
            record.add(make_reading(f"d{n}", text, actors=actors, statements=statements, published=day), reader="r1")
        record.resolve()
        record.put_codebook(Codebook("b", "1", "B", (Issue("toll", "The toll"),)))
        rows = queries.statements(record, order="text")
        stances = [Stance.OPPOSE if n % 2 else Stance.SUPPORT for n in range(len(rows))]
        record.put_positions([Position(r.id, "toll", s, 0.7) for r, s in zip(rows, stances, strict=True)])
        drawn = [code.statement for code in sorted(judged_codes(record), key=lambda code: code.anchor)]
        for id in drawn[:20]:
            record.judge(judgement(id, queue="audit"))
        record.judge(Judgement(Verdict.REJECT, "position", f"{drawn[19]}/toll", "Bo", "2034", queue="audit"))
        yield record


def judgement(statement: str, **more) -> Judgement:
    return Judgement(Verdict.CHANGE, "position", f"{statement}/toll", "Ada", "2034", {"stance": "oppose"}, **more)


def test_shares_are_corrected_by_what_people_said(judged):
    made = corrected(judged)
    found = {row[1]: row for row in made.rows}
    assert found["oppose"][5] == 0.5 and found["oppose"][2] == pytest.approx(0.95, abs=0.02)
    assert found["support"][2] == pytest.approx(0, abs=0.05) and found["none"][2] == pytest.approx(0.05)
    assert found["oppose"][-2:] == (20, 30) and made.about["notes"] == []
    for _, stance, value, low, high, *_ in made.rows:
        assert 0 <= low <= value <= high <= 1, f"{stance}: of twenty alike the interval still has a width"
        assert high - low > 0.05
    trend = corrected(judged, what="trend")
    assert {row[1] for row in trend.rows} == {"support", "oppose", "none"} and "<svg" in trend.draw().svg


def test_only_what_was_drawn_at_random_counts(judged):
    codes = sorted(judged_codes(judged), key=lambda code: code.anchor)
    judged.judge(judgement(codes[25].statement, queue="uncertainty"))
    made = corrected(judged)
    assert {row[-2] for row in made.rows} == {20}
    assert made.about["notes"] == ["The toll: 1 of 21 judgements are left aside, being of codes not drawn at random"]
    judged.judge(judgement(codes[20].statement, queue="teaches"))
    assert {row[-2] for row in corrected(judged).rows} == {20}, "the order came there, nobody went there for it"
    judged.judge(judgement(codes[21].statement, queue="audit"))
    assert {row[-2] for row in corrected(judged).rows} == {22}, "now the order went through it"
    for code in codes:
        judged.judge(judgement(code.statement, queue="teaches"))
    assert {row[-2] for row in corrected(judged).rows} == {30}, "with all judged there is nothing to draw"


def test_too_few_drawn_at_random_are_said_to_be(judged):
    made = corrected(judged, by=["Bo"])
    assert {row[2] for row in made.rows} == {None} and {row[5] for row in made.rows} >= {0.5}
    assert "0 of 1 judgements are of codes drawn at random" in made.about["notes"][0]
    assert "analyse sample" in made.about["notes"][0]
    done = CliRunner().invoke(main, ["analyse", "shares", "-", "--by", "Bo", "--record", str(judged.path)])
    assert done.exit_code == 0 and "no corrected figure" in done.stderr and "naive" in done.stdout


def test_a_sample_is_drawn_and_read_again(judged, tmp_path):
    drawn = draw_sample(judged, size=12, seed=3)
    assert drawn.rows == draw_sample(judged, size=12, seed=3).rows != draw_sample(judged, size=12, seed=4).rows
    (path,) = write_analysis(drawn, tmp_path / "sample.csv")
    sample = read_sample(path)
    assert list(sample) == [row[:2] for row in drawn.rows]
    for statement, _ in sample[:7]:
        judged.judge(judgement(statement))
    known = {code.statement for code in judged_codes(judged) if code.human is not None}
    beginning = next((at for at, (id, _) in enumerate(sample) if id not in known), len(sample))
    assert {row[-2] for row in corrected(judged, sample=sample).rows} == {beginning} and beginning >= 7
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    for wrong in (tmp_path / "other.csv", tmp_path / "nowhere.csv"):
        with pytest.raises(InputError):
            read_sample(wrong)


# --- as verbs ---------------------------------------------------------------------------------------------------------


def test_verbs(tmp_path):
    toll_study(tmp_path / "toll.dna")

    def run(words: str):
        return CliRunner().invoke(
            main, [*words.replace("@", f"{tmp_path}/").split(), "--record", f"{tmp_path}/toll.db"]
        )

    assert run("import @toll.dna").exit_code == 0
    done = run("network @ties.csv --type onemode --aggregation conflict --intervals 5")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "ties.csv").read_text().startswith("window,start,stop,row,column,weight,low,high\n1,")
    for words in (
        "barplot - --variable1 person --compat dna",
        "measures @m.json --layer outlet",
        "backbone @b.csv --compat dna",
        "polarization @p.svg --variable1 person --search farthest",
    ):
        done = run(f"analyse {words}")
        assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "m.json").read_text())["options"]["variable1"] == "outlet"
    assert "layer" in run("network @x.csv --layer moon").output
    assert run("analyse phases @x.csv").exit_code == 1 and not (tmp_path / "x.csv").exists()
