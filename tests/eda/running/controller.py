# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""As much of AWX's API as ansible-rulebook asks for: templates to launch, and jobs that are done at once."""

from __future__ import annotations

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "fake-controller-token"
TEMPLATES = ("Image sharing gate", "Image sharing gate of some connections")


class Controller(ThreadingHTTPServer):
    """The server on a free loopback port, in a thread of its own, for the length of a with block."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.launches: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
        """The template and the extra variables of each job, in order."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Controller:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Controller

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        query = parse_qs(place.query)
        if place.path.endswith("/unified_job_templates/"):
            found = [_template(name) for name in TEMPLATES if name in query["name"]]
        elif "id__in" in query:
            done = {"status": "successful", "created": "2026-11-22T07:29:16Z", "artifacts": {}}
            found = [{"id": int(number), **done} for number in query["id__in"][0].split(",")]
        else:
            found = []
        self._answer(200, {"count": len(found), "next": None, "results": found, "version": "24.6.1"})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        number = int(self.path.split("/")[-3])
        self.server.launches.put((TEMPLATES[number], asked.get("extra_vars", {})))
        self._answer(201, {"id": number, "job": number, "url": f"/api/v2/jobs/{number}/", "status": "pending"})

    def _answer(self, status: int, document: dict[str, Any]) -> None:
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            status, document = 401, {"detail": "Authentication credentials were not provided."}
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _template(name: str) -> dict[str, Any]:
    asks = dict.fromkeys(("limit", "labels", "inventory", "variables"), False)
    number = TEMPLATES.index(name)
    return {
        "id": number,
        "type": "job_template",
        "name": name,
        "summary_fields": {"organization": {"name": "Default"}},
        "related": {"launch": f"/api/v2/job_templates/{number}/launch/"},
        **{f"ask_{what}_on_launch": answer for what, answer in asks.items()},
    }
