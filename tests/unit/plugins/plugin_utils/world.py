# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Small worlds to judge: loaded inventories, readings and waivers as the judgement takes them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, cast

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import (
    ConnectionEvidence,
    VerdictDocument,
)

TODAY = datetime.date(2026, 11, 22)
IMAGE_ID = "70a599e0-31e7-49b7-b260-868f441e862b"
A, B, OTHER = "a" * 32, "b" * 32, "c" * 32
OWNER = "d" * 32


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


def selection(members: Iterable[Mapping[str, Any]] = (), **fields: Any) -> dict[str, Any]:
    """A rule for images of that name; of `select`, what is not given is None."""
    rule = {**image(members), "connections": ["cloud"], "count": {"min": 1, "max": None}, "same_content": False}
    nothing = dict.fromkeys(("name", "name_regex", "tags", "status", "newest"))
    select = {**nothing, **fields.pop("select", {"name": "golden-*"})}
    del rule["connection"], rule["image_id"]
    return {**rule, "select": select, **fields}


def source(owner_id: str = A, **fields: Any) -> dict[str, Any]:
    """One who may share images with the account."""
    owner = {"member_id": owner_id, "principal": None}
    return {"owner": owner, "names": None, "status": None, "max_pending_days": None, **fields}


def inventory(
    images: Iterable[Mapping[str, Any]], waivers: Iterable[Mapping[str, Any]] = (), **fields: Any
) -> Inventory:
    """A loaded inventory; `fields` replace its other parts."""
    loaded = {
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
    return cast(Inventory, {**loaded, **fields})


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
    known = {"name": "golden", "visibility": "shared", "owner_id": OWNER, "status": "active"}
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


def place(account_id: str | None = OWNER, proven_by: str | None = "signature", **fields: Any) -> dict[str, Any]:
    known = {"provider": "huawei_ims", "endpoint": "https://ims.ap-southeast-3.myhuaweicloud.com"}
    account = {"id": account_id, "proven_by": proven_by}
    return {**known, "region": "ap-southeast-3", "account": account, "account_note": None, **fields}


def evidence(images: Iterable[Any] = (), **fields: Any) -> ConnectionEvidence:
    """What one connection gave, read by the proven owner; `fields` replace place, discovered and incoming."""
    known = {"place": place(), "images": list(images), "discovered": None, "incoming": None}
    return cast(ConnectionEvidence, {**known, **fields})


def listing(*images: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """A complete list of own images, each as `listed` gives it."""
    return {"images": list(images), "complete": True, "error": None, **fields}


def listed(read: Mapping[str, Any], **attributes: Any) -> dict[str, Any]:
    """A reading as an image of such a list."""
    nothing = {"created_at": None, "tags": None, "content_hash": None, "hidden": None}
    return {**read, "attributes": {**nothing, **attributes}}


def judged(
    loaded: Inventory,
    images: Iterable[Any] = (),
    *,
    today: datetime.date = TODAY,
    discover: bool = False,
    **fields: Any,
) -> VerdictDocument:
    """The verdict on what the one connection gave."""
    return judge(loaded, {"cloud": evidence(images, **fields)}, today, discover=discover)


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
        "group": None,
        "kind": None,
        "reason": "migration",
        "approved_by": None,
        "ticket": None,
        "expires": (TODAY + datetime.timedelta(days=days)).isoformat(),
        "source": "sharing.yml:40",
        **fields,
    }
