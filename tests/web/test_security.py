"""Who may come in, who may do what, and whose form it is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from onrecord.cli import main
from onrecord.errors import InputError
from onrecord.store import queries
from onrecord.store.record import Record
from onrecord.web.access import Access
from onrecord.web.actions import ACTIONS
from onrecord.web.app import make_app
from onrecord.web.serve import access_for, serve
from onrecord.web.signing import session_for, user_of
from onrecord.web.users import Users, users_path

PASSWORD = "three ferries at noon"
BASE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Users:
    """Three users, one of each role; hashing is slow on purpose, so once for all tests."""
    made = Users(users_path(tmp_path_factory.mktemp("users") / "record.db"))
    for name, role in (("Ana Velk", "reviewer"), ("Bo", "reader"), ("Cai", "admin")):
        made.add(name, role, PASSWORD)
    return made


@pytest.fixture
def path(record_path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(record_path, tmp_path / "record.db"))


def client_of(path: Path, access: Access) -> TestClient:
    return TestClient(make_app(path, access=access), base_url=BASE, raise_server_exceptions=False)


def token_of(html: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]+)"', html)
    assert found
    return found[1]


def signed_in(client: TestClient, name: str, password: str = PASSWORD):
    token = token_of(client.get("/login").text)
    return client.post("/login", data={"token": token, "name": name, "password": password, "to": "/about"})


def test_without_signing_in_nothing_is_seen(path: Path, users: Users) -> None:
    with client_of(path, Access(users=users)) as client:
        for address in ("/", "/issues", "/statements?order=oldest", "/review"):
            answer = client.get(address, follow_redirects=False)
            assert answer.status_code == 303 and answer.headers["location"].startswith("/login?to=")
            assert answer.headers["content-security-policy"]
        assert client.get("/issues.json").status_code == 401
        for action in ACTIONS:
            assert client.post(action, data={"token": "x"}).status_code == 401
        assert client.get("/static/style.css").status_code == 200
        assert client.get("/statements?order=oldest").url.params["to"] == "/statements?order=oldest"


def test_signing_in_and_out(path: Path, users: Users) -> None:
    with client_of(path, Access(users=users)) as client:
        assert signed_in(client, "Ana Velk", "wrong password").status_code == 401
        assert signed_in(client, "Nobody").status_code == 401
        answer = signed_in(client, "Ana Velk")
        assert answer.status_code == 200 and answer.url.path == "/about"
        cookie = answer.history[0].headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        page = client.get("/")
        assert "Ana Velk" in page.text
        assert client.post("/logout", data={"token": "0" * 32}).status_code == 403
        client.post("/logout", data={"token": token_of(page.text)})
        assert client.get("/", follow_redirects=False).status_code == 303


def test_over_tls_cookies_stay_there(path: Path, users: Users) -> None:
    with TestClient(make_app(path, access=Access(users=users)), base_url="https://press.example") as client:
        assert "Secure" in client.get("/login").headers["set-cookie"]


def test_after_some_wrong_passwords_nobody_may_try(path: Path, users: Users) -> None:
    with client_of(path, Access(users=users)) as client:
        tried = [signed_in(client, "Bo", f"guess number {n}").status_code for n in range(8)]
        assert tried == [401] * 6 + [429] * 2
        assert signed_in(client, "Bo").status_code == 429


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(path: Path, users: Users, to: str) -> None:
    with client_of(path, Access(users=users)) as client:
        token = token_of(client.get("/login", params={"to": to}).text)
        sent = {"token": token, "name": "Cai", "password": PASSWORD, "to": to}
        assert client.post("/login", data=sent, follow_redirects=False).headers["location"] == "/"


def test_a_cookie_cannot_be_made_up_kept_too_long_or_used_after_a_new_password(tmp_path: Path) -> None:
    users = Users(users_path(tmp_path / "record.db"))
    users.add("Ana", "reviewer", PASSWORD)
    user = users.get("Ana")
    assert user is not None
    cookie = session_for(user, users.secret, now=1_000_000)
    assert user_of(cookie, users, now=1_000_100) == user
    assert user_of(cookie, users, now=1_000_000 + 13 * 3600) is None
    body, _, signed = cookie.partition(".")
    other = session_for(user, b"another secret", now=1_000_000)
    for wrong in (
        "",
        ".",
        "x.y",
        body,
        f"{body}.",
        f"{body}.{signed[::-1]}",
        other,
        f"{body}A.{signed}",
        "é.é",
        "W10.x",
    ):
        assert user_of(wrong, users, now=1_000_100) is None
    users.change("Ana", password="another ferry at noon")
    assert user_of(cookie, users, now=1_000_100) is None


def test_each_role_may_do_its_own(path: Path, users: Users) -> None:
    with Record.open(path, read_only=True) as record:
        target = queries.statements(record, limit=1)[0].id
    for name, judged, ruled in (("Bo", 403, 403), ("Ana Velk", 200, 403), ("Cai", 200, 200)):
        with client_of(path, Access(users=users)) as client:
            signed_in(client, name)
            token = token_of(client.get("/").text)
            sent = {"token": token, "target": target, "do": "accept"}
            assert client.post("/review/judge", data=sent).status_code == judged, name
            assert client.get("/users").status_code == ruled, name
            sent = {"token": token, "name": "Bo", "role": "reader"}
            assert client.post("/users/change", data=sent).status_code == ruled, name


def test_a_form_from_elsewhere_is_refused(path: Path) -> None:
    with client_of(path, Access("Ana")) as client:
        token = token_of(client.get("/review").text)
        target = client.get("/statements.json").json()["statements"][0]["id"]
        good = {"token": token, "target": target, "do": "accept"}
        for sent, headers in (
            ({**good, "token": ""}, {}),
            ({**good, "token": "0" * 32}, {}),
            (good, {"origin": "https://evil.example"}),
            (good, {"sec-fetch-site": "cross-site"}),
        ):
            assert client.post("/review/judge", data=sent, headers=headers).status_code == 403
        assert client.post("/review/judge", json=good).status_code == 415
        assert client.post("/review/judge", data={**good, "note": "x" * 1_100_000}).status_code == 413
        assert client.get("/judgements.json").json()["judgements"] == []
        assert client.post("/review/judge", data=good, headers={"origin": BASE}).status_code == 200
        assert client.get("/judgements.json").json()["judgements"][0]["by"] == "Ana"


def test_every_form_carries_the_token(path: Path, addresses: dict[str, str]) -> None:
    with client_of(path, Access("Ana")) as client:
        seen = 0
        for kind, address in addresses.items():
            for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", client.get(address).text, re.DOTALL):
                assert 'name="token"' in form, kind
                seen += 1
        assert seen > 5


def test_a_record_that_may_not_be_written_has_no_forms(path: Path) -> None:
    with client_of(path, Access("Ana", "reader")) as client:
        for address in ("/", "/statements", "/articles"):
            assert 'method="post"' not in client.get(address).text


def test_looking_writes_nothing(path: Path, addresses: dict[str, str]) -> None:
    def content() -> list:
        with Record.open(path, read_only=True) as record:
            return [queries.judgements(record), queries.counts(record), queries.statements(record)]

    before, bytes_before = content(), path.read_bytes()
    with client_of(path, Access("Ana")) as client:
        for address in addresses.values():
            client.get(address)
            client.get(address.partition("?")[0] + "?" + address.partition("?")[2])
    assert content() == before and path.read_bytes() == bytes_before


# --- users and serving ------------------------------------------------------------------------------------------------


def test_elsewhere_takes_users(path: Path) -> None:
    for options in ({"host": "0.0.0.0"}, {"login": True}):
        with pytest.raises(InputError, match=r"on this machine only.*onrecord users add NAME --role admin --record"):
            serve(path, port=0, **options)
    Users(users_path(path)).add("Ana", "admin", PASSWORD)
    for options in ({"host": "0.0.0.0"}, {"login": True}):
        assert access_for(path, **options).users is not None
    assert access_for(path).users is None, "this machine needs no password"
    assert access_for(path, name="Ana").name == "Ana"


def test_users_by_the_command(path: Path) -> None:
    def run(*words: str, input: str | None = None):
        return CliRunner().invoke(main, ["users", *words, "--record", str(path)], input=input)

    assert "no users" in run("list").output
    assert run("add", "Ana", "--role", "admin", input=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    assert run("add", "Bo", "--password-file", "-", input=f"{PASSWORD}\n").exit_code == 0
    assert [line.split(", since")[0] for line in run("list").output.splitlines()] == ["Ana, admin", "Bo, reader"]
    file = users_path(path)
    assert (
        file.stat().st_mode & 0o777 == 0o600 and PASSWORD not in file.read_text() and "$argon2id$" in file.read_text()
    )
    for words, said in (
        (("add", "Ana", "--password-file", "-"), "there is such a user"),
        (("add", "machine", "--password-file", "-"), "not a machine's"),
        (("add", "<b>", "--password-file", "-"), "letters, digits"),
        (("change", "Nobody", "--role", "admin"), "there is no such user"),
        (("remove", "Ana"), "the only admin"),
        (("change", "Ana", "--role", "reader"), "the only admin"),
    ):
        answer = run(*words, input=f"{PASSWORD}\n")
        assert answer.exit_code == 1 and said in answer.output, words
    assert "at least 10" in run("add", "Cai", "--password-file", "-", input="short\n").output
    assert run("change", "Bo", "--role", "admin").exit_code == 0 and run("remove", "Ana").exit_code == 0
    assert [user.name for user in Users(file).all()] == ["Bo"]
