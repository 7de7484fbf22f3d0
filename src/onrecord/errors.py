"""Everything that onrecord raises on purpose.

The tree::

    OnRecordError
    ├── InputError            a file, line or field that cannot be read
    │   └── EmptyInput        nothing there: an empty file, a folder without articles
    ├── CodebookError         a codebook with a wrong line or field
    ├── ModelError            a model file that is missing or damaged
    ├── EngineError           a process that was to read articles is gone
    ├── OutputError           something that cannot be written: a full disk, a missing folder
    └── RecordError           the database
        ├── RecordVersion     made by another version of onrecord
        ├── RecordReadOnly    may be read but not written
        └── RecordBusy        somebody else is writing

Each says *what* is wrong, *where*, and what to *do*; ``str(error)`` is one line.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """What went wrong, where, and what to do about it.

    >>> str(InputError("the file is empty", where="news/003.txt", do="remove it or fill it"))
    'news/003.txt: the file is empty; remove it or fill it'
    """

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.do = do

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}; {self.do}" if self.do else head

    def __reduce__(self) -> tuple:
        # keyword-only arguments do not survive the default pickling, and errors cross process borders
        return _rebuild, (type(self), self.what, self.where, self.do)


def _rebuild(kind: type[OnRecordError], what: str, where: str, do: str) -> OnRecordError:
    return kind(what, where=where, do=do)


class InputError(OnRecordError):
    """A file, line or field that cannot be read as an article."""


class EmptyInput(InputError):
    """Nothing to read there."""


class CodebookError(OnRecordError):
    """A codebook whose line and field are named in ``where``."""


class ModelError(OnRecordError):
    """A model file that is missing, damaged or of another version."""


class EngineError(OnRecordError):
    """What maps ``read`` over articles has failed, not an article."""


class OutputError(OnRecordError):
    """Something that cannot be written."""


class RecordError(OnRecordError):
    """Something wrong with the database file."""


class RecordVersion(RecordError):
    """The record was made by another version of onrecord."""


class RecordReadOnly(RecordError):
    """The record may be read but not written."""


class RecordBusy(RecordError):
    """Another process holds the record for writing."""
