"""The pages as files: links lead to files, what needs a server is gone, nothing else is overwritten."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from onrecord.cli import main
from onrecord.web.site import file_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, record_path: Path) -> Path:
    out = tmp_path_factory.mktemp("static") / "site"
    done = CliRunner().invoke(main, ["export", "--site", str(out), "--record", str(record_path)])
    assert done.exit_code == 0, done.output
    assert "index.html" in done.output
    return out


def test_every_link_of_every_file_leads_to_a_file(site: Path) -> None:
    files = sorted(site.rglob("*.html"))
    links = 0
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r'(?:href|src|action)="/', text), file
        for link in re.findall(r'(?:href|src)="([^"#]+)', text):
            parts = urlsplit(html.unescape(link))
            if not parts.scheme:
                assert (file.parent / unquote(parts.path)).is_file(), (file, link)
                links += 1
    assert len(files) > 25 and links > 500


def test_it_has_every_page_kind_that_needs_no_server(site: Path, addresses: dict[str, str]) -> None:
    for kind in (
        "home",
        "issues",
        "issue",
        "actors",
        "actor",
        "articles",
        "hostile article",
        "statements",
        "statement",
    ):
        assert (site / str(file_of(addresses[kind]))).is_file(), kind
    for kind in ("outlets", "network", "problems", "about", "issue without statements", "article that is a copy"):
        assert (site / str(file_of(addresses[kind]))).is_file(), kind
    assert file_of(addresses["search"]) is file_of(addresses["review"]) is file_of(addresses["merging"]) is None


def test_forms_and_what_else_asks_a_server_are_gone(site: Path) -> None:
    page = (site / "issues" / "port_fee.html").read_text(encoding="utf-8")
    assert "<form" not in page and "brush" not in page and "/search" not in page
    assert "Tomas Vell" in page and "svg" in page


def test_twins_say_what_the_served_ones_say(site: Path, client: TestClient) -> None:
    assert json.loads((site / "issues/port_fee.json").read_text()) == client.get("/issues/port_fee.json").json()
    assert (site / "statements.csv").read_text(encoding="utf-8") == client.get("/statements.csv").text
    assert (site / "issues/port_fee.svg").read_text() == client.get("/issues/port_fee.svg").text
    feed = (site / "issues/port_fee.atom").read_text(encoding="utf-8")
    assert 'href="../statements/' in feed and 'href="/' not in feed


def test_a_site_takes_the_place_of_a_site_and_of_nothing_else(tmp_path: Path, empty_path: Path) -> None:
    def export(out: Path) -> int:
        return CliRunner().invoke(main, ["export", "--site", str(out), "--record", str(empty_path)]).exit_code

    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("ten years of work")
    assert export(mine) != 0 and (mine / "thesis.txt").read_text() == "ten years of work"
    assert export(tmp_path / "out") == 0
    (tmp_path / "out" / "stale.html").write_text("old")
    assert export(tmp_path / "out") == 0 and not (tmp_path / "out" / "stale.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "out"]


def test_one_of_format_and_site(tmp_path: Path, empty_path: Path) -> None:
    for words in ([], ["--site", "--format", "csv"]):
        done = CliRunner().invoke(main, ["export", *words, str(tmp_path / "x"), "--record", str(empty_path)])
        assert done.exit_code == 2
