"""The codebook as a YAML file to download, edit and code with."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ..positions.codebook_yaml import as_yaml


def codebook_file(request: Request) -> Response:
    """The codebook in force, or with ``?version=`` another one."""
    book = request.app.state.record.codebook(request.query_params.get("version") or None)
    if book is None:
        raise HTTPException(404, "There is no such codebook in this record.")
    answer = Response(as_yaml(book).encode("utf-8", "replace"), media_type="application/yaml; charset=utf-8")
    name = "".join(one if one.isascii() and (one.isalnum() or one in "-_") else "-" for one in book.id)
    answer.headers["content-disposition"] = f'attachment; filename="{name[:80] or "codebook"}.yaml"'
    return answer
