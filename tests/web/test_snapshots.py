"""What is rendered, kept as text: an article with statements inside statements, notes, greyed zones.

Set ONRECORD_UPDATE_SNAPSHOTS=1 to write it anew after looking at the page.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from starlette.testclient import TestClient

SNAPSHOTS = Path(__file__).parent / "snapshots"


def fragment(html: str) -> str:
    """The article's text and notes; ids, which depend on other rooms, and blanks between lines left out."""
    body = html.split('<div class="text"')[1].split('<div class="below">')[0]
    lines = (line.strip() for line in re.sub(r"[0-9a-f]{16}", "ID", body).splitlines())
    return '<div class="text" ' + "\n".join(line for line in lines if line) + "\n"


def test_article_text(client: TestClient, addresses: dict[str, str]) -> None:
    drawn = fragment(client.get(addresses["article"]).text)
    kept = SNAPSHOTS / "article.html"
    if os.environ.get("ONRECORD_UPDATE_SNAPSHOTS"):
        kept.write_text(drawn, encoding="utf-8")
    assert drawn == kept.read_text(encoding="utf-8")
