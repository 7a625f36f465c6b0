# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The simulator's own path, for those who run it in another process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .habits import Habits
from .messages import Call, Reply, json_reply
from .request_log import as_rows, select
from .world import World

if TYPE_CHECKING:
    from .server import Service

PREFIX = "/_simulator/"


async def answer(call: Call, service: Service) -> Reply:
    action = _ACTIONS.get((call.method, call.path.removeprefix(PREFIX)))
    if action is None:
        return json_reply(404, {"error": "no such path"})
    try:
        given = json.loads(call.body) if call.body else {}
        action(service, given)
        if call.path.endswith("/doors"):
            return json_reply(200, asdict(await service.doors.open(**given)))
        if call.path.endswith("/log"):
            return json_reply(200, as_rows(select(service.log, call.query)))
    except (TypeError, ValueError, KeyError) as error:
        return json_reply(400, {"error": str(error)})
    if call.path.endswith("/accounts"):
        estate = service.world.estate
        return json_reply(200, [asdict(account) for account in estate.accounts] if estate else [])
    return json_reply(200, service.state())


def _look(_service: Service, _given: Any) -> None:
    """The answer says it all."""


def _add(service: Service, given: Any) -> None:
    for fields in given if isinstance(given, list) else [given]:
        service.faults.add(**fields)


def _set(service: Service, given: dict[str, Any]) -> None:
    """``rate_limit`` (fields of RateLimit, or null); ``latency``, ``token_lifetime``, ``clock`` (ahead) in seconds."""
    for name, value in given.items():
        match name:
            case "latency":
                service.faults.latency = float(value)
            case "rate_limit" if value is None:
                service.faults.rate_limit = None
            case "rate_limit":
                service.faults.limit(**value)
            case "clock":
                service.faults.clock_offset = float(value)
            case "token_lifetime":
                service.tokens.lifetime = float(value)
            case _:
                raise ValueError(f"unknown setting {name!r}")


def _populate(service: Service, given: dict[str, Any]) -> None:
    service.world.populate(**given)


def _behave(service: Service, given: dict[str, Any]) -> None:
    service.world.habits = service.world.habits.changed(given)


_ACTIONS: dict[tuple[str, str], Callable[[Service, Any], None]] = {
    ("GET", "faults"): _look,
    ("POST", "faults"): _add,
    ("DELETE", "faults"): lambda service, _given: service.faults.clear(),
    ("POST", "settings"): _set,
    ("GET", "log"): _look,
    ("DELETE", "log"): lambda service, _given: service.log.clear(),
    ("POST", "world"): lambda service, given: service.replace_world(World.build(given)),
    ("GET", "accounts"): _look,
    ("POST", "accounts"): _populate,
    ("POST", "doors"): _look,
    ("POST", "habits"): _behave,
    ("DELETE", "habits"): lambda service, _given: setattr(service.world, "habits", Habits()),
    ("DELETE", "tokens"): lambda service, _given: service.tokens.expire_all(),
}
