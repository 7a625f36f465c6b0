# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The readings of one connection, checked for their shape before anybody relies on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_KEYS = ("state", "complete", "members", "image", "error")
_NO_READING = {"kind": "missing", "message": "the run has no result for this image"}
_BAD_SHAPE = {"kind": "bad_response", "message": "the result of this image does not have the module's shape"}


class Readings:
    """What was read over one connection, by image id."""

    def __init__(self, connection: str, readings: Sequence[Mapping[str, Any]]) -> None:
        self._by_id: dict[str, Mapping[str, Any]] = {}
        for reading in readings:
            image_id = reading.get("image_id") if isinstance(reading, Mapping) else None
            if not isinstance(image_id, str):
                raise ValueError(f"connection {connection}: a result without image_id")
            if image_id in self._by_id:
                raise ValueError(f"connection {connection}: image {image_id} was read twice")
            self._by_id[image_id] = reading

    def of(self, image_id: str) -> Mapping[str, Any]:
        """The reading of an image; without a usable one, a failed reading that says so."""
        reading = self._by_id.get(image_id)
        if reading is None:
            return _failed(_NO_READING)
        return {key: reading.get(key) for key in _KEYS} if _has_shape(reading) else _failed(_BAD_SHAPE)


def _failed(error: Mapping[str, str]) -> Mapping[str, Any]:
    nothing = dict.fromkeys(("http_status", "code", "request_id"))
    return {**dict.fromkeys(_KEYS), "state": "failed", "error": {**nothing, "attempts": 0, **error}}


def _has_shape(reading: Mapping[str, Any]) -> bool:
    state, members, record, error = (reading.get(key) for key in ("state", "members", "image", "error"))
    return (
        (isinstance(members, list) and all(map(_is_member, members)) if state == "read" else members is None)
        and _is_text(reading, "state")
        and (record is None or (isinstance(record, Mapping) and _is_text(record, "name", "visibility", "owner_id")))
        and (error is None or isinstance(error, Mapping))
    )


def _is_member(row: object) -> bool:
    return (
        isinstance(row, Mapping)
        and isinstance(row.get("member_id"), str)
        and _is_text(row, "member_type", "status", "created_at", "updated_at", "urn")
    )


def _is_text(document: Mapping[str, Any], *keys: str) -> bool:
    return all(isinstance(document.get(key), (str, type(None))) for key in keys)
