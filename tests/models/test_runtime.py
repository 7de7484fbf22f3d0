"""A damaged or missing model says so in one line; a good one opens once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import ModelError
from onrecord.models import runtime


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(runtime.HERE / "attribution", tmp_path / "attribution")
    return tmp_path


def test_a_good_model_opens_once():
    assert runtime.open_model("attribution") is runtime.open_model("attribution")


def test_a_missing_model(tmp_path: Path):
    with pytest.raises(ModelError, match=r"attribution.card\.json: the model is missing"):
        runtime.open_model("attribution", root=tmp_path)


def test_one_changed_byte_is_noticed(copy: Path):
    path = copy / "attribution" / "roles.onnx"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"roles\.onnx: the model file is damaged"):
        runtime.open_model("attribution", root=copy)


def test_a_lost_file_is_noticed(copy: Path):
    (copy / "attribution" / "encoder.onnx").unlink()
    with pytest.raises(ModelError, match=r"encoder\.onnx: the model file cannot be read"):
        runtime.open_model("attribution", root=copy)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"files": 3}'])
def test_a_broken_card_is_noticed(copy: Path, content: str):
    (copy / "attribution" / "card.json").write_text(content)
    with pytest.raises(ModelError, match="card cannot be read"):
        runtime.open_model("attribution", root=copy)


def test_files_are_small_enough_to_ship():
    card = json.loads((runtime.HERE / "attribution" / "card.json").read_text(encoding="utf-8"))
    assert all(facts["bytes"] < 95e6 for facts in card["files"].values())


def test_importing_the_extractor_loads_no_engine():
    code = "import sys, onrecord.statements.learned; print('onnxruntime' in sys.modules, 'tokenizers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
