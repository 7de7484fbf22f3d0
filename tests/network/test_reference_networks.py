"""Every network that DNA 3.1.2 made of its sample study, number for number."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.errors import InputError
from onrecord.network import networks

from .reference import minute, options_of, reference, sample


def test_every_network_of_dna_comes_out_the_same(shared):
    table = sample(shared)
    wrong = []
    for case in reference(shared, "networks"):
        options = options_of(case["options"], compat="dna")
        if "error" in case:
            with pytest.raises(InputError, match="DNA"):
                networks(table, options)
            continue
        made = networks(table, options)
        same = len(made) == len(case["expected"]) and all(
            list(ours.rows) == theirs["rows"]
            and list(ours.cols) == theirs["cols"]
            and ours.n == theirs["n"]
            and [minute(ours.start), minute(ours.mid), minute(ours.stop)]
            == [theirs["start"], theirs["mid"], theirs["stop"]]
            and np.allclose(ours.matrix, theirs["matrix"], rtol=0, atol=1e-9)
            for ours, theirs in zip(made, case["expected"], strict=True)
        )
        if not same:
            wrong.append(case["options"])
    assert wrong == []
