"""A small real server of the chat protocol on this machine; its "model" looks for a few words and answers by rule."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[dict], tuple[int, bytes]]


def tiny_coder(asked: dict) -> str:
    """Toll or tram, for or against, by the first words that tell."""
    statement = asked["messages"][-1]["content"].rpartition("Statement: ")[2]
    found = []
    for issue in ("toll", "tram"):
        if issue in statement:
            against = any(word in statement for word in ("rejected", "warned", "criticised"))
            words = " ".join(statement[statement.index(issue) :].split()[:3])
            found.append({"issue": issue, "stance": "oppose" if against else "support", "words": words})
    return json.dumps({"positions": found[:1]})


def reply_with(text: str | Callable[[dict], str]) -> Reply:
    """A reply of the protocol with these words."""

    def reply(asked: dict) -> tuple[int, bytes]:
        said = text if isinstance(text, str) else text(asked)
        tokens = {"prompt_tokens": len(str(asked["messages"]).split()), "completion_tokens": len(said.split())}
        choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
        return 200, json.dumps({"object": "chat.completion", "choices": [choice], "usage": tokens}).encode()

    return reply


@contextmanager
def serving(reply: Reply) -> Iterator[tuple[str, list[dict]]]:
    """Serve until left; gives the address and the list of what was asked, headers under "headers"."""
    asked: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({**body, "path": self.path, "headers": dict(self.headers)})
            status, raw = reply(body)
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", raw.decode())
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
