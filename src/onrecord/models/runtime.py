"""Opens the trained models: checks every file against its card, one ONNX Runtime thread, once a process.

A model is a folder here with a ``card.json`` that names its files with their SHA-256. onnxruntime and tokenizers are
imported only when a model is first used, so that ``onrecord --help`` stays quick.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import ModelError

if TYPE_CHECKING:
    import onnxruntime

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Model:
    """A folder whose files agree with its card. Sessions and tokenizer are opened on first use and kept."""

    folder: Path
    card: dict[str, Any]

    def session(self, file: str) -> onnxruntime.InferenceSession:
        """An inference session of one file, on one thread."""
        return _session(self.folder / file, os.getpid())

    @cached_property
    def tokenize(self):
        """Text → (ids, offsets) without special tokens, truncation and padding."""
        from tokenizers import Tokenizer

        inner = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        inner.no_truncation()
        inner.no_padding()

        def tokenize(text: str) -> tuple[list[int], list[tuple[int, int]]]:
            encoding = inner.encode(text, add_special_tokens=False)
            return encoding.ids, encoding.offsets

        return tokenize


def open_model(name: str, *, root: Path = HERE) -> Model:
    """The model of that name, verified once a process.

    Raises:
        ModelError: no such folder, a file missing, or one that is not what its card says.
    """
    return _open(name, root, os.getpid())


@lru_cache(maxsize=16)
def _open(name: str, root: Path, pid: int) -> Model:
    # the process number is in the key: sessions must not cross a fork
    folder = root / name
    card = read_card(folder)
    for file, facts in card["files"].items():
        verify(folder / file, facts["sha256"])
    return Model(folder, card)


def read_card(folder: Path) -> dict[str, Any]:
    """The facts about a model: files, settings, figures."""
    path = folder / "card.json"
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        card["files"].items()
    except FileNotFoundError:
        raise ModelError("the model is missing", where=str(path), do="install onrecord again") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ModelError("the model's card cannot be read", where=str(path), do="install onrecord again") from None
    return card


def verify(path: Path, sha256: str) -> None:
    """Nothing if the file has this SHA-256.

    Raises:
        ModelError: it is missing or differs.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise ModelError("the model file cannot be read", where=str(path), do="install onrecord again") from None
    if found != sha256:
        raise ModelError("the model file is damaged", where=str(path), do="install onrecord again")


@lru_cache(maxsize=16)
def _session(path: Path, pid: int) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        # joined with the sum before it, ONNX Runtime's layer norm is a scalar loop: a sixth of the whole pass
        return onnxruntime.InferenceSession(
            str(path),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )
    except Exception as error:  # onnxruntime raises classes of its own that are not exported
        raise ModelError(f"the model cannot be opened ({type(error).__name__})", where=str(path)) from error
