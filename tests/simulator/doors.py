# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Further ports that lead nowhere good, or to the same clouds behind a certificate that does not do.

``refused`` (nobody listens), ``silent`` (takes connections and says nothing), ``closing`` (takes and resets them),
``garbage`` (answers what is no HTTP), ``plain`` (an https URL to a port without TLS), ``wrong_name``, ``expired``,
``not_yet`` (certificates of the door's authority) and ``unknown_ca`` (a good one, but of another authority).
"""

from __future__ import annotations

import asyncio
import datetime
import socket
import ssl
import struct
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import trustme

from .tls import HOSTS

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
_YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Door:
    kind: str
    url: str
    ca_path: str = ""
    """The certificate of the authority to trust, for those with TLS."""


@dataclass
class Doors:
    """The doors of one simulator; ``serve`` listens with a TLS context and gives the port."""

    serve: Callable[[ssl.SSLContext | None], Awaitable[int]]
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def open(self, kind: str) -> Door:
        """Raises ValueError for a kind that does not exist."""
        if kind == "refused":
            return Door(kind, f"http://127.0.0.1:{self._deaf_port()}")
        if kind in _HANDLERS:
            server = await asyncio.start_server(_HANDLERS[kind], "127.0.0.1", 0)
            self._stack.callback(server.close)
            return Door(kind, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        if kind == "plain":
            return Door(kind, f"https://127.0.0.1:{await self.serve(None)}")
        if kind not in _CERTIFICATES:
            known = ", ".join(("refused", "plain", *_HANDLERS, *_CERTIFICATES))
            raise ValueError(f"unknown door {kind!r}; known: {known}")
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        _CERTIFICATES[kind](authority).configure_cert(context)
        path = Path(self._stack.enter_context(tempfile.TemporaryDirectory())) / "ca.pem"
        authority.cert_pem.write_to_path(str(path))
        return Door(kind, f"https://127.0.0.1:{await self.serve(context)}", str(path))

    async def close(self) -> None:
        await self._stack.aclose()

    def _deaf_port(self) -> int:
        """A port that is taken, so that nobody else gets it, and that nobody listens on."""
        taken = self._stack.enter_context(socket.socket())
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def _silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    while await reader.read(65536):
        pass


async def _closing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(65536)  # a reset before the request is out looks like a plain end to some clients
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(65536)
    writer.write(b"SSH-2.0-OpenSSH_9.9\r\n\x00\xff\r\n\r\n")
    writer.close()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


_HANDLERS: dict[str, Handler] = {"silent": _silent, "closing": _closing, "garbage": _garbage}
_CERTIFICATES: dict[str, Callable[[trustme.CA], trustme.LeafCert]] = {
    "wrong_name": lambda authority: authority.issue_cert("elsewhere.example"),
    "expired": lambda authority: authority.issue_cert(
        *HOSTS, not_before=_now() - 2 * _YEAR, not_after=_now() - datetime.timedelta(days=1)
    ),
    "not_yet": lambda authority: authority.issue_cert(*HOSTS, not_before=_now() + _YEAR, not_after=_now() + 2 * _YEAR),
    "unknown_ca": lambda _authority: trustme.CA().issue_cert(*HOSTS),
}
