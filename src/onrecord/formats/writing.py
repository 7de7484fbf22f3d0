"""Files that appear whole or not at all."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..errors import OutputError


@contextmanager
def written(out: Path, mode: str) -> Iterator[IO]:
    """A file for writing ("w": UTF-8 text, "wb": bytes) that takes its name only when all went well; "-" is stdout.

    So the file that is read may be the file that is written.

    Raises:
        OutputError: missing folder, no permission, full disk; what lay at ``out`` before is untouched then.
    """
    text = {"encoding": "utf-8", "newline": ""} if mode == "w" else {}
    try:
        if str(out) == "-":
            yield _standard_output(mode)
            sys.stdout.flush()  # a full disk is told here, not at the end of the process
            return
        if out.is_dir():
            raise OutputError("is a folder", where=str(out), do="name a file in it")
        if not out.parent.is_dir():
            raise OutputError(f"the folder {out.parent} does not exist", where=str(out), do="make it first")
        if out.exists() and not out.is_file():  # a device or a pipe: nothing to put in its place
            with out.open(mode, **text) as file:
                yield file
            return
        with _beside(out, mode, text) as file:
            yield file
    except BrokenPipeError:
        raise  # whoever read along has seen enough
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror or error})",
            where=str(out),
            do="free some space or choose another path",
        ) from error


def _standard_output(mode: str) -> IO:
    if mode == "wb":
        return sys.stdout.buffer
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # what we write is UTF-8, whatever the terminal speaks
    return sys.stdout


@contextmanager
def _beside(out: Path, mode: str, text: dict[str, str]) -> Iterator[IO]:
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, mode, **text) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode_of(out))
        part.replace(out)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _mode_of(out: Path) -> int:
    """Permissions as a plain ``open`` would give, not the private ones of a temporary file."""
    if out.exists():
        return out.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
