"""The mathematics against plain loops and numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.network import NetworkOptions, StatementTable, Variable, event_list, networks

from .made_up import DAY, debate, seconds

NAMES = ("Ada", "Bo", "Cy")
CONCEPTS = ("toll", "ferry")


def table_of(rows, kind: str) -> StatementTable:
    who, what, level = zip(*rows, strict=True) if rows else ((), (), ())
    return StatementTable(
        id=range(len(rows)),
        date=[DAY * place for place in range(len(rows))],
        document=range(len(rows)),
        documents={},
        variables={
            "organization": Variable("short text", who),
            "concept": Variable("short text", what),
            "agreement": Variable(kind, [f"v{x}" for x in level] if kind == "short text" else level),
        },
    )


rows_of = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(CONCEPTS), st.integers(0, 1)), min_size=1, max_size=14
)
scaled_rows = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(CONCEPTS), st.integers(-3, 3)), min_size=1, max_size=14
)


def by_loops(rows, network, likeness) -> dict:
    """Sum over pairs of statements of two actors on one concept."""
    sums = {(a, b): 0.0 for a in network.rows for b in network.rows}
    for who, what, level in rows:
        for other, same, level2 in rows:
            if who != other and what == same:
                sums[who, other] += likeness(level, level2)
    return sums


@settings(max_examples=60, deadline=None)
@given(scaled_rows)
def test_congruence_and_conflict_are_sums_over_pairs_of_statements(rows):
    reach = max(r[2] for r in rows) - min(r[2] for r in rows)
    table = table_of(rows, "integer")
    for aggregation, likeness in (
        ("ignore", lambda a, b: 1.0),
        ("congruence", lambda a, b: 1 - abs(a - b) / reach if reach else 1.0),
        ("conflict", lambda a, b: abs(a - b) / reach if reach else 0.0),
        ("subtract", lambda a, b: 1 - 2 * abs(a - b) / reach if reach else 1.0),
    ):
        options = NetworkOptions(network_type="onemode", aggregation=aggregation, duplicates="include")
        network = networks(table, options)[0]
        sums = by_loops(rows, network, likeness)
        expected = [[sums[a, b] for b in network.rows] for a in network.rows]
        assert np.allclose(network.matrix, expected, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(rows_of)
def test_a_text_qualifier_conflicts_where_one_side_is_empty(rows):
    table = table_of(rows, "short text")
    options = NetworkOptions(network_type="onemode", aggregation="conflict", duplicates="include")
    network = networks(table, options)[0]
    count = {}
    for row in rows:
        count[row] = count.get(row, 0) + 1
    for i, a in enumerate(network.rows):
        for j, b in enumerate(network.rows):
            total = 0
            for what in CONCEPTS:
                for level in (0, 1):
                    x, y = count.get((a, what, level), 0), count.get((b, what, level), 0)
                    total += x + y if (x == 0) != (y == 0) else 0
            assert network.matrix[i, j] == (0 if i == j else total)


@settings(max_examples=60, deadline=None)
@given(rows_of)
def test_normalized_cells_stay_within_their_bounds(rows):
    table = table_of(rows, "boolean")
    for normalization in ("activity", "prominence"):
        options = NetworkOptions(aggregation="subtract", normalization=normalization, duplicates="include")
        assert np.abs(networks(table, options)[0].matrix).max(initial=0) <= 1 + 1e-12
    for aggregation in ("congruence", "conflict"):
        options = NetworkOptions(
            network_type="onemode", aggregation=aggregation, normalization="cosine", duplicates="include"
        )
        matrix = networks(table, options)[0].matrix
        assert (matrix == matrix.T).all()
        assert 0 <= matrix.min(initial=0) <= matrix.max(initial=0) <= 1 + 1e-12


def test_combine_by_hand():
    rows = [("Ada", "toll", 1), ("Ada", "toll", 0), ("Bo", "toll", 0), ("Bo", "ferry", 1)]
    network = networks(table_of(rows, "boolean"), NetworkOptions(aggregation="combine"))[0]
    assert (network.rows, network.cols) == (("Ada", "Bo"), ("ferry", "toll"))
    assert network.matrix.tolist() == [[0, 3], [1, 2]]
    shared = NetworkOptions(aggregation="combine", normalization="prominence")
    assert networks(table_of(rows, "boolean"), shared)[0].matrix.tolist() == [[0, 1.5], [1, 1]]


def test_jaccard_by_hand():
    rows = [("Ada", "toll", 1)] * 2 + [("Bo", "toll", 1)] * 3 + [("Bo", "ferry", 0)]
    options = NetworkOptions(
        network_type="onemode", aggregation="congruence", normalization="jaccard", duplicates="include"
    )
    # both on toll: 2 · 3; only Bo on ferry: 1
    assert networks(table_of(rows, "boolean"), options)[0].matrix[0, 1] == pytest.approx(6 / 7)


def test_duplicates_count_once_in_their_period():
    sums = {}
    for rule in ("include", "document", "week", "month", "year", "acrossrange"):
        made = networks(debate(), NetworkOptions(duplicates=rule))[0]
        sums[rule] = made.weights[made.rows.index("Reed Party"), made.cols.index("toll")]
    assert sums == {"include": 3, "document": 2, "week": 2, "month": 2, "year": 2, "acrossrange": 1}


def test_names_stand_in_the_order_of_utf16_units():
    rows = [("\U0001f600", "toll", 1), ("\uff21", "toll", 1), ("a", "toll", 1), ("B", "toll", 1)]
    assert networks(table_of(rows, "boolean"), NetworkOptions())[0].rows == ("B", "a", "\U0001f600", "\uff21")


def test_empty_values_are_no_nodes():
    network = networks(table_of([("", "toll", 1), ("Ada", "", 1), ("Bo", "toll", 0)], "boolean"), NetworkOptions())[0]
    assert (network.rows, network.cols, network.n) == (("Bo",), ("toll",), 1)


def test_isolates_are_those_that_the_value_filter_left_without_statements():
    options = {"exclude": {"concept": ["toll"]}}
    assert "Harbour Office" in networks(debate(), NetworkOptions(isolates=True, **options))[0].rows
    only = NetworkOptions(exclude={"concept": ["ferry"]}, invert_values=True)
    assert networks(debate(), only)[0].rows == ("Marsh Council", "Quay Union")
    source = NetworkOptions(exclude_documents={"source": ["Marsh Post"]}, isolates=True)
    assert networks(debate(), source)[0].cols == ("dredging", "toll")


def test_windows_of_every_unit_step_and_fit():
    span = {"start": seconds("2030-01-07"), "stop": seconds("2031-01-11")}
    counts = {}
    for unit, size in (("days", 8), ("weeks", 3), ("months", 2), ("years", 1)):
        made = networks(debate(), NetworkOptions(time_window=unit, window_size=size, **span))
        counts[unit] = len(made)
        assert all(span["start"] <= one.start <= one.mid <= one.stop <= span["stop"] for one in made)
    assert counts == {"days": 362, "weeks": 51, "months": 11, "years": 2}
    hours = NetworkOptions(time_window="hours", window_size=6, start=span["start"], stop=span["start"] + DAY)
    assert len(networks(debate(), hours)) == 19


def test_windows_by_events_hold_their_number_of_statements():
    options = NetworkOptions(time_window="events", window_size=5, duplicates="include", seed=3)
    made = networks(debate(), options)
    assert [one.n for one in made] == [5] * 9
    again = networks(debate(), options)
    assert [one.rows for one in made] == [one.rows for one in again]


def test_a_smoothed_tie_by_hand():
    rows = [("Ada", "toll", 1), ("Bo", "toll", 1), ("Bo", "toll", 0)]  # days 0, 1, 2
    choice = {"time_window": "days", "window_size": 4, "duplicates": "include"}
    options = NetworkOptions(network_type="onemode", aggregation="subtract", kernel="epanechnikov", **choice)
    middle = networks(table_of(rows, "boolean"), options)[1]
    weight = {0: 0.75 * (1 - 0.25), 1: 0.75, 2: 0.75 * (1 - 0.25)}
    assert middle.matrix[0, 1] == pytest.approx((weight[0] * weight[1]) ** 0.5 - (weight[0] * weight[2]) ** 0.5)
    assert middle.matrix[0, 0] == 0


def test_a_table_without_statements_gives_an_empty_network():
    for type_ in ("onemode", "twomode"):
        made = networks(table_of([], "boolean"), NetworkOptions(network_type=type_, aggregation="subtract"))
        assert [(one.rows, one.n, one.edges()) for one in made] == [((), 0, [])]


def test_the_event_list_is_in_order_of_date_without_duplicates():
    listed = event_list(debate(), NetworkOptions(network_type="eventlist", duplicates="document"))
    assert 2 not in listed.id.tolist()
    assert (np.diff(listed.date) >= 0).all()


def test_networkx_keeps_a_name_on_both_sides_apart():
    graph = networks(table_of([("toll", "toll", 1)], "boolean"), NetworkOptions())[0].to_networkx()
    assert graph.number_of_nodes() == 2
    assert graph.edges[("row", "toll"), ("col", "toll")]["weight"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"aggregation": "sum"},
        {"normalization": "average"},
        {"aggregation": "congruence"},
        {"network_type": "onemode", "aggregation": "combine"},
        {"kernel": "gaussian"},
        {"window_size": 0},
        {"compat": "visone"},
        {"start": 5, "stop": 4},
        {"qualifier": None, "aggregation": "subtract"},
    ],
)
def test_options_that_make_no_sense_are_refused(wrong):
    with pytest.raises(InputError):
        NetworkOptions(**wrong)


def test_unknown_variables_and_too_many_windows_are_clear_errors():
    with pytest.raises(InputError, match=r"no variable 'party'.*organization"):
        networks(debate(), NetworkOptions(variable1="party"))
    with pytest.raises(InputError, match="no document field"):
        networks(debate(), NetworkOptions(variable1="author", variable1_document=True))
    with pytest.raises(InputError, match="windows"):
        networks(debate(), NetworkOptions(time_window="seconds", window_size=1))
