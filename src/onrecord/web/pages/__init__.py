"""One function a page: from the record and what was asked to a `Page`. The table of addresses is here alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..ask import Ask
from ..page import Page
from .actors import actor_page, actors_page
from .actors_by_hand import merge_page, pairs_page, rename_page, split_page
from .articles import article_page, articles_page
from .by_hand import add_page, change_page
from .codebook import codebook_page, issue_form_page
from .compare import compare_page, outlets_compared_page, reports_page
from .events import event_page, events_page, in_words_page
from .figures import figures_page
from .home import about_page, home_page
from .issues import issue_page, issues_page
from .judgements import agreement_page, judgements_page
from .lists import outlets_page, problems_page
from .network import network_page, tie_page
from .recode import recode_page
from .review import review_page
from .search import named_queries_page, search_page
from .statements import statement_page, statements_page
from .trust import trust_page
from .users import users_page

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
    "/events": events_page,
    "/in-words": in_words_page,
    "/events/{id:path}": event_page,
    "/outlets": outlets_page,
    "/network": network_page,
    "/network/tie": tie_page,
    "/figures": figures_page,
    "/problems": problems_page,
    "/search": search_page,
    "/queries": named_queries_page,
    "/about": about_page,
    "/review": review_page,
    "/judgements": judgements_page,
    "/judgements/agreement": agreement_page,
    "/users": users_page,
    "/review/pairs": pairs_page,
    "/codebook": codebook_page,
    "/codebook/issue": issue_form_page,
    "/trust": trust_page,
    "/recode": recode_page,
    "/add": add_page,
    "/change": change_page,
    "/merge": merge_page,
    "/split": split_page,
    "/rename": rename_page,
    "/compare": compare_page,
    "/compare/outlets": outlets_compared_page,
    "/compare/reports": reports_page,
}


def kind_of(path: str) -> str | None:
    """The entry of `PAGES` that answers a path, or None.

    >>> kind_of("/issues/toll"), kind_of("/nowhere")
    ('/issues/{id:path}', None)
    """
    patterns = ((kind, re.sub(r"{\w+(:\w+)?}", ".+", kind)) for kind in PAGES)
    return next((kind for kind, pattern in patterns if re.fullmatch(pattern, path)), None)
