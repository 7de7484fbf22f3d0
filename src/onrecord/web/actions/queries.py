"""Addresses of the pages that people give a name, so that a search is found again by everybody."""

from __future__ import annotations

from ..posting import Desk, Done, local


def name_query(desk: Desk) -> Done:
    """Fields: name, address (absent or blank: the name is taken away), back."""
    form = desk.form
    saved = desk.record.save_query(form.needed("name"), form.word("address") or "", by=desk.viewer.name)
    return Done(local(form.word("back") or "/queries"), {"name": saved.name, "address": saved.address})
