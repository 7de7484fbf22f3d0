"""Networks to files: what Discourse Network Analyzer writes byte for byte, and graphs that others read."""

from __future__ import annotations

import csv
import io
import warnings
from itertools import pairwise
from xml.etree import ElementTree as ET

import networkx
import pytest

from onrecord.errors import InputError, OutputError
from onrecord.formats.dna_import import import_study
from onrecord.formats.network_choices import network_options
from onrecord.formats.networks import FORMATS, write_networks
from onrecord.formats.statement_table import record_table
from onrecord.model import Codebook, Issue, Position, Stance
from onrecord.network import NetworkOptions, networks
from onrecord.store import queries
from onrecord.store.record import Record

from ..store.tavia import full_reading
from .dna_studies import toll_study

ONEMODE = {"network_type": "onemode", "aggregation": "subtract", "normalization": "average"}
HOURS = NetworkOptions(network_type="onemode", aggregation="conflict", time_window="hours", window_size=6)


@pytest.fixture
def toll(tmp_path):
    """Table and looks of the harbour toll."""
    with Record.open(tmp_path / "toll.db", create=True) as record:
        import_study(record, toll_study(tmp_path / "toll.dna"))
        return record_table(record)


@pytest.fixture(scope="module")
def dna(shared):
    folder = shared / "reference" / "dna"
    if not (folder / "sample.dna").exists():
        pytest.skip("no sample study")
    return folder


@pytest.fixture(scope="module")
def sample(dna, tmp_path_factory):
    with Record.open(tmp_path_factory.mktemp("dna") / "sample.db", create=True) as record:
        import_study(record, dna / "sample.dna")
        return record_table(record)


# --- byte for byte ----------------------------------------------------------------------------------------------------

SUBTRACT = {"aggregation": "subtract", "duplicates": "include"}
EXPORTS = {
    "twomode_subtract.csv": SUBTRACT,
    "twomode_subtract.dl": SUBTRACT,
    "onemode_subtract_average.csv": ONEMODE,
    "onemode_subtract_average.dl": ONEMODE,
    "eventlist.csv": {"network_type": "eventlist", "variable1": "person", "duplicates": "include"},
    "eventlist_dup_document.csv": {"network_type": "eventlist", "variable1": "person"},
}


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_bytes_as_dna(dna, sample, tmp_path, name):
    table, _ = sample
    write_networks(table, NetworkOptions(**EXPORTS[name]), tmp_path / name)
    assert (tmp_path / name).read_bytes() == (dna / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "options"), [("twomode_subtract.graphml", SUBTRACT), ("onemode_subtract_average.graphml", ONEMODE)]
)
def test_the_same_graph_as_dna(dna, sample, tmp_path, name, options):
    table, looks = sample
    write_networks(table, NetworkOptions(**options), tmp_path / name, looks=looks)
    theirs, ours = visone(dna / name), read_graph(tmp_path / name)
    assert set(ours) == set(theirs["nodes"])
    for key, known in theirs["nodes"].items():
        data = ours.nodes[key]
        assert (data["name"], data["variable"], data["frequency"]) == (
            known["name"],
            known["variable"],
            int(known["frequency"]),
        )
        assert data.get("Type", "") == (known["Type"] or "") and data["color"] == known["colour"]
    edges = {frozenset(pair): (data["weight"], data["color"]) for *pair, data in ours.edges(data=True)}
    assert edges == theirs["edges"]


def visone(path):
    """Nodes and edges of a file that DNA wrote, by no graph library, since its dialect is not for them."""
    space = {"g": "http://graphml.graphdrawing.org/xmlns", "y": "http://www.yworks.com/xml/graphml"}
    root = ET.parse(path).getroot()
    nodes = {}
    for node in root.iterfind(".//g:node", space):
        data = {part.get("key"): part.text for part in node.iterfind("g:data", space)}
        nodes[node.get("id")] = data | {"colour": node.find(".//y:Fill", space).get("color")}
    edges = {}
    for edge in root.iterfind(".//g:edge", space):
        weight = float(edge.find("g:data[@key='weight']", space).text)
        colour = edge.find(".//y:LineStyle", space).get("color")
        edges[frozenset((edge.get("source"), edge.get("target")))] = weight, colour
    return {"nodes": nodes, "edges": edges}


# --- graphs -----------------------------------------------------------------------------------------------------------


