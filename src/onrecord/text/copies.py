"""Near-duplicates: reposts and wire copies, by the five-word shingles that two texts share.

MinHash (Broder 1997) with banding: each text becomes 128 numbers whose rate of agreement estimates the Jaccard
likeness of the shingle sets; texts are compared only if they agree in a whole band, so the cost grows with the number
of texts, not of pairs.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

SHINGLE = 5
HASHES = 128
#: Rows a band: two texts of likeness s meet in a band with probability
#: 1 - (1 - s^4)^32: .99 at .6, .87 at .5, .05 at .2.
ROWS = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """Two texts of which one repeats the other. ``share`` is the estimated likeness, 0 to 1."""

    id_a: str
    id_b: str
    share: float


def signature(text: str) -> bytes:
    """What is kept of a text for comparing it: 128 minima of 32 bits, little-endian; empty for a text of no words.

    The same text gives the same bytes everywhere; case, punctuation and white space do not count.

    >>> len(signature("Premier Ada Roe won the vote on Monday.")), signature("...")
    (512, b'')
    """
    import numpy as np

    words = _WORD.findall(text.casefold())
    if not words:
        return b""
    width = min(SHINGLE, len(words))
    shingles = {" ".join(words[at : at + width]) for at in range(len(words) - width + 1)}
    hashes = np.fromiter(map(_hashed, shingles), dtype=np.uint64, count=len(shingles))
    factors, offsets = _permutations()
    minima = np.full(HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(hashes), 4096):  # blocks keep memory flat for a long text
        mixed = hashes[start : start + 4096, None] * factors[None, :] + offsets[None, :]
        minima = np.minimum(minima, (mixed >> np.uint64(32)).min(axis=0))
    return minima.astype("<u4").tobytes()


def _hashed(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode("utf-8", "replace"), digest_size=8).digest(), "little")


@cache
def _permutations() -> tuple[np.ndarray, np.ndarray]:
    """Odd factors and offsets of 128 multiply-shift hash functions, the same on every machine."""
    import numpy as np

    numbers = [
        int.from_bytes(hashlib.blake2b(f"onrecord copies {at}".encode(), digest_size=8).digest(), "little")
        for at in range(2 * HASHES)
    ]
    factors = np.array([number | 1 for number in numbers[:HASHES]], dtype=np.uint64)
    return factors, np.array(numbers[HASHES:], dtype=np.uint64)


def similarity(a: bytes, b: bytes) -> float:
    """The estimated Jaccard likeness of two signed texts, 0 to 1 (standard error at most .045).

    >>> similarity(signature("The vote was lost."), signature("the vote was lost"))
    1.0
    """
    import numpy as np

    if not a or not b:
        return 0.0
    return float(np.mean(np.frombuffer(a, dtype="<u4") == np.frombuffer(b, dtype="<u4")))


def bands(signature: bytes) -> tuple[str, ...]:
    """The 32 keys under which a text is filed; two texts that share none are not alike.

    >>> len(bands(signature("The vote was lost.")))
    32
    """
    width = 4 * ROWS
    return tuple(
        f"{at // width:02d}{hashlib.blake2b(signature[at : at + width], digest_size=6).hexdigest()}"
        for at in range(0, len(signature), width)
    )


def near_duplicates(items: Iterable[tuple[str, str]], *, threshold: float = 0.6) -> list[Copy]:
    """The pairs of (id, text) whose likeness is at least ``threshold``, the earlier item first, in order of the items.

    A threshold below .5 misses pairs, since texts less alike seldom meet in a band. Give body
    text: what pages say around an article would make articles of one site alike.

    >>> text = "Premier Ada Roe said on Monday that the government would not change the law on water before the vote."
    >>> [(c.id_a, c.id_b) for c in near_duplicates([("1", text), ("2", "Wire – " + text), ("3", "Nothing of it.")])]
    [('1', '2')]
    """
    ids: list[str] = []
    signed: list[bytes] = []
    filed: dict[str, list[int]] = defaultdict(list)
    found: list[Copy] = []
    for at, (id, text) in enumerate(items):
        mine = signature(text)
        ids.append(id)
        signed.append(mine)
        met: set[int] = set()
        for band in bands(mine):
            met.update(filed[band])
            filed[band].append(at)
        for other in sorted(met):
            share = similarity(signed[other], mine)
            if share >= threshold:
                found.append(Copy(ids[other], id, round(share, 3)))
    return found
