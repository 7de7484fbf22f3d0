"""Bytes to text: encodings, and what is no text at all. Line breaks stay as they are, so offsets are the file's."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ..errors import EmptyInput, InputError

#: The longest text or line that is read, in bytes; longer ones are broken files rather than articles.
MAX_BYTES = 20_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a parquet file"),
    (b"\x7fELF", "a program"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def decode(data: bytes, *, where: str) -> str:
    r"""The text of a file: UTF-8 if it is that, else by its byte order mark, else by what its letters look like.

    Wrongly decoded text in the source (mojibake) stays as it is.

    Raises:
        EmptyInput: nothing but white space.
        InputError: a binary file, or an encoding that cannot be told.

    >>> decode("Zoë said no.\r\n".encode("cp1252"), where="a.txt")
    'Zoë said no.\r\n'
    """
    if not data.strip():
        raise EmptyInput("the file is empty", where=where, do="remove it or fill it")
    text = data.decode(encoding_of(data, where=where))
    if not text.strip():
        raise EmptyInput("the file holds nothing but white space", where=where, do="remove it or fill it")
    return text


def encoding_of(data: bytes, *, where: str) -> str:
    """The encoding in which all of ``data`` can be decoded.

    Raises:
        InputError: see :func:`decode`.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _sure(data, name, where)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {kind}, no text", where=where, do="give its text as .txt, .html or .jsonl")
    if b"\0" in data and (wide := _wide(data)):
        return _sure(data, wide, where)
    control = len(_CONTROL.findall(data[:100_000]))
    if b"\0" in data or control > 0.02 * min(len(data), 100_000):
        what = "holds null bytes" if b"\0" in data else "is a binary file"
        raise InputError(f"{what}, so it is no text", where=where, do="give its text as .txt, .html or .jsonl")
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return _guessed(data, where)


def _sure(data: bytes, encoding: str, where: str) -> str:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"begins like {encoding.removesuffix('-sig').upper()} but is broken at byte {error.start}",
            where=where,
            do="save it as UTF-8",
        ) from None
    return encoding


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is null."""
    sample = data[: 2 * (min(len(data), 4000) // 2)]
    if len(data) % 2 or not sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else None


def _guessed(data: bytes, where: str) -> str:
    """Western text with a few accents is Windows-1252; anything else is for charset-normalizer to tell."""
    if sum(byte < 128 for byte in data[:100_000]) > 0.9 * min(len(data), 100_000):
        try:
            data.decode("cp1252")
            return "cp1252"
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is not None:
        try:
            data.decode(best.encoding)
            return best.encoding
        except UnicodeDecodeError:
            pass
    raise InputError("its encoding cannot be told", where=where, do="save it as UTF-8")


def storable(text: str) -> str:
    r"""The text with what no database can hold (null, halves of surrogate pairs) replaced one for one.

    >>> storable("a\x00b") == "a\ufffdb"
    True
    """
    return _UNSTORABLE.sub("\ufffd", text)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is no longer than :data:`MAX_BYTES`.

    Raises:
        InputError: it cannot be read or is too long.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_long("the file", size, where=str(path))
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def too_long(what: str, size: int, *, where: str) -> InputError:
    """The error for a text or line over the limit."""
    return InputError(
        f"{what} has {size / 1e6:.0f} MB, more than the {MAX_BYTES / 1e6:.0f} MB that an article may have",
        where=where,
        do="split it into articles",
    )


def unreadable(path: Path, error: OSError) -> InputError:
    """The error for a file that the system refuses to open."""
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file or folder", where=str(path), do="check the path")
    if isinstance(error, PermissionError):
        return InputError("may not be read", where=str(path), do="change its permissions")
    return InputError(f"cannot be read: {error.strerror or error}", where=str(path), do="check the file")
