"""The README and docs say what is true: each command shown is run and its output compared; each help text is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def shown_use() -> list[tuple[str, str]]:
    """The commands of the README's block of use, each with the output that stands below it."""
    block = next(block for block in re.findall(r"```\n(.*?)```", README, re.S) if block.startswith("$ "))
    return [(command, output) for command, output in re.findall(r"^\$ onrecord (.*)\n((?:(?!\$ ).*\n)*)", block, re.M)]


def test_the_readme_shows_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    shown = shown_use()
    assert len(shown) == 6
    happened = [
        (words, CliRunner().invoke(main, words.split()).output) for words, _ in shown if not words.startswith("serve")
    ]
    assert happened == [(words, output) for words, output in shown if not words.startswith("serve")]


def test_the_readme_begins_with_one_sentence_one_picture_and_two_commands():
    title, sentence, picture, commands, *_ = README.split("\n\n")
    assert title.startswith("# ")
    assert sentence.rstrip("*").count(".") == 1
    assert re.fullmatch(r"!\[[^\]]+\]\((.+)\)", picture.strip())
    assert [line.split()[:2] for line in commands.splitlines() if line.startswith("make")] == [
        ["make", "demo"],
        ["make", "test"],
    ]


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))])
def test_links_between_the_pages_lead_somewhere(page: str):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_every_verb_stands_in_the_readme():
    assert [name for name in main.commands if f"onrecord {name}" not in README] == []
