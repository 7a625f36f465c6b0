# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A forward proxy that leads every host to the simulator, so that endpoints of the real clouds can be tried."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .background import background_loop


@dataclass
class Proxy:
    url: str
    log: list[str] = field(default_factory=list)
    """The first words of each request line: ``CONNECT host:443`` or ``GET http://host/path``."""


@contextmanager
def proxy_to(upstream: str) -> Iterator[Proxy]:
    """Serve on a free port of 127.0.0.1; tunnels and plain requests end at ``upstream``, whatever host they name."""
    target = urlsplit(upstream)
    proxy = Proxy("")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        line, rest = head.split(b"\r\n", 1)
        method, address, version = line.split(b" ")
        proxy.log.append(f"{method.decode()} {address.decode()}")
        far_reader, far_writer = await asyncio.open_connection(target.hostname, target.port)
        if method == b"CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            parts = urlsplit(address.decode())
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            far_writer.write(b" ".join((method, path.encode(), version)) + b"\r\n" + rest)
        await asyncio.gather(_pipe(reader, far_writer), _pipe(far_reader, writer))

    with background_loop() as run:
        server = run(asyncio.start_server(serve, "127.0.0.1", 0))
        proxy.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield proxy
        finally:
            run(_close(server))


async def _close(server: asyncio.Server) -> None:
    """To be run on the server's own loop."""
    server.close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
