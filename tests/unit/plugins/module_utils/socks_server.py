# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A SOCKS5 proxy that leads every host to one address."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ansible_collections.cloud_images.sharing.tests.simulator.background import background_loop


@dataclass
class SocksProxy:
    url: str = ""
    asked_for: list[str] = field(default_factory=list)


@contextmanager
def socks_to(upstream: str) -> Iterator[SocksProxy]:
    """Serve without a password on a free port of 127.0.0.1 (RFC 1928, CONNECT to a name only)."""
    target = urlsplit(upstream)
    proxy = SocksProxy()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _version, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        *_head, length = await reader.readexactly(5)
        name = (await reader.readexactly(length)).decode()
        port = int.from_bytes(await reader.readexactly(2), "big")
        proxy.asked_for.append(f"{name}:{port}")
        far_reader, far_writer = await asyncio.open_connection(target.hostname, target.port)
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await asyncio.gather(_pipe(reader, far_writer), _pipe(far_reader, writer))

    with background_loop() as run:
        server = run(asyncio.start_server(serve, "127.0.0.1", 0))
        proxy.url = f"socks5h://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield proxy
        finally:
            run(_close(server))


async def _close(server: asyncio.Server) -> None:
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
