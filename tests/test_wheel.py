"""What people install: the wheel holds everything that the code opens, and builds without a net or a compiler."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "onrecord"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed (requirements/run.lock has it)")
    out = tmp_path_factory.mktemp("wheel")
    code = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(out)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (path,) = out.glob("*.whl")
    return zipfile.ZipFile(path)


def files() -> set[str]:
    found = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"onrecord/{path.relative_to(PACKAGE).as_posix()}" for path in found}


def test_every_file_of_the_package_is_in_the_wheel(wheel: zipfile.ZipFile):
    assert files() - set(wheel.namelist()) == set()


def test_no_room_lost_its_data():
    kinds = {Path(name).suffix for name in files()}
    assert {".html", ".css", ".js", ".svg", ".txt", ".tsv", ".toml", ".sql", ".onnx", ".json"} <= kinds


def test_one_wheel_for_every_machine(wheel: zipfile.ZipFile):
    assert Path(wheel.filename).name.endswith("-py3-none-any.whl")


def test_licence_and_notice_go_with_it(wheel: zipfile.ZipFile):
    names = {Path(name).name for name in wheel.namelist() if ".dist-info/" in name}
    assert {"LICENSE", "NOTICE", "entry_points.txt"} <= names
