"""Two vectors a statement, alone and with what stands around it; made once, then kept in the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ..errors import InputError
from ..models.runtime import open_model
from ..store.vectors import put_vectors, stored_vectors, text_digest
from .vectors import deep_vector, vector

if TYPE_CHECKING:
    import numpy as np

    from ..store.record import Record
    from ..store.rows import CodableRow

#: Encoders by the name of their model: "sentence" takes about 2 ms a text, "deep" eight times that and learns better.
ENCODERS: dict[str, Callable[[str], np.ndarray]] = {"sentence": vector, "deep": deep_vector}
#: New vectors are kept every so many texts, so that stopping loses little.
_CHUNK = 500


def statement_vectors(
    record: Record,
    statements: Sequence[CodableRow],
    *,
    encoder: str = "sentence",
    encode: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> np.ndarray:
    """One row a statement, of length 1: the vector of cue and words, then that of the paragraph around them.

    Texts that the record holds no vector of are encoded and kept; a record that may only be read keeps none.

    Args:
        encode: False: rows of texts that the record holds no vector of are 0.
        progress: called with (texts encoded, texts to encode), only when something has to be encoded.

    Raises:
        InputError: there is no such encoder. ModelError: its files are missing or damaged.
    """
    import numpy as np

    texts = [text for one in statements for text in (one.text, one.context)]
    found = text_vectors(record, texts, encoder=encoder, encode=encode, progress=progress)
    return found.reshape(len(statements), -1) / np.float32(np.sqrt(2))


def text_vectors(
    record: Record,
    texts: Sequence[str],
    *,
    encoder: str = "sentence",
    encode: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> np.ndarray:
    """One unit vector a text, from the record where it has it."""
    import numpy as np

    run, name = encoder_of(encoder)
    digests = [text_digest(text) for text in texts]
    with record.reading() as connection:
        kept = stored_vectors(connection, name, set(digests))
    missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in kept}
    for done, fresh in _encoded(missing, run) if encode else ():
        kept |= fresh
        if not record.read_only:
            with record.writing() as connection:
                put_vectors(connection, name, fresh)
        if progress:
            progress(done, len(missing))
    size = open_model(encoder).card.get("dimensions") or (len(next(iter(kept.values()))) // 2 if kept else 1)
    nothing = bytes(2 * size)
    joined = b"".join(kept.get(digest, nothing) for digest in digests)
    return np.frombuffer(joined, np.float16).reshape(len(texts), size).astype(np.float32)


def _encoded(missing: dict[str, str], run: Callable[[str], np.ndarray]) -> Iterable[tuple[int, dict[str, bytes]]]:
    import numpy as np

    fresh: dict[str, bytes] = {}
    for done, (digest, text) in enumerate(missing.items(), 1):
        fresh[digest] = run(text).astype(np.float16).tobytes()
        if len(fresh) == _CHUNK or done == len(missing):
            yield done, fresh
            fresh = {}


def encoder_of(encoder: str) -> tuple[Callable[[str], np.ndarray], str]:
    """The function that encodes, and the name under which its vectors are kept: other weights, another name."""
    if encoder not in ENCODERS:
        raise InputError(f"there is no encoder {encoder!r}", do=f"choose one of {', '.join(ENCODERS)}")
    files = open_model(encoder).card["files"]
    return ENCODERS[encoder], f"{encoder} {next(iter(files.values()))['sha256'][:8]}"
