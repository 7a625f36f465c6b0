# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Errors that tell the caller's own secrets back: ``{"what": "secret", "where": "message", "how": "plain"}``.

``what``: secret, signature, authorization, token (X-Auth-Token or X-Security-Token), password, key.
``where``: message, code, request_id (body and header), location (of a redirect), body (a page of HTML), answer (the
cloud's own answer, a success, with the text put in at ``at``: see ``edits.py``).
``how``: plain, url, json (escaped twice), markup (tags within), blanks (line breaks within), base64.
``after``: so many letters before it, so that whoever cuts the text cuts inside the secret.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from . import edits
from .messages import Call, Reply, json_reply
from .world import World

WHERE = ("message", "code", "request_id", "location", "body", "answer")
_HOW: dict[str, Callable[[str], str]] = {
    "plain": str,
    "url": lambda text: quote(text, safe=""),
    "json": lambda text: json.dumps(text)[1:-1],
    "markup": lambda text: f"{text[: len(text) // 2]}<br /><b></b>{text[len(text) // 2 :]}",
    "blanks": lambda text: f"{text[: len(text) // 2]} \n\t{text[len(text) // 2 :]}",
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
}
_WHAT: dict[str, Callable[[Call, World], str]] = {
    "secret": lambda call, world: next(
        (keys[call.who].secret_key for keys in (world.scp_keys, world.huawei_keys) if call.who in keys), ""
    ),
    "signature": lambda call, _world: call.headers.get("scp-signature", "") or _signature(call),
    "authorization": lambda call, _world: (
        call.headers.get("authorization", "") or call.headers.get("scp-signature", "")
    ),
    "token": lambda call, _world: call.headers.get("x-auth-token", "") or call.headers.get("x-security-token", ""),
    "password": lambda call, world: next((user.password for user in world.users if user.name == call.who), ""),
    "key": lambda call, _world: call.who or "",
}


def check(echo: Mapping[str, Any]) -> None:
    """Raises ValueError for one that is none."""
    choices = {"what": _WHAT, "where": WHERE, "how": _HOW}
    for name, known in choices.items():
        if echo.get(name, "plain" if name == "how" else None) not in known:
            raise ValueError(f"{name} of an echo is one of {', '.join(known)}, not {echo.get(name)!r}")
    if ("at" in echo) is not (echo["where"] == "answer"):
        raise ValueError("an echo in an answer, and no other, says where: 'at'")
    if unknown := set(echo) - {*choices, "after", "at"}:
        raise ValueError(f"unknown fields of an echo: {', '.join(sorted(unknown))}")


def echoed(call: Call, world: World, echo: Mapping[str, Any]) -> str:
    """The text that the answer gives away; empty where the caller has no such secret."""
    return _HOW[echo.get("how", "plain")](given_away(call, world, echo))


def given_away(call: Call, world: World, echo: Mapping[str, Any]) -> str:
    """What the echo gives away, as the caller has it."""
    return _WHAT[echo["what"]](call, world)


def reply(
    call: Call, cloud: str | None, world: World, echo: Mapping[str, Any], status: int | None, own: Reply
) -> Reply:
    """An error in the shape of the cloud that was asked; a redirect for ``location``; else its ``own`` answer."""
    text = echoed(call, world, echo)
    told = f"{'x' * echo.get('after', 0)}{text}"
    where = echo["where"]
    if where == "answer":
        return Reply(status or own.status, edits.apply(own.body, [{"at": echo["at"], "set": told}]), own.headers)
    status = status or 403
    if where == "body":
        return Reply(status, f"<html><body><p>{told}</p></body></html>".encode(), {"Content-Type": "text/html"})
    if where == "location":
        # No header may hold a line break or a letter outside ASCII.
        address = f"{call.base_url}/elsewhere?given={re.sub(r'[^!-~]', '', told)}"
        return Reply(307 if status < 300 or status > 399 else status, b"", {"Location": address})
    message = f"You sent {told}" if where == "message" else "No."
    return _shaped(cloud, status, message, told if where == "code" else "", told if where == "request_id" else "req-1")


def _shaped(cloud: str | None, status: int, message: str, code: str, number: str) -> Reply:
    headers = {"X-Request-Id": re.sub(r"[^!-~]", "", number)}
    if cloud == "scp":
        error = {"code": code or "Forbidden", "detail": message, "request_id": number, "status": status, "title": "No"}
        return json_reply(status, {"errors": [error]})
    if status == 401 and cloud in ("ims", "cph"):  # of the gateway before them
        return json_reply(
            401, {"request_id": number, "error_code": code or "APIGW.0301", "error_msg": message}, headers
        )
    if cloud == "ims":
        return json_reply(status, {"error": {"message": message, "code": code or "IMG.0026"}}, headers)
    if cloud in ("iam", "glance"):
        identity = {"X-Openstack-Request-Id" if cloud == "glance" else "X-IAM-Trace-Id": headers["X-Request-Id"]}
        if cloud == "iam":
            return json_reply(status, {"error": {"message": message, "code": code or status, "title": "No"}}, identity)
        return json_reply(status, {"message": message, "code": code or f"{status} Forbidden", "title": "No"}, identity)
    return json_reply(status, {"request_id": number, "error_code": code or "CPS.0001", "error_msg": message}, headers)


def _signature(call: Call) -> str:
    return call.headers.get("authorization", "").rpartition("Signature=")[2]
