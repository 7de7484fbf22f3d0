"""Pages over HTTP: every kind answers, has its twin, its headers, and says what the record says."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

import pytest
from starlette.testclient import TestClient

from onrecord.errors import RecordError
from onrecord.web.app import make_app
from onrecord.web.pages import PAGES
from onrecord.web.security import HEADERS


def twin(address: str) -> str:
    path, question, query = address.partition("?")
    return ("/index" if path == "/" else path) + ".json" + question + query


def text_of(html: str) -> str:
    """What a reader sees, blanks collapsed."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.split("<main", 1)[1].split("</main>")[0]).split())


def test_every_page_kind_is_looked_at(addresses: dict[str, str]) -> None:
    kinds = {re.sub(r"\{id:path\}", "[^?]+", path) for path in PAGES}
    reached = {kind for kind in kinds for address in addresses.values() if re.fullmatch(kind, address.split("?")[0])}
    assert reached == kinds


def test_every_page_answers_with_its_headers_and_names_its_twin(client: TestClient, addresses: dict[str, str]) -> None:
    for kind, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == 200, kind
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, kind
        named = re.search(r'<link rel="alternate" type="application/json" href="([^"]+)"', answer.text)
        # a blank in an address is + or %20: the same address
        assert named and unquote_plus(named[1].replace("&amp;", "&")) == unquote_plus(twin(address)), kind
        assert answer.text.count("<h1") == 1, kind


def test_every_twin_is_json_with_the_same_headers(client: TestClient, addresses: dict[str, str]) -> None:
    for kind, address in addresses.items():
        answer = client.get(twin(address))
        assert answer.status_code == 200, kind
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.json(), kind


def test_every_link_of_every_page_leads_somewhere(client: TestClient, addresses: dict[str, str]) -> None:
    links = {
        link.replace("&amp;", "&").split("#")[0]
        for address in addresses.values()
        for link in re.findall(r'(?:href|src)="(/[^"]*)"', client.get(address).text)
    }
    assert len(links) > 40
    wrong = {link: status for link in links if (status := client.get(link).status_code) != 200}
    assert wrong == {}


def test_any_id_can_stand_in_an_address(client: TestClient) -> None:
    url = next(row["url"] for row in client.get("/issues.json").json()["issues"] if row["id"].startswith("odd"))
    page = client.get(url)
    assert page.status_code == 200 and "awkward in an address" in page.text
    named = re.search(r'<link rel="alternate" type="application/json" href="([^"]+)"', page.text)
    assert named and client.get(named[1].replace("&amp;", "&")).json()["id"] == "odd id/with? #é&<b>"


