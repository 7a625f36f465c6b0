# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A relay in front of Glance, through which a test can change the cloud between two requests of one run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

WAIT = 60.0
"""Seconds for which a request may be held back."""


class Relay:
    """Passes requests on. ``before`` and ``after`` are called with each path, around the request to Glance."""

    def __init__(self, glance: str) -> None:
        self.glance = glance
        self.url = ""
        self.before: Callable[[str], None] = lambda path: None
        self.after: Callable[[str], None] = lambda path: None
        self._answered: list[str] = []
        self._changed = threading.Condition()

    def answered(self, words: str) -> int:
        """How many requests with these words in their path were answered so far."""
        with self._changed:
            return self._count(words)

    def wait_for(self, words: str, count: int) -> None:
        """Hold a request back until so many with these words in their path were answered."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._count(words) >= count, WAIT), self._answered

    def passed(self, path: str, headers: dict[str, str]) -> requests.Response:
        """Glance's answer to a GET."""
        self.before(path)
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(self.glance + path, headers=headers, timeout=WAIT)
        self.after(path)
        with self._changed:
            self._answered.append(path)
            self._changed.notify_all()
        return answer

    def _count(self, words: str) -> int:
        return sum(words in path for path in self._answered)


@contextmanager
def relay_to(glance: str) -> Iterator[Relay]:
    """Serve on a free port of loopback until the block ends."""
    relay = Relay(glance)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kept = {name: value for name, value in self.headers.items() if name in ("X-Auth-Token", "Accept")}
            answer = relay.passed(self.path, kept)
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_words: object) -> None:
            """Tests read the relay's own list."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        relay.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield relay
        finally:
            server.shutdown()
