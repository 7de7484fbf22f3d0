"""Any choice of options on any debate: what must hold whatever the numbers are."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.network import NetworkOptions, StatementTable, Variable, event_list, networks

DAY = 86_400
rows_of = st.lists(
    st.tuples(
        st.integers(0, 900),  # day
        st.sampled_from(["a", "b", "c", "🎣"]),  # document
        st.sampled_from(["Ada", "Bo", "Cy", "", "Dé 🐟"]),
        st.sampled_from(["toll", "ferry", "", "quay"]),
        st.integers(0, 1),
    ),
    min_size=1,
    max_size=25,
)
options_of = st.fixed_dictionaries(
    {
        "network_type": st.sampled_from(["onemode", "twomode"]),
        "aggregation": st.sampled_from(["ignore", "congruence", "conflict", "subtract", "combine"]),
        "normalization": st.sampled_from(["no", "activity", "prominence", "average", "jaccard", "cosine"]),
        "duplicates": st.sampled_from(["include", "document", "week", "month", "year", "acrossrange"]),
        "isolates": st.booleans(),
        "time_window": st.sampled_from(["no", "no", "months", "years", "events"]),
        "window_size": st.integers(1, 7),
        "kernel": st.sampled_from(["no", "no", "uniform", "gaussian", "epanechnikov", "triangular"]),
        "normalize_to_one": st.booleans(),
        "exclude": st.sampled_from([{}, {"concept": ["toll"]}, {"organization": ["Ada", "Bo"]}]),
        "invert_values": st.booleans(),
        "compat": st.sampled_from([None, "dna"]),
    }
)


def table_of(rows) -> StatementTable:
    day, document, who, what, side = zip(*rows, strict=True)
    return StatementTable(
        id=range(len(rows)),
        date=[DAY * d for d in day],
        document=document,
        documents={},
        variables={
            "organization": Variable("short text", who),
            "concept": Variable("short text", what),
            "agreement": Variable("boolean", side),
        },
    )


@settings(max_examples=150, deadline=None)
@given(rows_of, options_of)
def test_every_network_is_sound_or_the_options_are_refused(rows, choice):
    try:
        made = networks(table_of(rows), NetworkOptions(**choice))
    except InputError as error:
        assert error.what and "\n" not in str(error)
        return
    for network in made:
        matrix = network.matrix
        assert np.isfinite(matrix).all() and matrix.shape == (len(network.rows), len(network.cols))
        assert "" not in network.rows + network.cols and len(set(network.rows)) == len(network.rows)
        assert network.start <= network.mid <= network.stop and network.n <= len(rows)
        if network.onemode:
            assert network.rows == network.cols and np.allclose(matrix, matrix.T)
            assert choice["compat"] or (np.diag(matrix) == 0).all()
        if choice["kernel"] == "no" and not choice["normalize_to_one"]:
            _check_bounds(matrix, choice)
        if choice["normalize_to_one"] and abs(matrix.sum()) > 1e-6:
            assert np.isclose(matrix.sum(), 1)


def _check_bounds(matrix, choice):
    normalization, aggregation = choice["normalization"], choice["aggregation"]
    if normalization in ("activity", "prominence") and aggregation != "combine":
        assert np.abs(matrix).max(initial=0) <= 1 + 1e-12
    if normalization == "cosine":
        assert np.abs(matrix).max(initial=0) <= 1 + 1e-12
    if aggregation in ("ignore", "congruence", "conflict"):
        assert matrix.min(initial=0) >= 0


@settings(max_examples=60, deadline=None)
@given(rows_of, st.sampled_from(["include", "document", "week", "month", "year", "acrossrange"]))
def test_a_one_mode_network_is_the_projection_of_the_two_mode_one(rows, duplicates):
    two = networks(table_of(rows), NetworkOptions(duplicates=duplicates))[0]
    one = networks(table_of(rows), NetworkOptions(network_type="onemode", duplicates=duplicates))[0]
    projected = two.matrix @ two.matrix.T
    np.fill_diagonal(projected, 0)
    assert one.rows == two.rows and np.allclose(one.matrix, projected)


@settings(max_examples=60, deadline=None)
@given(rows_of, st.sampled_from(["no", "average", "cosine", "jaccard"]))
def test_subtract_is_congruence_less_conflict(rows, normalization):
    made = {
        kind: networks(
            table_of(rows), NetworkOptions(network_type="onemode", aggregation=kind, normalization=normalization)
        )[0].matrix
        for kind in ("congruence", "conflict", "subtract")
    }
    assert np.allclose(made["subtract"], made["congruence"] - made["conflict"])


@settings(max_examples=60, deadline=None)
@given(rows_of, options_of, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, choice, lot):
    rows = list({row[0]: row for row in rows}.values())  # one a day, since of two on a day the first in order counts
    shuffled = list(rows)
    lot.shuffle(shuffled)
    choice = {**choice, "time_window": "no", "kernel": "no"}
    try:
        options = NetworkOptions(**choice)
        one, other = (networks(table_of(each), options)[0] for each in (rows, shuffled))
    except InputError:
        return
    assert (one.rows, one.cols, one.n) == (other.rows, other.cols, other.n)
    assert np.allclose(one.matrix, other.matrix)


@settings(max_examples=40, deadline=None)
@given(rows_of, st.sampled_from(["include", "document", "week", "month", "year", "acrossrange"]))
def test_the_statements_listed_are_those_that_a_network_counts(rows, duplicates):
    options = NetworkOptions(aggregation="subtract", duplicates=duplicates)
    listed = event_list(table_of(rows), options)
    network = networks(table_of(rows), options)[0]
    signs = np.where(listed.variables["agreement"].values > 0, 1, -1)
    assert network.n == len(listed) and network.matrix.sum() == signs.sum()
