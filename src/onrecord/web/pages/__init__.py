"""One function a page: from the record and what was asked to a `Page`. The table of addresses is here alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..ask import Ask
from ..page import Page
from .actors import actor_page, actors_page
from .articles import article_page, articles_page
from .home import about_page, home_page
from .issues import issue_page, issues_page
from .lists import outlets_page, problems_page
from .search import search_page
from .statements import statement_page, statements_page

if TYPE_CHECKING:
    from ...store.record import Record

Build = Callable[["Record", Ask], Page]

#: Path → page. Each is also served as JSON under the same path with ``.json`` (the home page as ``/index.json``).
PAGES: dict[str, Build] = {
    "/": home_page,
    "/issues": issues_page,
    "/issues/{id:path}": issue_page,
    "/actors": actors_page,
    "/actors/{id:path}": actor_page,
    "/articles": articles_page,
    "/articles/{id:path}": article_page,
    "/statements": statements_page,
    "/statements/{id:path}": statement_page,
    "/outlets": outlets_page,
    "/problems": problems_page,
    "/search": search_page,
    "/about": about_page,
}
