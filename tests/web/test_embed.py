"""A page for a frame: no navigation, nothing to press that writes, and only it may be framed."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_only_an_embedded_page_may_be_framed(client: TestClient, addresses: dict[str, str]) -> None:
    for kind in ("issue", "actor", "article", "statement", "home"):
        alone = client.get(addresses[kind])
        framed = client.get(addresses[kind], params={"embed": "1"})
        assert framed.status_code == 200, kind
        assert "frame-ancestors *" in framed.headers["content-security-policy"]
        assert "x-frame-options" not in framed.headers
        assert framed.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in alone.headers["content-security-policy"]
        assert alone.headers["x-frame-options"] == "DENY"


def test_an_embedded_page_has_no_navigation_and_writes_nothing(client: TestClient, addresses: dict[str, str]) -> None:
    for kind in ("issue", "actor", "article", "statement"):
        html = client.get(addresses[kind], params={"embed": "1"}).text
        assert "<header" not in html and "<nav aria-label" not in html, kind
        assert 'method="post"' not in html.lower(), kind
        assert '<base target="_blank">' in html
        assert "embed=1" not in html  # what its links open is the whole page
        assert client.get(addresses[kind]).text.count("<h1") == html.count("<h1") == 1


def test_an_error_is_not_framed(client: TestClient) -> None:
    answer = client.get("/issues/none?embed=1")
    assert answer.status_code == 404 and answer.headers["x-frame-options"] == "DENY"