def read_graph(path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return networkx.read_graphml(path) if path.suffix == ".graphml" else networkx.read_gexf(path)


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_networkx_reads_the_same_network(toll, tmp_path, suffix):
    table, looks = toll
    options = NetworkOptions(variable1="person", aggregation="subtract", isolates=True)
    write_networks(table, options, tmp_path / f"two.{suffix}", looks=looks)
    graph = read_graph(tmp_path / f"two.{suffix}")
    labels = networkx.get_node_attributes(graph, "label")
    found = {frozenset((labels[a], labels[b])): data["weight"] for a, b, data in graph.edges(data=True)}
    made = networks(table, options)[0]
    assert found == {frozenset((a, b)): w for a, b, w in made.edges()}
    assert sorted(labels.values()) == sorted((*made.rows, *made.cols))


def test_one_name_on_both_sides_stays_two_nodes(toll, tmp_path):
    table, looks = toll
    options = NetworkOptions(variable1="person", variable2="person", qualifier=None)
    write_networks(table, options, tmp_path / "two.graphml", looks=looks)
    graph = read_graph(tmp_path / "two.graphml")
    assert len(graph) == 4 and {data["mode"] for _, data in graph.nodes(data=True)} == {0, 1}


def test_names_that_xml_cannot_hold_and_attributes_named_as_ours(toll, tmp_path):
    table, looks = toll
    table.attributes["person"]["Ivo Tarn"] |= {"id": "7", "Weight": "<heavy>", "name": "\x0bTarn & Co"}
    write_networks(table, NetworkOptions(variable1="person"), tmp_path / "two.graphml", looks=looks)
    node = next(data for _, data in read_graph(tmp_path / "two.graphml").nodes(data=True) if data["name"] == "Ivo Tarn")
    assert (node["attribute id"], node["Weight"], node["attribute name"]) == ("7", "<heavy>", "\ufffdTarn & Co")


def test_igraph_reads_it_without_a_warning(toll, tmp_path):
    igraph = pytest.importorskip("igraph", reason="igraph is GPL and optional")
    table, looks = toll
    write_networks(table, NetworkOptions(**ONEMODE), tmp_path / "one.graphml", looks=looks)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert igraph.Graph.Read_GraphML(str(tmp_path / "one.graphml")).vcount() == 2


# --- over time --------------------------------------------------------------------------------------------------------


def test_each_window_is_a_file_or_all_are_one(toll, tmp_path):
    table, looks = toll
    paths = write_networks(table, HOURS, tmp_path / "w.csv")
    made = networks(table, HOURS)
    assert len(paths) == len(made) > 1 and paths[0].name == "w-001.csv"
    assert write_networks(table, HOURS, tmp_path / "w.gexf", looks=looks) == [tmp_path / "w.gexf"]
    graph = read_graph(tmp_path / "w.gexf")
    assert {data["label"] for _, data in graph.nodes(data=True)} == {name for network in made for name in network.rows}
    with pytest.raises(OutputError, match="one a time window"):
        write_networks(table, HOURS, "-")


def test_parquet_has_every_edge_of_every_window(toll, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    table, _ = toll
    write_networks(table, HOURS, tmp_path / "w.parquet")
    rows = pq.read_table(tmp_path / "w.parquet").to_pylist()
    made = networks(table, HOURS)
    expected = [(n, *edge) for n, network in enumerate(made, 1) for edge in network.edges()]
    assert expected, "the two coders tie the two bodies"
    assert [(row["window"], row["row"], row["column"], row["weight"]) for row in rows] == expected


def test_each_edge_of_a_gexf_holds_in_time(toll, tmp_path):
    table, looks = toll
    write_networks(table, HOURS, tmp_path / "w.gexf", looks=looks)
    space = {"g": "http://www.gexf.net/1.2draft"}
    root = ET.parse(tmp_path / "w.gexf").getroot()
    graph = root.find("g:graph", space)
    assert graph.get("mode") == "dynamic" and float(graph.get("start")) < float(graph.get("end"))
    spells = [
        (float(value.get("start")), float(value.get("end")), float(value.get("value")))
        for edge in root.iterfind(".//g:edge", space)
        for value in edge.iterfind(".//g:attvalue", space)
    ]
    assert spells and all(start < end and weight for start, end, weight in spells)
    assert all(a[1] <= b[0] for a, b in pairwise(sorted(spells))), "no two at one time"


@pytest.mark.parametrize("options", [ONEMODE, SUBTRACT], ids=["one-mode", "two-mode"])
def test_what_is_written_can_be_read_again(toll, tmp_path, options):
    """CSV and UCINET .dl, by readers that know nothing of ours."""
    table, _ = toll
    options = NetworkOptions(**options)
    made = networks(table, options)[0]
    write_networks(table, options, tmp_path / "m.csv")
    head, *rows = list(csv.reader((tmp_path / "m.csv").open(encoding="utf-8"), delimiter=";"))
    assert tuple(head[1:]) == made.cols and tuple(row[0] for row in rows) == made.rows
    assert [[float(cell) for cell in row[1:]] for row in rows] == pytest.approx(made.matrix.round(6))
    write_networks(table, options, tmp_path / "m.dl")
    labels, matrix = read_dl(tmp_path / "m.dl")
    both = (made.rows,) if made.onemode else (made.rows, made.cols)
    assert labels == [name for side in both for name in side]
    assert matrix == pytest.approx(made.matrix.round(6))


@pytest.mark.parametrize("options", [ONEMODE, SUBTRACT], ids=["one-mode", "two-mode"])
def test_a_list_of_edges_for_ucinet_is_the_same_matrix(toll, tmp_path, options):
    table, _ = toll
    options = NetworkOptions(**options)
    made = networks(table, options)[0]
    write_networks(table, options, tmp_path / "m.dl", format="dl-edges")
    head, data = (tmp_path / "m.dl").read_text(encoding="utf-8").split("data:\n")
    labels = [line[1:-1] for line in head.splitlines() if line.startswith('"')]
    assert labels == list(made.rows if made.onemode else (*made.rows, *made.cols))
    found = [[0.0] * len(made.cols) for _ in made.rows]
    for line in data.splitlines():
        i, j, weight = line.split()
        found[int(i) - 1][int(j) - 1] = float(weight)
    assert found == pytest.approx(made.matrix)


def read_dl(path):
    """Labels and matrix of a UCINET file."""
    head, data = path.read_text(encoding="utf-8").split("data:")
    labels = [line[1:-1] for line in head.splitlines() if line.startswith('"')]
    return labels, [[float(cell) for cell in line.split()] for line in data.strip().splitlines()]


def test_standard_output(toll, capsys):
    table, _ = toll
    write_networks(table, NetworkOptions(aggregation="subtract", qualifier="agreement"), "-")
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out), delimiter=";"))
    assert rows[0] == ["", "Harbour toll", "The quay is paid 🏗"] and rows[1][0] == "Harbour Office"


