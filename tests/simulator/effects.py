# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a fault makes of an answer before it is sent."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import asdict, replace
from email.utils import formatdate

from . import echoes, edits, endless
from .delivery import phrase
from .faults import PRESETS, Fault, throttled
from .messages import Call, Reply
from .world import World


def change(fault: Fault, call: Call, cloud: str | None, world: World, reply: Reply) -> Reply:
    """The answer that goes out instead of ``reply``."""
    if fault.repeat:
        reply = replace(reply, body=endless.repeated(reply.body, call))
    if fault.endless:
        reply = replace(reply, body=endless.endless(reply.body, call, fault.endless, fault.serial))
    if fault.edits:
        reply = replace(reply, body=edits.apply(reply.body, fault.edits))
    if fault.echo:
        reply = echoes.reply(call, cloud, world, fault.echo, fault.status, reply)
        fault.told.append(echoes.given_away(call, world, fault.echo))
    else:
        reply = _given(fault, call, cloud, reply)
    headers, body = dict(reply.headers), reply.body
    if fault.replace:
        body = body.replace(fault.replace[0].encode(), fault.replace[1].encode())
    if fault.pad:
        body += b" " * fault.pad
    if fault.gzip:
        body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
    if fault.truncate is not None:
        body = body[: fault.truncate]
    if fault.retry_after is not None:
        headers["Retry-After"] = _retry_after(str(fault.retry_after), call.now)
    if fault.clock is not None:
        headers["Date"] = formatdate(call.now + fault.clock, usegmt=True)
    return Reply(reply.status, body, headers)


def _given(fault: Fault, call: Call, cloud: str | None, reply: Reply) -> Reply:
    """Status, headers and body as the preset and the fault give them."""
    status, body, headers = reply.status, reply.body, dict(reply.headers)
    preset = fault.preset
    if fault.retry_after is not None and preset is None and fault.status is None:
        preset = throttled(cloud)
    for given in (PRESETS.get(preset or "", {}), asdict(fault)):
        status = given.get("status") or status
        headers.update(given.get("headers") or {})
        if given.get("body") is not None:
            body = given["body"].encode()
        if given.get("hex") is not None:
            body = bytes.fromhex(given["hex"])
        if given.get("json") is not None:
            body, headers["Content-Type"] = json.dumps(given["json"]).encode(), "application/json"
    if fault.redirect:
        status, body = fault.status or 307, b""
        headers = {"Location": f"{fault.redirect.rstrip('/')}{call.target}"}
    elif status != reply.status and body is reply.body:
        body, headers["Content-Type"] = f"{status} {phrase(status)}\n".encode(), "text/plain"
    return Reply(status, body, headers)


def _retry_after(text: str, now: float) -> str:
    match = re.fullmatch(r"date:(-?\d+)", text)
    return formatdate(now + int(match[1]), usegmt=True) if match else text
