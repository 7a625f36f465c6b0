# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Small worlds to judge: loaded inventories, readings and waivers as the judgement takes them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

TODAY = datetime.date(2026, 11, 22)
IMAGE_ID = "70a599e0-31e7-49b7-b260-868f441e862b"
A, B, OTHER = "a" * 32, "b" * 32, "c" * 32


def member(member_id: str = A, *, status: str | None = None, member_type: str | None = None) -> dict[str, Any]:
    return {"member_id": member_id, "member_type": member_type, "status": status, "principal": None}


def image(members: Iterable[Mapping[str, Any]] = (), **fields: Any) -> dict[str, Any]:
    return {
        "name": "golden",
        "connection": "cloud",
        "image_id": IMAGE_ID,
        "match": "exact",
        "members": list(members),
        "visibility": ["private", "shared"],
        "max_pending_days": None,
        "source": "sharing.yml:12",
        **fields,
    }


def inventory(images: Iterable[Mapping[str, Any]], waivers: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    return {
        "connections": {"cloud": {"provider": "huawei_ims", "options": {}}},
        "principals": {},
        "groups": {},
        "images": list(images),
        "selections": [],
        "incoming": [],
        "waivers": list(waivers),
        "scope": ["cloud"],
        "not_in_scope": [],
        "files": ["sharing.yml"],
        "sha256": "5" * 64,
        "warnings": [],
    }


def row(member_id: str = A, **fields: Any) -> dict[str, Any]:
    return {
        "member_id": member_id,
        "member_type": "project",
        "status": "accepted",
        "created_at": "2026-11-01T09:00:00Z",
        "updated_at": "2026-11-01T09:00:00Z",
        "image_id": IMAGE_ID,
        "urn": None,
        "schema": None,
        **fields,
    }


def record(**fields: Any) -> dict[str, Any]:
    known = {"name": "golden", "visibility": "shared", "owner_id": "d" * 32, "status": "active"}
    return {**known, "caller_is_owner": True, **fields}


def reading(members: Iterable[Mapping[str, Any]] | None = (), **fields: Any) -> dict[str, Any]:
    rows = None if members is None else list(members)
    return {
        "image_id": IMAGE_ID,
        "state": "failed" if rows is None else "read",
        "complete": None if rows is None else True,
        "members": rows,
        "member_count": None if rows is None else len(rows),
        "image": record(),
        "error": None,
        **fields,
    }


def error(kind: str = "forbidden", **fields: Any) -> dict[str, Any]:
    known = {"http_status": 403, "code": "IMG.0026", "message": "No rights.", "request_id": "8d31", "attempts": 1}
    return {"kind": kind, **known, **fields}


def waiver(days: int = 30, **fields: Any) -> dict[str, Any]:
    """A waiver for the image that ends so many days from today."""
    return {
        "name": "golden",
        "connection": "cloud",
        "image_id": None,
        "member": None,
        "kind": None,
        "reason": "migration",
        "expires": (TODAY + datetime.timedelta(days=days)).isoformat(),
        "source": "sharing.yml:40",
        **fields,
    }
