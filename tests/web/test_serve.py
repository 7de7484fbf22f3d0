"""`serve`: on this machine only, a taken port said at once, a real process that answers."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from onrecord.errors import InputError, OutputError, RecordError
from onrecord.web.serve import serve


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "example.org", ""])
def test_only_this_machine(record_path: Path, host: str) -> None:
    with pytest.raises(InputError, match="on this machine only"):
        serve(record_path, host=host, port=0)


def test_a_taken_port_is_one_clear_line(record_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(OutputError, match=r"the port cannot be used: .*choose another --port"),
    ):
        serve(record_path, port=taken.getsockname()[1])


def test_no_record_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no record"):
        serve(tmp_path / "none.db", port=0)


def test_the_command_serves(record_path: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        try:
            assert running.stdout is not None
            said = running.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert address, said
            with urllib.request.urlopen(address[0], timeout=20) as answer:
                assert b"Who is on record" in answer.read()
        finally:
            running.terminate()


def test_ctrl_c_is_the_way_to_stop(record_path: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", running.stdout.readline())
        assert address
        with urllib.request.urlopen(address[0], timeout=20):
            running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=20)
    assert running.returncode == 0 and said == ""
