"""Processes that read: none outlives the one that started it, however that one ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from onrecord.errors import EngineError
from onrecord.model import Article
from onrecord.pipeline import engines

TEXT = "Harbour Minister Mera Tolvik said on Monday that the toll should be abolished. "


def killed(articles: list[Article]) -> list:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_killed_worker_is_one_clear_error(monkeypatch):
    monkeypatch.setattr(engines, "_read_chunk", killed)
    with pytest.raises(EngineError) as error:
        list(engines.map_read([Article("1", TEXT)], workers=2))
    assert "fewer workers" in str(error.value)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_a_stopped_run(ending, tmp_path: Path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = (json.dumps({"id": str(n), "text": TEXT * 400}) for n in range(200))
    source.write_text("\n".join(rows), encoding="utf-8")
    command = [sys.executable, "-m", "onrecord", "annotate", str(source), str(target), "--workers", "2"]
    # a test run in the background of a script has Ctrl-C switched off, and children inherit that
    hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    run = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL, preexec_fn=hears)
    try:
        wait_until(lambda: len(alive_in(run.pid)) >= 3)
        assert ended_by(run, ending) != 0
        wait_until(lambda: not alive_in(run.pid))
    finally:
        for left in alive_in(run.pid):
            os.kill(left, signal.SIGKILL)
    assert not target.exists(), "a file appears whole or not at all"


def ended_by(run: subprocess.Popen, ending: signal.Signals) -> int:
    """Sends the signal, and again every few seconds, as a person presses Ctrl-C again.

    On a loaded machine a first Ctrl-C that falls into an import was seen to get lost.
    """
    for _ in range(12):
        run.send_signal(ending)
        try:
            return run.wait(timeout=5)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("it runs on")


def wait_until(done, *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def alive_in(session: int) -> list[int]:
    """Processes of a session that have not ended (an ended one whose parent does not look is none)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue  # gone meanwhile
        if int(its_session) == session and state not in "ZX":
            found.append(int(stat.parent.name))
    return found
