# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A server for what no HTTP library would send."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable
from typing import Any, Protocol

BOUND = 30  # seconds, after which a test that hangs fails


class Reply(Protocol):
    """Makes the bytes of an answer from the head of a request."""

    def __call__(self, head: str, /) -> bytes | Iterable[bytes]: ...


def answer(status: int, body: bytes = b"", **headers: str) -> bytes:
    """A whole answer; names of headers have an underscore where HTTP has a hyphen."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in {"Content_Length": len(body), **headers}.items()]
    return "\r\n".join([f"HTTP/1.1 {status} Said", *lines, "", ""]).encode() + body


class RudeServer:
    """Answers each request with the bytes that ``reply`` makes of its head, and closes where those are an iterator."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._open: list[socket.socket] = []
        self.heads: list[str] = []
        self.host = f"127.0.0.1:{self._server.getsockname()[1]}"
        self.url = f"http://{self.host}"

    def __enter__(self) -> RudeServer:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self._server.close()
        for connection in self._open:
            connection.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._server.accept()
            except OSError:
                return
            self._open.append(connection)
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(BOUND)
        try:
            while head := _head(connection):
                self.heads.append(head)
                said = self._reply(head)
                for part in [said] if isinstance(said, bytes) else said:
                    connection.sendall(part)
                if not isinstance(said, bytes):
                    break
        except OSError:
            pass
        finally:
            connection.close()


def _head(connection: socket.socket) -> str:
    """Headers of the next request, and a body where they announce one; empty at the end."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return ""
        data += more
    head, _blank, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line[15:]) for line in head.decode("latin-1").split("\r\n") if line.lower().startswith("content-length:")),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return data.decode("latin-1")