def test_policy_lets_nothing_in_from_outside() -> None:
    policy = HEADERS["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy and "http" not in policy and "frame-ancestors 'none'" in policy


def test_home_counts_and_leads_on(client: TestClient) -> None:
    page = text_of(client.get("/").text)
    assert "10 statements and" in page and "4 articles" in page
    assert "A fee on every container in Port Sable" in page
    assert "Ida Brandt" in page


def test_an_empty_record_says_so_everywhere(empty_client: TestClient) -> None:
    of_one = {"/add", "/change", "/merge", "/split", "/rename", "/compare/reports"}  # of which, their fields say
    for path in PAGES:
        if "{" not in path:
            expected = 404 if path in of_one else 400 if path == "/network/tie" else 200  # a tie needs its two ends
            assert empty_client.get(path).status_code == expected, path
    assert "Nobody is on record yet" in empty_client.get("/").text


def test_issue_groups_by_stance_and_concludes_nothing_from_one(client: TestClient) -> None:
    data = client.get("/issues/port_fee.json").json()
    speakers = {row["speaker"]: row for row in data["speakers"]}
    assert speakers["Tomas Vell"]["stance"] == "support"
    assert speakers["Tomas Vell"]["n"] == 1 and speakers["Tomas Vell"]["in_copies"] == 1  # a copy counts once
    assert speakers["Tomas Vell"]["enough"] is False
    brandt = speakers["Ida Brandt"]  # what Vell says that she said is listed, and decides nothing
    assert (brandt["stance"], brandt["n"], brandt["as_others_tell_it"]) == ("oppose", 2, 1)
    assert len(brandt["statements"]) == 3
    page = text_of(client.get("/issues/port_fee").text)
    assert "Not enough on record (n = 1)" in page
    assert "1 statement (and 1 in copies)" in page
    assert "2 statements, 1 as another speaker tells it" in page


def test_no_adverbs_of_strength(client: TestClient, addresses: dict[str, str]) -> None:
    strong = r"\b(strongly|clearly|firmly|vehemently|overwhelmingly|slightly|staunchly|highly|largely|mostly)\b"
    for kind, address in addresses.items():
        if "hostile" not in kind:
            assert not re.search(strong, text_of(client.get(address).text), re.IGNORECASE), kind


def test_article_shows_its_text_in_order_and_unchanged(client: TestClient, addresses: dict[str, str]) -> None:
    html = client.get(addresses["article"]).text
    body = html.split('<div class="text"')[1].split('<div class="below">')[0]
    zone = re.findall(r'<p class="zone body"[^>]*>(.*?)</p>', body, re.DOTALL)
    shown = [re.sub(r"<a class=\"ref\".*?</a>|<span class=\"open\".*?</span>|<[^>]*>", "", one) for one in zone]
    assert "“Not a cent,” she said, “and not on our watch.”" in " ".join(shown[2].split())
    assert "navigation" in body and "8 lines" in body and "reader comment" in body and "caption" in body
    assert 'class="aside"' in body  # the place line stands in the line of the body


def test_a_statement_inside_another_is_marked_inside_it(client: TestClient, addresses: dict[str, str]) -> None:
    html = client.get(addresses["article"]).text
    marked = re.findall(r'<mark class="(st d\d)" data-n="([\d ]+)">(.*?)</mark>', html)
    words = [(look, numbers, re.sub(r"<[^>]*>", "", inner)) for look, numbers, inner in marked]
    assert ("st d2", "2 3", "the union would accept half a fee") in words
    assert "".join(text for _, numbers, text in words if numbers == "2") == "Brandt had promised him that "


def test_permanent_link_leads_to_the_place_and_marks_it(client: TestClient, addresses: dict[str, str]) -> None:
    page = client.get(addresses["statement"]).text
    link = re.search(r'<a href="(/articles/[^"]+)">Read it in the article', page)
    assert link
    address, _, place = link[1].replace("&amp;", "&").partition("#")
    article = client.get(address).text
    assert article.count(f'id="{place}"') == 1
    assert re.search(r'<mark class="st d\d at"', article)


def test_statement_page_tells_machine_manner_and_chain(client: TestClient, addresses: dict[str, str]) -> None:
    page = text_of(client.get(addresses["statement"]).text)
    assert "machine, p .81" in page
    assert "indirect speech, in the reporter’s words" in page
    assert "Tomas Vell says" in page  # who claims that it was said


def test_a_persons_judgement_is_told_from_the_machine(tmp_path, record_path) -> None:
    import shutil

    from onrecord.model import Judgement, Verdict
    from onrecord.store import queries
    from onrecord.store.record import Record

    path = tmp_path / "judged.db"
    shutil.copy(record_path, path)
    with Record.open(path) as record:
        target = queries.statements(record, limit=1)[0].id
        record.judge(Judgement(Verdict.ACCEPT, "statement", target, by="Ana", at="2031-05-01T10:00:00"))
    with TestClient(make_app(path), base_url="http://127.0.0.1") as client:
        page = text_of(client.get(f"/statements/{target}").text)
        assert "confirmed by Ana" in page
        assert client.get(f"/statements/{target}.json").json()["judged_by"] == "Ana"


def test_actor_page_has_ties_with_evidence_names_and_where(client: TestClient, addresses: dict[str, str]) -> None:
    page = text_of(client.get(addresses["actor"]).text)
    assert "leads Harbour Union , head" in page or "leads Harbour Union, head" in page
    assert "Ida Brandt, head of the Harbour Union" in page
    assert "Names as written" in page and "Sable Courier" in page


def test_lists_turn_pages_and_keep_their_filter(client: TestClient) -> None:
    first = client.get("/statements.json?limit=4&order=oldest").json()
    assert len(first["statements"]) == 4 and first["previous"] is None
    seen = [row["id"] for row in first["statements"]]
    after = first["next"]
    while after:
        page = client.get(after).json()
        seen += [row["id"] for row in page["statements"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == 10
    html = client.get("/statements?limit=4&order=oldest&page=2").text
    assert 'rel="prev" href="/statements?limit=4&amp;order=oldest&amp;page=1"' in html


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=-1", "limit=100000", "page=٣", "stance=maybe", "order=best"]
)
def test_a_wrong_field_is_a_plain_400(client: TestClient, query: str) -> None:
    answer = client.get(f"/statements?{query}")
    assert answer.status_code == 400
    name = query.split("=")[0]
    assert f"“{name}”" in answer.text and answer.headers["content-security-policy"]
    assert client.get(f"/statements.json?{query}").json()["error"]["status"] == 400


@pytest.mark.parametrize(
    "path", ["/articles/none", "/actors/none", "/issues/none", "/statements/none", "/nowhere", "/static/none.css"]
)
def test_what_is_not_there_is_a_plain_404(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text and answer.headers["content-security-policy"]


def test_404_as_json(client: TestClient) -> None:
    error = client.get("/statements/none.json").json()["error"]
    assert error["status"] == 404 and error["detail"] == "There is no statement of this id in the record."


def test_pages_can_only_be_read(client: TestClient) -> None:
    assert client.post("/statements").status_code == 405
    assert client.head("/").status_code == 200


def test_a_page_that_fails_says_so_plainly(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.store import queries

    def broken(record):
        raise RecordError("the database is damaged", where="/secret/path.db", do="restore it from a copy")

    monkeypatch.setattr(queries, "issues", broken)
    answer = client.get("/issues")
    assert answer.status_code == 500
    assert "The database is damaged. Restore it from a copy." in answer.text and "/secret" not in answer.text
    assert answer.headers["content-security-policy"]

    monkeypatch.setattr(queries, "issues", lambda record: 1 / 0)
    answer = client.get("/issues.json")
    assert answer.status_code == 500 and answer.json()["error"]["title"] == "Something went wrong"
    assert "ZeroDivision" not in answer.text and answer.headers["content-security-policy"]


def test_other_host_names_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": "localhost:8000"}).status_code == 200
    assert client.get("/", headers={"host": "[::1]:8000"}).status_code == 200


def test_search_finds_and_survives_any_query(client: TestClient) -> None:
    page = client.get("/search?q=ferries").text
    assert '<mark class="found">ferries</mark>' in page
    for query in ('"', "AND", "a OR", "NEAR(", "*", "-", "'); DROP TABLE", "‮", "\x00", "a" * 5000, "<script>"):
        answer = client.get("/search", params={"q": query})
        assert answer.status_code == 200, query
        assert "<script>" not in answer.text.split("<main")[1]
