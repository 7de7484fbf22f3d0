"""A real record of the hand-made corpus, its pages over HTTP, and a real browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from onrecord.model import Problem
from onrecord.store.record import Record
from onrecord.web.app import make_app

from .corpus import CODEBOOK, makers

BASE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def record_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus in a record: read, resolved, copies linked, coded."""
    path = tmp_path_factory.mktemp("web") / "valmere.db"
    made = makers()
    with Record.open(path, create=True) as record:
        for maker in made:
            record.add(maker.reading(), reader="tests")
        record.add_problem(Problem("news/<b>9</b>.txt", "the file is empty", "remove it or fill it"))
        record.resolve()
        record.link_copies()
        record.put_codebook(CODEBOOK)
        record.put_positions([position for maker in made for position in maker.positions])
    return path


@pytest.fixture(scope="session")
def empty_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with nothing in it."""
    path = tmp_path_factory.mktemp("web") / "empty.db"
    Record.open(path, create=True).close()
    return path


@pytest.fixture(scope="session")
def client(record_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(record_path), base_url=BASE, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def empty_client(empty_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(empty_path), base_url=BASE, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def addresses(client: TestClient) -> dict[str, str]:
    """One address of every page kind, found by following the JSON twins."""
    articles = {row["doc_id"]: row for row in client.get("/articles.json").json()["articles"]}
    actors = {row["canonical"]: row for row in client.get("/actors.json").json()["actors"]}
    statements = client.get("/statements.json").json()["statements"]
    nested = next(row for row in statements if row["nested_in"])
    hostile = next(row for row in statements if row["doc_id"] == "104-hostile")
    return {
        "home": "/",
        "issues": "/issues",
        "issue": "/issues/port_fee",
        "issue without statements": "/issues/silent",
        "actors": "/actors",
        "actor": actors["Ida Brandt"]["url"],
        "actor who leads nobody": actors["Tomas Vell"]["url"],
        "articles": "/articles",
        "article": articles["101-courier"]["url"],
        "article that is a copy": articles["103-herald"]["url"],
        "hostile article": articles["104-hostile"]["url"],
        "statements": "/statements",
        "statement": nested["url"],
        "hostile statement": next(row for row in statements if row["doc_id"] == "104-hostile")["url"],
        "codebook": "/codebook",
        "issue to be changed": "/codebook/issue?id=port_fee",
        "events": "/events",
        "event": client.get("/events.json").json()["events"][0]["url"],
        "events in words": "/in-words",
        "trust": "/trust",
        "outlets": "/outlets",
        "network": "/network",
        "network of outlets": "/network?layer=outlet",
        "tie": "/network/tie?a=Ida+Brandt&b=Tomas+Vell&layer=subtract",
        "figures": "/figures",
        "figure in time": "/figures?kind=polarization",
        "problems": "/problems",
        "search": "/search?q=ferries",
        "search without result": "/search?q=zeppelin",
        "search narrowed": "/search?issue=port_fee&stance=oppose&from=2031-01-01",
        "named queries": "/queries",
        "issue narrowed": "/issues/port_fee?from=2031-03-01&to=2031-04-01&outlet=Sable+Courier",
        "issue group": "/issues/port_fee?group=single",
        "about": "/about",
        "review": "/review",
        "judgements": "/judgements",
        "agreement": "/judgements/agreement",
        "users": "/users",
        "pairs of actors": "/review/pairs",
        "recoding": "/recode",
        "recoding shown": "/recode?issue=port_fee&from=oppose&to=conditional",
        "words by hand": f"/add?article={articles['101-courier']['id']}&content=120-164",
        "changing": f"/change?statement={nested['id']}",
        "merging": f"/merge?actor={actors['Ida Brandt']['id']}&into={actors['Tomas Vell']['id']}",
        "splitting": f"/split?actor={actors['Tomas Vell']['id']}&articles={articles['102-mail']['id']}",
        "two actors": f"/compare?one={actors['Ida Brandt']['id']}&other={actors['Tomas Vell']['id']}",
        "two outlets": "/compare/outlets?one=Orm+Mail&other=The+Herald",
        "other reports": f"/compare/reports?one={articles['101-courier']['id']}",
        "two reports": f"/compare/reports?one={articles['102-mail']['id']}&other={articles['103-herald']['id']}",
        "hostile report": f"/compare/reports?one={articles['102-mail']['id']}&other={articles['104-hostile']['id']}",
        "hostile words by hand": f"/add?article={articles['104-hostile']['id']}&words=tide+tables",
        "hostile statement changed": f"/change?statement={hostile['id']}",
        "hostile statement judged": f"/review?at={hostile['id']}%2Fport_fee",
        "hostile actor merged": f"/merge?actor={hostile['speaker_id']}&into={actors['Tomas Vell']['id']}",
        "hostile actor split": f"/split?actor={hostile['speaker_id']}&articles={articles['104-hostile']['id']}",
        "hostile actor renamed": f"/rename?actor={hostile['speaker_id']}",
        "hostile actor compared": f"/compare?one={hostile['speaker_id']}&other={actors['Tomas Vell']['id']}",
        "renaming": f"/rename?actor={actors['Tomas Vell']['id']}&name=T.+Vell",
    }


@pytest.fixture(scope="session")
def server(record_path: Path) -> Iterator[str]:
    """The pages on a real port of this machine; yields the address."""
    listener = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(make_app(record_path), log_level="error"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    running.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser():
    """Chromium as the system has it; nothing is downloaded."""
    program = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if program is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=arguments)
        yield running
        running.close()
