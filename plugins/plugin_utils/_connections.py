# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Reads the images of every connection through its info module: in batches, with a few lines of progress."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..module_utils._providers.clouds import CLOUDS
from ._evidence import evidence_of
from ._inventory.model import Connection, Inventory
from ._verdict.model import ConnectionEvidence

RunModule = Callable[[str, Mapping[str, Any]], dict[str, Any]]

_SMALLEST_BATCH = 2500  # each batch starts the module and lists the images again: 0.5 s and more
_PROGRESS_LINES = 10


class ConnectionReader:
    """``run_module(name, options)`` gives a module's result; ``show(line)`` prints one line of progress.

    After `read`, ``summaries`` holds what each connection cost, and ``warnings`` what the modules warned of.
    """

    def __init__(self, run_module: RunModule, show: Callable[[str], None], *, discover: bool = False) -> None:
        self._run_module = run_module
        self._show = show
        self._discovered: dict[str, dict[str, Any]] | None = {} if discover else None
        self._places: dict[str, Any] = {}
        self._refused: dict[tuple[Any, ...], dict[str, Any]] = {}
        self.summaries: dict[str, dict[str, Any]] = {}
        self.warnings: list[str] = []

    def read(self, expected: Inventory) -> dict[str, ConnectionEvidence]:
        """Connection name to its evidence, every expected image in it."""
        readings: dict[str, list[dict[str, Any]]] = {name: [] for name in expected["scope"]}
        total = len(expected["images"])
        size = max(_SMALLEST_BATCH, math.ceil(total / _PROGRESS_LINES))
        done = unread = 0
        # What is not in the inventory is known only against all of a connection's images: discovery takes no batches.
        batches = _batches(expected, size) if self._discovered is None else _batches(expected, max(total, 1))
        for name, batch in batches:
            images = self._read_batch(name, expected["connections"][name], batch)
            readings[name] += images
            done += len(batch)
            unread += sum(image["state"] != "read" for image in images)
            if total > size and (done == total or done // size > (done - len(batch)) // size):
                self._show(f"Image sharing: {done} of {total} images tried, {unread} not read")
        return {name: self._evidence(name, expected["connections"][name], images) for name, images in readings.items()}

    def _evidence(self, name: str, connection: Connection, images: list[dict[str, Any]]) -> ConnectionEvidence:
        place = self._places.get(name)
        result: dict[str, Any] = {"images": images, "summary": self.summaries.get(name), "place": place}
        if self._discovered is not None:
            result["discovered"] = self._discovered[name]
        return evidence_of(connection, result)

    def _read_batch(self, name: str, connection: Connection, image_ids: list[str]) -> list[dict[str, Any]]:
        identity = _identity(connection)
        if identity in self._refused:
            return self._unread(name, image_ids, self._refused[identity])
        options = {**connection["options"], "image_ids": image_ids, "image_details": True, "on_error": "report"}
        if self._discovered is not None:
            options["discover"] = True
        answer = self._run_module(CLOUDS[connection["provider"]].module, options)
        self.warnings += [f"{name}: {warning}" for warning in answer.get("warnings") or []]
        images = answer.get("images")
        if answer.get("failed") or not isinstance(images, list):
            error = _error("bad_request", f"The connection {name} could not be used: {_reason(answer)}")
            return self._unread(name, image_ids, error)
        self._add_summary(name, answer["summary"])
        self._places[name] = answer.get("place")
        if self._discovered is not None:
            self._discovered[name] = answer["discovered"]
        errors = [one["error"] for one in images] + [answer.get("discovered", {}).get("error")]
        refusal = next((error for error in errors if error and error["kind"] == "unauthorized"), None)
        if refusal:
            self._refused[identity] = {**refusal, "attempts": 0}
        return images

    def _unread(self, name: str, image_ids: list[str], error: Mapping[str, Any]) -> list[dict[str, Any]]:
        if self._discovered is not None:
            self._discovered[name] = {"complete": None, "error": error, "images": None}
        return [_unread(image_id, error) for image_id in image_ids]

    def _add_summary(self, name: str, summary: Mapping[str, Any]) -> None:
        total = self.summaries.setdefault(name, {})
        for key, value in summary.items():
            total[key] = total.get(key, 0) + value if isinstance(value, int) else value


def _batches(expected: Inventory, size: int) -> Iterator[tuple[str, list[str]]]:
    image_ids: dict[str, list[str]] = {name: [] for name in expected["scope"]}
    for image in expected["images"]:
        image_ids[image["connection"]].append(image["image_id"])
    for name, ids in image_ids.items():
        for start in range(0, max(len(ids), 1), size):
            yield name, ids[start : start + size]


def _identity(connection: Connection) -> tuple[Any, ...]:
    family = connection["provider"].split("_")[0]
    return (
        family,
        *(repr(connection["options"].get(name) or None) for name in CLOUDS[connection["provider"]].identity),
    )


def _reason(answer: Mapping[str, Any]) -> str:
    return str(answer.get("msg") or "the module gave no result")


def _error(kind: str, message: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "http_status": None,
        "code": None,
        "message": message,
        "request_id": None,
        "attempts": 0,
    }


def _unread(image_id: str, error: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "image_id": image_id,
        "state": "denied" if error["kind"] == "unauthorized" else "failed",
        "complete": None,
        "members": None,
        "member_count": None,
        "image": None,
        "error": dict(error),
    }
