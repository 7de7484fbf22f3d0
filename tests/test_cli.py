"""The command line as outsiders rely on it: verbs, exit codes, one clear line for each thing that can go wrong."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.store import queries
from onrecord.store.record import Record

NEWS = (
    "Harbour toll must go, says Mera Tolvik\n\n"
    "PORT ELSIN – Transport Minister Mera Tolvik said on Monday that the harbour toll should be abolished.\n\n"
    "“We will not ask fishermen to pay for the sea,” Tolvik told reporters.\n"
)


def onrecord(*words: object, input: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=input)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "toll.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path: Path, news: Path) -> Path:
    path = tmp_path / "study.db"
    assert onrecord("read", news, "--record", path).exit_code == 0
    return path


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_article_is_read_once(tmp_path: Path, news: Path):
    path = tmp_path / "study.db"
    first = onrecord("read", news, "--record", path, "--json")
    second = onrecord("read", news, "--record", path, "--json")
    assert json.loads(first.stdout)["new"] == 1
    assert json.loads(second.stdout) | {"record": None} == {
        "new": 0,
        "same": 1,
        "versions": 0,
        "problems": [],
        "record": None,
    }


def test_a_changed_article_is_a_new_version(record: Path, news: Path):
    news.write_text(NEWS.replace("abolished", "halved"), encoding="utf-8")
    done = json.loads(onrecord("read", news, "--record", record, "--json").stdout)
    assert (done["new"], done["versions"], done["record"]["articles"]) == (0, 1, 1)


def test_reading_again_leaves_the_export_as_it_was(record: Path, news: Path, tmp_path: Path):
    before, after = tmp_path / "before.jsonl", tmp_path / "after.jsonl"
    assert onrecord("export", "--format", "jsonl", before, "--record", record).exit_code == 0
    onrecord("read", news, "--record", record)
    onrecord("export", "--format", "jsonl", after, "--record", record)
    assert before.read_bytes() == after.read_bytes()


def test_the_export_says_who_said_what(record: Path, tmp_path: Path):
    out = tmp_path / "out.jsonl"
    onrecord("export", "--format", "jsonl", out, "--record", record)
    (article,) = lines(out)
    said = {(s["speaker"], s["quoted"]) for s in article["statements"] if not s["in_headline"]}
    assert said == {("Mera Tolvik", "indirect"), ("Mera Tolvik", "direct")}
    for statement in article["statements"]:
        for span in statement["content"]:
            assert NEWS[span["start"] : span["end"]] == span["text"]


def test_annotate_keeps_the_order_and_the_bad_lines(tmp_path: Path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [json.dumps({"id": str(n), "text": NEWS}) for n in range(1, 10)]
    rows[6] = '{"id": "7", "text": '
    source.write_text("\n".join(rows), encoding="utf-8")
    done = onrecord("annotate", source, target)
    assert done.exit_code == 3
    out = lines(target)
    assert len(out) == 9
    assert [bool(line["problems"]) for line in out] == [n == 7 for n in range(1, 10)]
    assert [line["doc_id"] for line in out if not line["problems"]] == list("12345689")
    assert "in.jsonl:7" in done.stderr


def test_annotate_with_two_processes_gives_the_same(tmp_path: Path):
    source = tmp_path / "in.jsonl"
    rows = [{"id": str(n), "text": NEWS.replace("Monday", day)} for n, day in enumerate(("Monday", "Tuesday") * 10)]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command = [sys.executable, "-m", "onrecord", "annotate", str(source)]
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    subprocess.run([*command, str(one)], check=True)
    subprocess.run([*command, str(two), "--workers", "2"], check=True)
    assert one.read_bytes() == two.read_bytes()


def test_match_scores_name_pairs(tmp_path: Path):
    pairs, out = tmp_path / "pairs.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"a": "Yusuf al-Tamari", "b": "Youssef al-Tamary", "type": "person"},
        {"a": "Yusuf al-Tamari", "b": "Karim Dostan", "type": "person"},
    ]
    pairs.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert onrecord("match", pairs, out).exit_code == 0
    same, other = lines(out)
    assert same["score"] > 0.5 > other["score"]
    assert same["reason"] and other["reason"]


def test_verify_finds_a_meddled_record(record: Path):
    assert onrecord("verify", "--record", record).exit_code == 0
    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE articles SET text = 'x' || text")
    done = onrecord("verify", "--record", record)
    assert done.exit_code == 1
    assert done.stdout.strip()


# --- bad input ------------------------------------------------------------------------------------------------------


def missing(folder: Path) -> Path:
    return folder / "nowhere.txt"


def empty(folder: Path) -> Path:
    path = folder / "empty.txt"
    path.write_text("")
    return path


def binary(folder: Path) -> Path:
    path = folder / "photo.txt"
    path.write_bytes(bytes(range(256)) * 40)
    return path


def folder_without_articles(folder: Path) -> Path:
    path = folder / "letters"
    path.mkdir()
    (path / "photo.png").write_bytes(b"\x89PNG")
    return path


def folder_that_ends_like_a_file(folder: Path) -> Path:
    path = folder / "odd.txt"
    path.mkdir()
    return path


def one_long_line(folder: Path) -> Path:
    path = folder / "long.jsonl"
    with path.open("w") as file:
        file.write('{"id": "1", "text": "')
        file.writelines("word " * 200_000 for _ in range(60))
        file.write('"}\n')
    return path


@pytest.mark.parametrize(
    "make", [missing, empty, binary, folder_without_articles, folder_that_ends_like_a_file, one_long_line]
)
def test_what_cannot_be_read_is_one_line_and_the_rest_goes_on(make, tmp_path: Path, news: Path):
    path, record = make(tmp_path), tmp_path / "study.db"
    done = onrecord("read", path, news, "--record", record)
    assert done.exit_code == 3
    told = [line for line in done.stderr.splitlines() if path.name in line]
    assert len(told) == 1
    assert ";" in told[0], "says what to do"
    assert "Traceback" not in done.output
    assert onrecord("read", path, "--record", tmp_path / "other.db").exit_code == 1


def test_a_broken_line_costs_only_itself(tmp_path: Path):
    source = tmp_path / "dump.jsonl"
    rows = [json.dumps({"id": str(n), "text": NEWS.replace("Monday", f"{n} May 2021")}) for n in range(1, 10)]
    rows[6] = rows[6][:-5]
    source.write_text("\n".join(rows), encoding="utf-8")
    done = json.loads(onrecord("read", source, "--record", tmp_path / "study.db", "--json").stdout)
    assert done["new"] == 8
    assert [problem["where"].endswith("dump.jsonl:7") for problem in done["problems"]] == [True]


def test_standard_input(tmp_path: Path):
    line = json.dumps({"id": "a", "text": NEWS})
    done = onrecord("read", "-", "--record", tmp_path / "study.db", "--json", input=line)
    assert json.loads(done.stdout)["new"] == 1


def test_a_record_of_another_version_is_left_alone(record: Path, news: Path):
    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE name = 'version'")
    before = record.read_bytes()
    done = onrecord("read", news, "--record", record)
    assert done.exit_code == 1
    assert str(record) in done.stderr and "version" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert record.read_bytes() == before


def test_a_file_that_is_no_record(tmp_path: Path, news: Path):
    path = tmp_path / "letter.db"
    path.write_text("Dear editor, " * 500)
    done = onrecord("read", news, "--record", path)
    assert (done.exit_code, len(done.stderr.strip().splitlines())) == (1, 1)
    assert path.read_text() == "Dear editor, " * 500


def test_a_missing_record_is_not_made_by_looking(tmp_path: Path):
    path = tmp_path / "none.db"
    done = onrecord("export", "--format", "jsonl", tmp_path / "out.jsonl", "--record", path)
    assert done.exit_code == 1
    assert "none.db" in done.stderr
    assert not path.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_line(record: Path):
    done = onrecord("annotate", record.parent / "toll.txt", "/dev/full")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert "/dev/full" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_under_standard_output_is_one_line(record: Path):
    for words in (["verify"], ["export", "--format", "jsonl", "-"]):
        with Path("/dev/full").open("w") as full:
            command = [sys.executable, "-m", "onrecord", *words, "--record", str(record)]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1 and ";" in done.stderr


def test_readings_may_take_the_place_of_what_was_read(tmp_path: Path):
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"id": "a", "text": NEWS}), encoding="utf-8")
    assert onrecord("annotate", path, path).exit_code == 0
    assert [line["doc_id"] for line in lines(path)] == ["a"]


def test_what_goes_wrong_in_annotate_says_what_to_do(tmp_path: Path):
    done = onrecord("annotate", missing(tmp_path), tmp_path / "out.jsonl")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1 and "; check the path" in done.stderr


@pytest.mark.skipif(os.name != "posix" or not shutil.which("setpriv"), reason="needs file permissions and setpriv")
def test_a_folder_that_may_not_be_entered_is_one_line(tmp_path: Path, news: Path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    # root may go anywhere unless it gives up its privileges
    drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.getuid() == 0 else []
    for words in (["read", news], ["verify"], ["serve"]):
        command = [*drop, sys.executable, "-m", "onrecord", *map(str, words), "--record", str(closed / "study.db")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1 and "study.db" in done.stderr and ";" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes")
def test_names_that_are_no_text(tmp_path: Path, news: Path):
    odd = Path(os.fsdecode(b"od\xff ?#%20.db"))
    command = [sys.executable, "-m", "onrecord", "read", news.name, "nowhere-\udcff.txt", "--record", str(odd)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120)
    assert done.returncode == 3, done.stderr
    assert (tmp_path / odd).exists() and b"Traceback" not in done.stderr


def test_a_run_stopped_before_the_end_is_made_good_by_the_next(tmp_path: Path, news: Path, monkeypatch):
    def stopped(record) -> None:
        raise KeyboardInterrupt

    copy = tmp_path / "copy.txt"
    copy.write_text(f"Wire: {NEWS}", encoding="utf-8")
    path = tmp_path / "study.db"
    with monkeypatch.context() as patched:
        patched.setattr(Record, "resolve", stopped)
        assert onrecord("read", news, copy, "--record", path).exit_code == 130
    done = json.loads(onrecord("read", news, copy, "--record", path, "--json").stdout)
    assert (done["new"], done["same"]) == (0, 2)
    with Record.open(path) as record:
        assert queries.counts(record).actors
        assert [row.copies_of is None for row in queries.articles(record)].count(False) == 1


def test_unknown_format(record: Path, tmp_path: Path):
    done = onrecord("export", "--format", "papyrus", tmp_path / "out", "--record", record)
    assert done.exit_code == 1
    assert "jsonl" in done.stderr


def test_a_codebook_error_names_the_line(record: Path, tmp_path: Path):
    book = tmp_path / "codebook.yaml"
    book.write_text("issues:\n  - id: toll\n    titel: Harbour toll\n", encoding="utf-8")
    done = onrecord("code", book, "--record", record)
    assert done.exit_code == 1
    assert "codebook.yaml:3" in done.stderr and "title" in done.stderr


# --- help -----------------------------------------------------------------------------------------------------------


def test_every_verb_has_help_with_an_example():
    for name in main.commands:
        done = onrecord(name, "--help")
        assert done.exit_code == 0
        if name != "codebook":
            assert f"onrecord {name}" in done.stdout, f"{name} --help shows no example"


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from click.testing import CliRunner; from onrecord.cli import main; "
        "CliRunner().invoke(main, ['--help']); "
        "print([m for m in ('spacy', 'numpy', 'onnxruntime', 'sqlalchemy', 'starlette', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
