# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The HTTP server: one port for every cloud; path and headers tell them apart."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from email.utils import formatdate
from typing import Any

from aiohttp import web

from . import admin, cph, errors, glance, iam, ims, scp, scp_iam
from .delivery import deliver, whole
from .doors import Doors
from .effects import change
from .endless import PAGING
from .faults import Faults
from .messages import Call, Refused, Reply
from .request_log import Entry
from .signatures import Gatekeeper
from .tokens import Tokens
from .world import World

_CLOUDS = (("scp", scp), ("scp", scp_iam), ("ims", ims), ("cph", cph), ("iam", iam), ("glance", glance))
TIMER_EXCESS = 0.0005
"""Seconds that a timer of the event loop is late on average: it rounds up to milliseconds."""


@dataclass
class Service:
    """All that the server knows; shared with whoever runs it."""

    world: World
    verify: bool = True
    clock: Callable[[], float] = time.time
    faults: Faults = field(default_factory=Faults)
    log: list[Entry] = field(default_factory=list)
    logging: bool = True
    tokens: Tokens = field(default_factory=Tokens)

    def __post_init__(self) -> None:
        self.keeper = Gatekeeper(self.world, self.tokens, self.verify, self.now)

        self.doors = Doors(self._serve)
        self._runners: list[web.ServerRunner] = []

    def now(self) -> float:
        """Unix time as the clouds have it."""
        return self.clock() + self.faults.clock_offset

    async def _serve(self, tls: ssl.SSLContext | None) -> int:
        runner, port = await start(self, "127.0.0.1", 0, tls)
        self._runners.append(runner)
        return port

    async def close_doors(self) -> None:
        await self.doors.close()
        for runner in self._runners:
            await runner.cleanup()

    def replace_world(self, world: World) -> None:
        self.world = self.keeper.world = world

    def answer(self, call: Call) -> tuple[str | None, Reply]:
        for name, cloud in _CLOUDS:
            try:
                reply = cloud.answer(call, self.keeper)
            except Refused as refused:
                reply = refused.reply
            if reply is not None:
                return name, reply
        if "authorization" in call.headers or "x-auth-token" in call.headers:
            message = "The API does not exist or has not been published in the environment."
            return None, errors.huawei_gateway(404, "APIGW.0101", message)
        return None, errors.scp_gateway(call, 404, "Not Found")

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        arrived = time.monotonic()
        call = Call(
            request.method,
            request.scheme,
            request.raw_path,
            request.raw_headers,
            await request.read() if request.body_exists else b"",
            self.now(),
        )
        if call.path.startswith(admin.PREFIX):
            return whole(await admin.answer(call, self))
        cloud, reply = self.answer(call)
        fault = None
        limit = self.faults.rate_limit
        if limit and not limit.admits(arrived):
            reply = limit.refusal(call, cloud)
        elif not call.refused and self.faults.active and (fault := self.faults.striking(call)):
            if fault.repeat or fault.endless:
                cloud, reply = self.answer(call.without(*PAGING))
            reply = change(fault, call, cloud, self.world, reply)
        if self.logging:
            silent = fault is not None and (fault.hang or fault.cut == "before")
            self.log.append(self._entry(request, call, cloud, None if silent else reply.status, fault is not None))
        if self.faults.clock_offset:
            reply.headers.setdefault("Date", formatdate(self.now(), usegmt=True))
        if wait := self.faults.latency + (fault.delay if fault else 0):
            await asyncio.sleep(max(0.0, arrived + wait - time.monotonic() - TIMER_EXCESS))
        return await deliver(request, reply, fault) if fault else whole(reply)

    def _entry(self, request: web.BaseRequest, call: Call, cloud: str | None, status: int | None, fault: bool) -> Entry:
        peer = request.transport.get_extra_info("peername") if request.transport else None
        client = f"{peer[0]}:{peer[1]}" if peer else None
        return Entry(
            call.now,
            call.method,
            call.path,
            call.raw_query,
            status,
            cloud,
            call.who,
            call.refused,
            fault,
            client,
            call.account,
        )

    def state(self) -> dict[str, Any]:
        """The faults in force, for the admin path."""
        limit = self.faults.rate_limit
        return {
            "faults": [asdict(fault) for fault in self.faults.active],
            "latency": self.faults.latency,
            "clock": self.faults.clock_offset,
            "rate_limit": {"per_second": limit.per_second} if limit else None,
            "habits": asdict(self.world.habits),
        }


async def start(service: Service, host: str, port: int, tls: ssl.SSLContext | None) -> tuple[web.ServerRunner, int]:
    """Listen; returns the runner, to be cleaned up, and the port."""
    runner = web.ServerRunner(
        web.Server(service.handle, handler_cancellation=True, access_log=None), shutdown_timeout=0
    )
    await runner.setup()
    await web.TCPSite(runner, host, port, ssl_context=tls, backlog=1024).start()
    return runner, runner.addresses[0][1]
