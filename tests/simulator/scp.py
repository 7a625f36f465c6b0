# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Samsung Cloud Platform: product virtualserver.

Pages: https://docs.e.samsungsdscloud.com/en/apireference/compute/virtualserver/apis/ listimages, showimage,
listimagemembers and listpendingimages. Assumptions (the backend resembles Glance): a private image is its owner's
alone; a member's list has the shared images that it accepted, ``pending-images`` those that it has not answered,
and no list those that it rejected; a member sees its own row only.
"""

from __future__ import annotations

from typing import Any

from . import errors
from .messages import Call, Refused, Reply, json_reply
from .signatures import Gatekeeper
from .views import image_visible, own_rows, rows_seen
from .world import Image, World

SERVICE = "virtualserver"
_TYPES = ("scp_image_type", "scp_original_image_type")
_FILTERS = ("name", "os_distro", "status", "visibility", *_TYPES)


def answer(call: Call, keeper: Gatekeeper) -> Reply | None:
    match call.method, call.segments:
        case "GET", [""]:
            return _versions(call, keeper.world)
        case "GET", ["v1", "images"]:
            return _images(call, keeper)
        case "GET", ["v1", "pending-images"]:
            return _pending(call, keeper)
        case "GET", ["v1", "images", image_id]:
            account, image = _enter(call, keeper, image_id)
            if not image_visible(image, {account}):
                raise Refused(_not_found(image_id))
            return json_reply(200, _record(image))
        case "GET", ["v1", "images", image_id, "members"]:
            account, image = _enter(call, keeper, image_id)
            rows = rows_seen(image, {account})
            if rows is None:
                raise Refused(_not_found(image_id))
            return json_reply(200, {"members": [_row(image, row) for row in rows]})
    return None


def _enter(call: Call, keeper: Gatekeeper, image_id: str) -> tuple[str, Image]:
    account = _account(call, keeper)
    image = keeper.world.image("scp", image_id)
    if image is None or _kept_from(image, account):
        raise Refused(_not_found(image_id))
    return account, image


def _account(call: Call, keeper: Gatekeeper) -> str:
    account = keeper.scp(call)
    served = {f"{SERVICE} {version['id'].removeprefix('v')}" for version in keeper.world.scp_versions}
    asked = call.headers.get("scp-api-version")
    if asked is not None and asked not in served:
        raise Refused(errors.scp_platform(406, "NoSuchVersion", f"The version {asked!r} is not supported."))
    return account


def _kept_from(image: Image, account: str) -> bool:
    """A private image is its owner's alone: it must be shared before it can get members (image how-to)."""
    return image.visibility == "private" and image.owner != account and account not in image.listed_to


def _not_found(image_id: str) -> Reply:
    return errors.scp_platform(404, "Image.NotFound", f"No image found with ID {image_id}")


def _versions(call: Call, world: World) -> Reply:
    """Version discovery, for everybody."""
    rows = [
        {
            "id": version["id"],
            "links": [{"href": f"{call.base_url}/{version['id']}", "rel": "self"}],
            "not_before": version["not_before"],
            "status": version["status"],
        }
        for version in world.scp_versions
    ]
    return json_reply(200, {"versions": rows})


def _images(call: Call, keeper: Gatekeeper) -> Reply:
    account = _account(call, keeper)
    limit = call.query.get("limit", "20")
    if not limit.isdecimal() or not 1 <= int(limit) <= 1000:
        raise Refused(errors.scp_platform(400, "ValidationError", "limit: must be between 1 and 1000"))
    wanted = {name: call.query[name] for name in _FILTERS if name in call.query}
    listed = [
        image
        for image in keeper.world.candidates("scp", {account})
        if image_visible(image, {account}, listing=True)
        and not _kept_from(image, account)
        and _hidden_fits(image, call, keeper.world)
        and all(_record(image)[name] == value for name, value in wanted.items())
    ]
    listed.sort(key=lambda image: image.created_at, reverse=True)
    start, size = 0, min(int(limit), keeper.world.habits.scp_largest_page)
    if marker := call.query.get("marker"):
        start = next((number + 1 for number, image in enumerate(listed) if image.id == marker), -1)
        if start < 0:
            raise Refused(errors.scp_platform(400, "ValidationError", "marker: no such image"))
    return json_reply(200, {"images": [_record(image) for image in listed[start : start + size]]})


def _hidden_fits(image: Image, call: Call, world: World) -> bool:
    match world.habits.scp_hidden:
        case "always":
            return True
        case "never":
            return not image.os_hidden
    return image.os_hidden == (call.query.get("os_hidden") == "true")


def _pending(call: Call, keeper: Gatekeeper) -> Reply:
    """What others share with the caller and it has not answered; no paging is documented."""
    account = _account(call, keeper)
    types = {name: call.query[name] for name in _TYPES if name in call.query}
    records = [
        _record(image)
        for image in keeper.world.candidates("scp", {account})
        if image.owner != account
        and any(row.get("status") == "pending" for row in own_rows(image, {account}))
        and not _kept_from(image, account)
    ]
    rows = [record for record in records if all(record[name] == value for name, value in types.items())]
    return json_reply(200, {"images": rows[: keeper.world.habits.scp_pending_rows]})


def _row(image: Image, member: dict[str, Any]) -> dict[str, Any]:
    return {
        "created_at": image.created_at,
        "image_id": image.id,
        "member_id": None,
        "status": "accepted",
        "updated_at": image.updated_at,
        **member,
    }


def _record(image: Image) -> dict[str, Any]:
    return {
        "checksum": "d41d8cd98f00b204e9800998ecf8427e",
        "container_format": "bare",
        "created_at": image.created_at,
        "disk_format": "qcow2",
        "file": f"/v2/images/{image.id}/file",
        "id": image.id,
        "min_disk": 20,
        "min_ram": 0,
        "name": image.name,
        "os_distro": "rhel",
        "os_hash_algo": image.os_hash_algo,
        "os_hash_value": image.os_hash_value,
        "os_hidden": image.os_hidden,
        "owner": image.owner,
        "owner_account_name": image.owner_account_name,
        "owner_user_name": image.owner_user_name,
        "protected": False,
        "root_device_name": "/dev/vda",
        "scp_gpu_driver": None,
        "scp_image_type": "custom",
        "scp_k8s_version": None,
        "scp_original_image_type": "standard",
        "scp_os_build_version": None,
        "scp_os_version": "9.4",
        "size": 1073741824,
        "status": image.status,
        "updated_at": image.updated_at,
        "url": None,
        "virtual_size": None,
        "visibility": image.visibility,
        "volumes": "[]",
        **image.extra,
    }
