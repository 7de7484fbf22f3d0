"""Sources: every kind of file to articles whose zones index their text; each bad one is one clear problem."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Problem, ZoneKind
from onrecord.text import plain
from onrecord.text.parse import parsed_text
from onrecord.text.sources import articles, count

TEXT = "Roe wins vote\r\n\r\nPremier Ada Roe won the vote on Monday.\r\n\r\nShe said that she “would not rest”.\r\n"
ROW = {"id": "a1", "text": TEXT, "published": "2020-05-03", "outlet": "Port Wire", "headline": "Roe wins vote"}
PAGE = """<!doctype html><html lang="en"><head><title>Roe wins vote | Port Herald</title>
<meta property="og:site_name" content="Port Herald"><meta property="article:published_time" content="2020-05-03T10:00Z">
<link rel="canonical" href="https://herald.example/roe"><style>p {color: red}</style></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav><script>var said = "Roe said";</script>
<article><h1>Roe wins vote</h1><p class="by">By Jane Doe</p>
<figure><img src="x.jpg"><figcaption>Roe in Marsa on June 1, 2019. (Photo: AFP)</figcaption></figure>
<p>PORT TAVIA — Premier <b>Ada Roe</b> won the vote on
Monday, her office said in a statement sent to reporters in the capital.</p>
<p>The opposition said that it would "never accept" the result &amp; called for protests on Tuesday.</p>
<p>“We will count again,” its leader, Tom Bell, told a crowd of several hundred people.</p></article>
<aside class="related"><h3>Related</h3><a>Bell loses his seat after long night</a></aside>
<div id="comments"><h3>Comments</h3><p>Bell said he would burn it all down, I heard him say it.</p></div>
<footer>© 2020 Port Herald</footer></body></html>"""


def _one(path: Path) -> Article | Problem:
    found = list(articles([str(path)]))
    assert len(found) == 1
    return found[0]


def _write(folder: Path, suffix: str, texts: list[str]) -> Path:
    path = folder / f"news{suffix}"
    rows = [{"id": f"n{at}", "text": text} for at, text in enumerate(texts)]
    if suffix == ".txt":
        path.write_bytes(texts[0].encode())
    elif suffix == ".html":
        path.write_text("<body>" + "".join(f"<p>{text}</p>" for text in texts) + "</body>", encoding="utf-8")
    elif suffix == ".jsonl":
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    elif suffix == ".json":
        path.write_text(json.dumps(rows), encoding="utf-8")
    elif suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["id", "text"])
            writer.writeheader()
            writer.writerows(rows)
    elif suffix == ".parquet":
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="<&\x00"), min_size=1).filter(lambda t: t.strip()))
@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl", ".json", ".csv", ".parquet"])
def test_zones_index_the_text_of_every_source(tmp_path: Path, suffix: str, text: str):
    text = f"Premier Roe said that the vote was lost.\n\n{text}\n\nShare this\n"
    for article in articles([str(_write(tmp_path, suffix, [text]))]):
        assert isinstance(article, Article) or "binary" in article.what
        if isinstance(article, Article):
            covered = "".join(zone.span.of(article.text) for zone in article.zones)
            assert "".join(covered.split()) == "".join(article.text.split())
            assert len(parsed_text(article)) == len(article.text)


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".parquet"])
def test_tables_keep_ids_and_texts(tmp_path: Path, suffix: str):
    path = _write(tmp_path, suffix, [TEXT, "A second article, with a comma;\nand a line break."])
    assert [(a.id, a.text) for a in articles([str(path)])] == [
        ("n0", TEXT),
        ("n1", "A second article, with a comma;\nand a line break."),
    ]


def test_line_breaks_are_kept_so_offsets_are_those_of_the_file(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    article = _one(path)
    assert (article.id, article.address, article.text) == ("a", str(path), TEXT)
    assert [zone.kind for zone in article.zones] == [ZoneKind.HEADLINE, ZoneKind.BODY, ZoneKind.BODY]


def test_given_metadata_win(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    row = ROW | {"text": "kayhan.example\n\nPublished 1 June 2019\n\n" + TEXT, "url": "https://wire.example/1"}
    path.write_text(json.dumps(row), encoding="utf-8")
    article = _one(path)
    assert (article.id, article.published, article.outlet) == ("a1", "2020-05-03", "Port Wire")
    assert (article.headline, article.address) == ("Roe wins vote", "https://wire.example/1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings_are_detected(tmp_path: Path, encoding: str):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert _one(path).text == TEXT


def test_other_alphabets_are_detected(tmp_path: Path):
    text = "Премьер-министр заявил, что правительство не будет вести переговоры до выборов. Оппозиция это отвергла."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    article = _one(tmp_path / "a.txt")
    assert (article.text, article.language) == (text, "ru")


def test_mojibake_stays_as_it_is(tmp_path: Path):
    text = "Roe said: â€œNo.â€\x9d The vote was lost on Monday."
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert _one(tmp_path / "a.txt").text == text


def test_a_web_page_is_its_visible_text(tmp_path: Path):
    path = tmp_path / "roe.html"
    path.write_text(PAGE, encoding="utf-8")
    article = _one(path)
    assert (article.id, article.outlet, article.published) == ("roe", "Port Herald", "2020-05-03")
    assert (article.headline, article.address, article.language) == (
        "Roe wins vote",
        "https://herald.example/roe",
        "en",
    )
    speech = [span.of(article.text) for span in article.speaking]
    assert speech[0] == "Roe wins vote"
    assert speech[1].startswith("Premier Ada Roe won the vote on Monday, her office said")
    assert 'would "never accept" the result & called' in speech[2]
    assert len(speech) == 4
    assert "var said" not in article.text
    kinds = {zone.span.of(article.text): zone.kind for zone in article.zones}
    assert kinds["By Jane Doe"] is ZoneKind.BYLINE
    assert kinds["Roe in Marsa on June 1, 2019. (Photo: AFP)"] is ZoneKind.CAPTION


def test_a_page_s_date_is_only_what_it_states(tmp_path: Path):
    bare = PAGE.replace('<meta property="article:published_time" content="2020-05-03T10:00Z">', "")
    (tmp_path / "a.html").write_text(bare, encoding="utf-8")
    assert _one(tmp_path / "a.html").published is None


def test_pages_in_their_declared_encoding(tmp_path: Path):
    page = (
        "<html><head><meta charset='iso-8859-2'></head><body><p>Premiér řekl, že vláda padla. Opozice souhlasila.</p>"
    )
    (tmp_path / "a.html").write_bytes(page.encode("iso-8859-2"))
    assert "řekl, že" in _one(tmp_path / "a.html").text


def test_folders_globs_and_files_named_twice(tmp_path: Path):
    for name in ("b/x.txt", "a/x.txt", "a/.hidden.txt", "a/deep/y.txt", "a/picture.png", "z.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Premier Roe said in {name} that the vote was lost.")
    found = list(articles([str(tmp_path), str(tmp_path / "z.txt"), str(tmp_path / "**" / "*.txt")]))
    names = [str(Path(article.address).relative_to(tmp_path)) for article in found]
    assert names == ["z.txt", "a/x.txt", "a/deep/y.txt", "b/x.txt"]
    assert [article.id for article in found] == ["z", "x", "y", "x"]
    assert len({article.address for article in found}) == 4
    assert count([str(tmp_path)]) == 4


@pytest.mark.parametrize("texts", [TEXT, json.dumps(ROW) + "\n" + json.dumps(ROW | {"id": "a2"})])
def test_standard_input(texts: str):
    found = list(articles(["-"], stdin=io.BytesIO(texts.encode())))
    assert [article.text for article in found] == [TEXT] * len(found)
    assert [article.id for article in found] == (["stdin"] if texts == TEXT else ["a1", "a2"])
    assert count(["-"]) is None


# --- bad input: one clear line each, and the rest goes on -----------------------------------------------------------


def _bad_files(folder: Path) -> dict[str, tuple[str, str]]:
    """File name to (where, part of what is said of it)."""
    files = {
        "empty.txt": (b"", "empty"),
        "blank.txt": (b" \r\n\t\n", "empty"),
        "binary.txt": (bytes(range(1, 32)) * 40, "binary"),
        "nulls.txt": (b"Premier Roe\x00 said so.", "null bytes"),
        "paper.txt": (b"%PDF-1.4 stream", "PDF"),
        "broken16.txt": (b"\xff\xfeP\x00r\x00\x00", "broken"),
        "empty.html": (b"", "empty"),
        "silent.html": (b"<html><script>said()</script></html>", "no text"),
        "empty.jsonl": (b"\n", "empty"),
        "broken.json": (b"{", "broken JSON"),
        "none.json": (b"[]", "no article"),
        "columns.csv": (b"a,b\n1,2\n", "no column called text"),
        "header.csv": (b"id,text\n", "no article"),
        "broken.parquet": (b"PAR1 nothing PAR1", "parquet"),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {str(folder / name): what for name, (_, what) in files.items()}


def test_each_bad_file_is_one_problem_and_the_rest_goes_on(tmp_path: Path):
    wanted = _bad_files(tmp_path)
    (tmp_path / "good.txt").write_text("Premier Roe said that the vote was lost.")
    found = list(articles([str(tmp_path)]))
    problems = {item.where: item for item in found if isinstance(item, Problem)}
    assert set(problems) == set(wanted)
    for where, what in wanted.items():
        assert what in problems[where].what
        assert problems[where].do
        assert "\n" not in problems[where].what
    assert [item.id for item in found if isinstance(item, Article)] == ["good"]


def test_a_broken_line_costs_one_line(tmp_path: Path):
    lines = [json.dumps(ROW | {"id": f"a{at}"}) for at in range(1, 10)]
    lines[6] = '{"id": "a7", "text": "Premier'
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    found = list(articles([str(tmp_path / "news.jsonl")]))
    assert [item.id for item in found if isinstance(item, Article)] == ["a1", "a2", "a3", "a4", "a5", "a6", "a8", "a9"]
    assert found[6].where == f"{tmp_path}/news.jsonl:7"
    assert "broken JSON" in found[6].what


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"[1, 2]", "list where an object"),
        (b"null", "null where an object"),
        (b'{"id": "x"}', "no text"),
        (b'{"id": "x", "text": 7}', "number, no string"),
        (b'{"id": "x", "text": "  "}', "empty"),
        (b"[" * 100_000, "broken JSON"),
    ],
)
def test_lines_that_are_no_article(tmp_path: Path, line: bytes, what: str):
    path = tmp_path / "news.jsonl"
    path.write_bytes(line + b"\n" + json.dumps(ROW).encode())
    first, second = articles([str(path)])
    assert what in first.what
    assert first.where == f"{path}:1"
    assert second.id == "a1"


def test_a_line_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plain, "MAX_BYTES", 10_000)
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + json.dumps(ROW | {"text": "Roe said. " * 5000}) + "\n" + json.dumps(ROW))
    found = list(articles([str(path)]))
    assert [type(item) for item in found] == [Article, Problem, Article]
    assert "MB" in found[1].what
    assert found[1].where == f"{path}:2"
    (tmp_path / "long.txt").write_text("Roe said. " * 5000)
    assert "MB" in _one(tmp_path / "long.txt").what


def test_places_that_are_none(tmp_path: Path):
    (tmp_path / "folder.txt").mkdir()
    found = list(articles([str(tmp_path / "no.txt"), str(tmp_path / "*.html"), str(tmp_path / "folder.txt")]))
    assert [problem.what.split(":")[0] for problem in found] == [
        "there is no such file or folder",
        "matches no file",
        "there is no article in this folder",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("Premier Roe said so.")
    path.chmod(0)
    assert _one(path).what == "may not be read"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text("Premier Roe said so.")
    article, problem = articles([str(tmp_path)])
    assert article.id == "a"
    assert problem.where.endswith("pipe.txt") and "pipe" in problem.what


def test_what_no_database_can_hold_is_replaced_one_for_one(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "x", "text": "Premier \\ud800Roe\\u0000 won the vote."}')
    assert _one(path).text == "Premier \ufffdRoe\ufffd won the vote."
