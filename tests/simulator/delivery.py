# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How an answer goes out: whole, in part, slowly, in bad chunks, without end, or not at all."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web

from . import floods
from .faults import Fault
from .messages import Reply

LONGEST_HANG = 3600.0
_SETTLE = 0.02
"""Seconds that bytes already written have to arrive before a reset."""


def whole(reply: Reply) -> web.Response:
    return web.Response(status=reply.status, body=reply.body, headers=reply.headers)


async def deliver(request: web.BaseRequest, reply: Reply, fault: Fault) -> web.StreamResponse:
    """Send the reply as the fault wants it; what HTTP does not allow goes past the framework, byte by byte."""
    if fault.flood:
        return await _flood(request, reply, fault.flood)
    response = whole(reply)
    transport = request.transport
    if transport is None or not _is_odd(fault):
        if fault.hang:
            await asyncio.sleep(LONGEST_HANG)
        return response
    response.force_close()
    await _send(transport, reply, fault)
    if fault.hang:
        await asyncio.sleep(LONGEST_HANG)
    if fault.reset:
        await _reset(transport)
    transport.close()
    return response


def _is_odd(fault: Fault) -> bool:
    return bool(fault.cut or fault.slow is not None or fault.reset or fault.chunked or fault.unframed)


async def _send(transport: asyncio.Transport, reply: Reply, fault: Fault) -> None:
    if fault.cut == "before" or (fault.hang and not fault.cut):
        return
    head = _head(reply, fault)
    if fault.cut == "in_head":
        head = head[: len(head) // 2]
    await _write(transport, head, fault.slow if fault.slow_head else None)
    if fault.cut in ("in_head", "head"):
        return
    body = reply.body[: len(reply.body) // 2] if fault.cut == "body" else reply.body
    await _write(transport, _chunks(body, fault) if fault.chunked else body, fault.slow)


def _head(reply: Reply, fault: Fault) -> bytes:
    headers = {**reply.headers, "Connection": "close"}
    if fault.chunked:
        headers["Transfer-Encoding"] = "chunked"
    elif not fault.unframed:
        headers["Content-Length"] = str(len(reply.body))
    lines = [f"HTTP/1.1 {reply.status} {phrase(reply.status)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def phrase(status: int) -> str:
    """What the status means; a number that is none still has to be sent."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _chunks(body: bytes, fault: Fault) -> bytes:
    middle = max(1, len(body) // 2)
    first, rest = (b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:middle], body[middle:]))
    return {
        "whole": first + (rest if body[middle:] else b"") + b"0\r\n\r\n",
        "no_end": first + rest,
        "bad_size": first + b"nothing\r\n" + body[middle:],
        "short": first + b"%x\r\n%s" % (len(body), body[middle:]),
    }[fault.chunked or "whole"]


async def _write(transport: asyncio.Transport, data: bytes, pause: float | None) -> None:
    if pause is None:
        transport.write(data)
        return
    for number in range(len(data)):
        if transport.is_closing():
            return
        transport.write(data[number : number + 1])
        await asyncio.sleep(pause)


async def _reset(transport: asyncio.Transport) -> None:
    """End the connection with RST instead of FIN: what the client has not read may be lost."""
    await asyncio.sleep(_SETTLE)
    if raw := transport.get_extra_info("socket"):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def _flood(request: web.BaseRequest, reply: Reply, flood: Mapping[str, Any]) -> web.StreamResponse:
    headers = {name: value for name, value in reply.headers.items() if name != "Content-Length"}
    if flood.get("gzip"):
        headers["Content-Encoding"] = "gzip"
    response = web.StreamResponse(status=reply.status, headers=headers)
    if flood.get("length") and not flood.get("gzip"):
        response.content_length = floods.size(flood)
    else:
        response.enable_chunked_encoding()
    try:
        await response.prepare(request)
        for block in floods.blocks(flood):
            await response.write(block)
            await asyncio.sleep(0)  # others are served, too
        await response.write_eof()
    except ConnectionError:
        response.force_close()
    return response
