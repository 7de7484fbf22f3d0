"""The description of the HTTP API (OpenAPI 3.1), made from the one table of addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .. import __version__
from .page import Page, description_of
from .pages import PAGES
from .schemas import COMPONENTS, TEXT, of

TYPES = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".sql": "text/plain",
    ".atom": "application/atom+xml",
    ".svg": "image/svg+xml",
    ".graphml": "application/graphml+xml",
    ".vl.json": "application/json",
}
_WHAT = {
    ".json": "as JSON",
    ".csv": "its table as CSV",
    ".sql": "the queries behind it, as SQL",
    ".atom": "its statements as an Atom feed",
    ".svg": "its picture",
    ".graphml": "its network as GraphML",
    ".vl.json": "its picture as Vega-Lite",
}
_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "As in the `url` of a row, percent-encoded.",
    "schema": TEXT,
}


def description() -> dict[str, Any]:
    """The whole document: each page in each of its forms."""
    paths: dict[str, Any] = {}
    for path, build in PAGES.items():
        for ending in description_of(build).twins:
            paths[address_of(path, ending)] = {"get": _operation(path, ending, build)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": __version__,
            "description": "Who took which position on what, when, in which words, reported by whom. Every address is "
            "that of a page with an ending; the fields are the page's own. Reading only.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": COMPONENTS},
    }


def address_of(path: str, ending: str) -> str:
    """The address of a twin as OpenAPI writes it.

    >>> address_of("/issues/{id:path}", ".json"), address_of("/", ".csv")
    ('/issues/{id}.json', '/index.csv')
    """
    return re.sub(r"{(\w+):\w+}", r"{\1}", "/index" if path == "/" else path) + ending


def _operation(path: str, ending: str, build: Callable[..., Page]) -> dict[str, Any]:
    about = description_of(build)
    fields = [
        {"name": field.name, "in": "query", "required": False, "description": field.what, "schema": field.schema}
        for field in about.fields
    ]
    content = {TYPES[ending]: {"schema": about.answer if ending == ".json" else TEXT}}
    refused = {"description": "a field that was not understood"}
    if ending == ".json":
        refused["content"] = {"application/json": {"schema": of("Error")}}
    responses = {"200": {"description": _WHAT[ending], "content": content}, "400": refused}
    if "{" in path:
        responses["404"] = {**refused, "description": "nothing of this id is in the record"}
    return {
        "operationId": (build.__name__.removesuffix("_page") + "_" + ending[1:].replace(".", "_")),
        "summary": f"{(build.__doc__ or '').strip().splitlines()[0].rstrip('.')}: {_WHAT[ending]}",
        "parameters": [*([_ID] if "{" in path else []), *fields],
        "responses": responses,
    }
