# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The made-up cloud of docs/adding_a_cloud.md, on loopback. Nothing in it is of any real cloud."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY, SECRET = "nimbus-key-0001", "nimbus-secret-Qz7-not-real"
OWNER, PARTNER, STRANGER = "acct-0a1b2c3d", "acct-7f3c", "acct-dead"


@dataclass
class Nimbus:
    """Its images, each with its grants, and what it was asked."""

    url: str = ""
    grants: dict[str, list[str]] = field(default_factory=dict)
    echoing: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)


@contextmanager
def nimbus() -> Iterator[Nimbus]:
    """Serve it on a port of its own."""
    cloud = Nimbus()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cloud.asked.append(self.path)
            cloud.signatures.append(self.headers.get("X-Nimbus-Signature", ""))
            status, body = _answer(cloud, self.path, dict(self.headers))
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    cloud.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield cloud
    finally:
        server.shutdown()
        server.server_close()


def _answer(cloud: Nimbus, path: str, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    text = f"GET\n{cloud.url}{path}\n{headers.get('X-Nimbus-Time')}"
    right = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
    if headers.get("X-Nimbus-Key") != KEY or headers.get("X-Nimbus-Signature") != right:
        return 401, {"reason": "bad-signature", "detail": "no", "trace": "t-1"}
    parts = urlsplit(path)
    match parts.path.strip("/").split("/"):
        case ["v1", "self"]:
            return 200, {"account": OWNER}
        case ["v1", "images"]:
            return 200, _page("images", [_image(name) for name in cloud.grants], parts.query)
        case ["v1", "images", name, *rest] if name in cloud.grants:
            if name in cloud.echoing:
                echo = f"denied for {headers['X-Nimbus-Signature']} and {SECRET}"
                return 403, {"reason": SECRET, "detail": echo, "trace": headers["X-Nimbus-Signature"]}
            if rest == ["grants"]:
                rows = [{"to": account, "since": 1_700_000_000} for account in cloud.grants[name]]
                return 200, _page("grants", rows, parts.query)
            return 200, _image(name)
    return 404, {"reason": "no-image", "detail": "no such image", "trace": "t-2"}


def _page(key: str, rows: list[dict[str, Any]], query: str) -> dict[str, Any]:
    asked = parse_qs(query)
    size, number = int(asked["per_page"][0]), int(asked["page"][0])
    return {key: rows[(number - 1) * size : number * size], "total": len(rows)}


def _image(name: str) -> dict[str, Any]:
    return {"id": name, "title": f"title of {name}", "account": OWNER, "open": False, "made": 1_700_000_000}
