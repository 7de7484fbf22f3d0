"""What the tests share: the place of the data beside the repository, and example articles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data and gold that lies beside the repository; tests that need it are skipped without."""
    path = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    if not (path / "seeds").is_dir():
        pytest.skip(f"no data at {path} (set ONRECORD_SHARED)")
    return path


@pytest.fixture(scope="session")
def examples() -> Path:
    """The example articles of the repository."""
    return ROOT / "examples"
