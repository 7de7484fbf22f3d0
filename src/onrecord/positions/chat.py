"""One question to a server that speaks the chat protocol of OpenAI, as llama.cpp, vLLM and Ollama do."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..errors import InputError, OnRecordError

#: More than any answer needs; a server that sends more is cut off.
_MOST_BYTES = 2_000_000
_HERE = ("127.0.0.1", "localhost", "::1")


class NoAnswer(OnRecordError):
    """The server could not be reached, refused, or did not speak the protocol."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a model is served. ``address`` up to or with "/v1"; ``key`` is sent as a bearer token if there is one."""

    address: str
    model: str
    key: str = ""
    timeout: float = 120.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            do = "write it like http://127.0.0.1:8080"
            raise InputError("the model's address is none of the web", where=self.address, do=do)

    @property
    def endpoint(self) -> str:
        """The address that is asked.

        >>> Server("http://127.0.0.1:8080", "tiny").endpoint
        'http://127.0.0.1:8080/v1/chat/completions'
        """
        base = self.address.rstrip("/")
        return f"{base if base.endswith('/v1') else f'{base}/v1'}/chat/completions"

    @property
    def here(self) -> bool:
        """Whether it is this machine: then no proxy is asked, and no text leaves."""
        return urlsplit(self.address).hostname in _HERE


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of the answer, tokens as the server counts them (None if it does not), and the seconds it took."""

    text: str
    tokens_in: int | None
    tokens_out: int | None
    seconds: float


def ask(
    server: Server,
    messages: Sequence[Mapping[str, str]],
    *,
    schema: Mapping[str, Any] | None = None,
    most_tokens: int = 512,
) -> Answer:
    """Ask for one answer, at temperature 0.

    Args:
        schema: JSON Schema of the answer; servers that can hold a model to it do, others are asked again without.

    Raises:
        NoAnswer: no server there, an error of the server, or something else than an answer.
    """
    asked: dict[str, Any] = {
        "model": server.model,
        "messages": list(messages),
        "temperature": 0,
        "seed": 0,
        "max_tokens": most_tokens,
        "stream": False,
    }
    held = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    began = time.perf_counter()
    try:
        raw = _sent(server, asked | {"response_format": held} if schema else asked)
    except _NotSo:
        raw = _sent(server, asked)
    return _read(server, raw, time.perf_counter() - began)


class _NotSo(NoAnswer):
    """The server does not take a part of the question."""


def _sent(server: Server, asked: Mapping[str, Any]) -> bytes:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {server.key}"} if server.key else {})
    request = urllib.request.Request(server.endpoint, json.dumps(asked).encode(), headers, method="POST")
    try:
        with _opener(server).open(request, timeout=server.timeout) as response:
            return response.read(_MOST_BYTES)
    except urllib.error.HTTPError as error:
        said = " ".join(error.read(300).decode("utf-8", "replace").split())
        kind = _NotSo if error.code in (400, 422) and "response_format" in asked else NoAnswer
        raise _none(server, f"the server answers {error.code} {said}".rstrip(), kind) from error
    except (OSError, ValueError) as error:  # also timeouts, and replies that are not HTTP
        raise _none(server, f"no answer ({getattr(error, 'reason', None) or error})") from error


def _opener(server: Server) -> urllib.request.OpenerDirector:
    handlers: list[Any] = [_NoRedirects()]
    if server.here:
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(*handlers)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Articles go to the address that was named and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _read(server: Server, raw: bytes, seconds: float) -> Answer:
    try:
        found = json.loads(raw)
        text = found["choices"][0]["message"]["content"]
        usage = found.get("usage") or {}
        counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise _none(server, "the reply is not one of the chat protocol") from error
    if not isinstance(text, str):
        raise _none(server, "the reply has no words")
    return Answer(text, *(n if isinstance(n, int) else None for n in counts), round(seconds, 3))


def _none(server: Server, what: str, kind: type[NoAnswer] = NoAnswer) -> NoAnswer:
    do = "check the address and start the server; the same command goes on from there"
    return kind(what, where=server.endpoint, do=do)
