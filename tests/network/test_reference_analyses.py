"""DNA's other analyses of its sample study, and the figures that its R package expects."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.network import NetworkOptions, event_list, networks
from onrecord.network.backbone import fixed_backbone, nested_backbone, penalty_backbone
from onrecord.network.barplot import barplot
from onrecord.network.distances import distances, spectrum
from onrecord.network.polarization import polarization

from .reference import options_of, reference, sample

ONE = {"network_type": "onemode", "qualifier": "agreement"}


@pytest.fixture(scope="module")
def study(shared):
    return sample(shared)


def test_nested_backbones(shared, study):
    for case in reference(shared, "backbone_nested"):
        made = nested_backbone(study, options_of(case["options"], compat="dna", **ONE))
        theirs = case["expected"]
        assert [drop.concept for drop in made.drops] == theirs["entities"]
        assert [drop.iteration for drop in made.drops] == theirs["iteration"]
        assert [drop.statements for drop in made.drops] == theirs["numStatements"]
        assert (made.statements, made.start, made.stop) == (
            theirs["numStatementsFull"],
            theirs["start"],
            theirs["stop"],
        )
        assert np.allclose([drop.backbone_loss for drop in made.drops], theirs["backboneLoss"], rtol=0, atol=1e-9)
        assert np.allclose([drop.redundant_loss for drop in made.drops], theirs["redundantLoss"], rtol=0, atol=1e-9)
        full = np.array(case["fullMatrix"]["matrix"])
        assert np.allclose(spectrum(full, dna=True), case["eigenvaluesFull"], rtol=0, atol=1e-9)


def test_the_true_laplacian_swaps_ranks_four_and_five(study):
    options = NetworkOptions(aggregation="subtract", normalization="average", **ONE)
    right, theirs = (
        nested_backbone(
            study,
            options_of(
                {}, compat=c, duplicates="document", **ONE | {"aggregation": "subtract", "normalization": "average"}
            ),
        ).drops
        for c in (None, "dna")
    )
    assert nested_backbone(study, options).drops == right
    assert [right[3].concept, right[4].concept] == [theirs[4].concept, theirs[3].concept]


def test_distances(shared, study):
    for case in reference(shared, "distances"):
        made = networks(study, options_of(case["options"], compat="dna", **ONE))
        apart = distances(made, case["options"]["distanceMethod"], dna=True)
        assert np.allclose(apart, case["expected"], rtol=0, atol=1e-9)


def _debate_options(raw: dict, compat: str | None) -> NetworkOptions:
    window = (
        {}
        if raw["timeWindow"] == "no"
        else {
            "time_window": raw["timeWindow"],
            "window_size": raw["windowSize"],
            "kernel": raw["kernel"],
            "indent_time": raw["indentTime"],
        }
    )
    return NetworkOptions(duplicates=raw["duplicates"], compat=compat, **window)


def test_polarization(shared, study):
    seen = set()
    for case in reference(shared, "polarization"):
        raw = case["options"]
        key = (raw["algorithm"], raw["timeWindow"], raw["normalizeScores"])
        if key in seen:
            continue  # the other seeds have the same scores, and the genetic search takes its time
        seen.add(key)
        made = polarization(
            study,
            _debate_options(raw, "dna"),
            algorithm=raw["algorithm"],
            normalize=raw["normalizeScores"],
            seed=raw["seed"],
        )
        assert np.allclose([one.score for one in made], case["finalMaxQs"], rtol=0, atol=1e-9)
        assert [list(one.names) for one in made] == case["names"]
        if raw["timeWindow"] == "no":
            assert [list(one.groups) for one in made] == case["memberships"]
    assert len(seen) == 8


def test_polarization_as_documented(study):
    options = NetworkOptions(duplicates="include", time_window="days", window_size=8, kernel="gaussian")
    first = [one.score for one in polarization(study, options, closest=False)[:3]]
    assert np.allclose(first, [0.7246, 0.7202, 0.7139], atol=5e-5)


def test_barplots(shared, study):
    for case in reference(shared, "barplot"):
        made = barplot(study, NetworkOptions(variable1=case["variable"], duplicates=case["duplicates"]))
        assert list(made.values) == case["result"]["values"]
        assert made.counts.tolist() == case["result"]["counts"]
        assert list(made.levels) == case["result"]["intValues"]


def test_event_list_keeps_the_statements_that_dna_keeps(shared, study):
    for name, duplicates in (("eventlist", "include"), ("eventlist_dup_document", "document")):
        path = shared / "reference" / "dna" / f"{name}.csv"
        # statement texts hold line breaks, so only lines that begin with an id and a date begin a row
        lines = path.read_text(encoding="utf-8").splitlines()
        theirs = [int(line.split(";")[0]) for line in lines if line.split(";")[1:2] and ";2005-" in line[:20]]
        made = event_list(study, NetworkOptions(network_type="eventlist", duplicates=duplicates))
        assert made.id.tolist() == theirs


def test_what_the_r_package_expects(shared, study):
    for case in reference(shared, "r-package-expectations"):
        expected, raw = case["expected"], case["options"]
        if case["op"] == "network":
            options = options_of(
                raw,
                qualifier="agreement",
                exclude=raw.get("exclude", {}),
                exclude_documents={"section": raw["sections_only"]} if "sections_only" in raw else {},
                invert_documents="sections_only" in raw,
            )
            made = networks(study, options)[0]
            assert list(made.weights.shape) == expected["dim"]
            assert "sum" not in expected or made.weights.sum() == pytest.approx(expected["sum"])
            if "rounded_sum" in expected:
                assert round(made.weights.sum()) == expected["rounded_sum"]
        elif case["op"] == "edges":
            made = networks(study, options_of({**raw, "duplicates": "include"}, qualifier="agreement"))[0].to_networkx()
            assert (made.number_of_nodes(), made.number_of_edges()) == (expected["nodes"], expected["edges"])
        elif case["op"] == "backbone":
            _check_backbone(study, raw, expected)


def _check_backbone(study, raw, expected):
    for compat in (None, "dna"):
        aggregation = raw.get("qualifierAggregation", "subtract")
        normalization = raw.get("normalization", "average")
        options = NetworkOptions(aggregation=aggregation, normalization=normalization, compat=compat, **ONE)
        if raw["method"] == "nested":
            made = nested_backbone(study, options)
            assert (len(made.drops), made.statements) == (expected["rows"], expected["numStatementsFull"])
            continue
        if raw["method"] == "fixed":
            made = fixed_backbone(study, options, size=raw["backboneSize"], iterations=500)
        else:
            made = penalty_backbone(study, options, penalty=raw["penalty"], iterations=1000)
        assert (len(made.backbone), len(made.redundant)) == (expected["backbone_size"], expected["redundant_size"])