# --- what cannot be ---------------------------------------------------------------------------------------------------


def test_wrong_choices_are_named(toll, tmp_path):
    table, _ = toll
    with pytest.raises(OutputError, match="csv, dl, dl-edges, graphml"):
        write_networks(table, NetworkOptions(), tmp_path / "x.docx")
    with pytest.raises(InputError, match="CSV"):
        write_networks(table, NetworkOptions(network_type="eventlist"), tmp_path / "x.graphml")
    with pytest.raises(InputError, match="no variable 'planet'"):
        write_networks(table, NetworkOptions(variable1="planet"), tmp_path / "x.csv")
    with pytest.raises(InputError, match="no window of time fits"):
        write_networks(table, NetworkOptions(time_window="years", window_size=9), tmp_path / "x.csv")
    assert list(tmp_path.glob("x*")) == []


def test_choices_from_text():
    options = network_options(
        variable1="document:source", qualifier="", exclude=["concept=a=b", "document:author=Ada"], start="2031-03-01"
    )
    assert (options.variable1, options.variable1_document, options.qualifier) == ("source", True, None)
    assert options.exclude == {"concept": {"a=b"}} and options.exclude_documents == {"author": {"Ada"}}
    assert options.start == 1_930_089_600 and network_options(stop="2031-03-01").stop == 1_930_089_600 + 86_399
    assert network_options(stop="2031-03-01T00:00:00").stop == 1_930_089_600
    for wrong in ({"start": "yesterday"}, {"exclude": ["concept"]}, {"aggregation": "sum"}):
        with pytest.raises(InputError):
            network_options(**wrong)


def test_a_record_read_by_the_machine_gives_a_table_too(tmp_path):
    with Record.open(tmp_path / "tavia.db", create=True) as record:
        record.add(full_reading(), reader="r1")
        record.resolve()
        record.put_codebook(Codebook("b", "1", "B", (Issue("toll", "The toll"),)))
        said = queries.statements(record, order="text")
        record.put_positions([Position(row.id, "toll", Stance.OPPOSE, 0.8) for row in said])
        table, _ = record_table(record)
        write_networks(table, NetworkOptions(variable1="person", aggregation="subtract"), tmp_path / "two.csv")
        assert (tmp_path / "two.csv").read_text() == '"";"The toll"\n"Ivo Tarn";-1\n"Mira Solden";-1'
        with pytest.raises(InputError, match="'DNA Statement'"):
            record_table(record, statement_type="Story")


@pytest.mark.parametrize("format", FORMATS)
def test_a_network_of_nothing(tmp_path, format):
    with Record.open(tmp_path / "empty.db", create=True) as record:
        table, looks = record_table(record)
    paths = write_networks(table, NetworkOptions(), tmp_path / f"none.{format}", looks=looks)
    assert [path.exists() for path in paths] == [True]
