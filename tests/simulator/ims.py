# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Huawei Image Management Service and Open Telekom Cloud: v1, the native v2 calls, and the image list.

Lists: OTC image-management-service, api-ref/source/ims_apis/image/querying_images.rst (2026-04-22) and the native
querying_images_native_openstack_api.rst: "when the visibility value is private, private images that have [been]
shared with others are not queried". No page documents an image hash, so records have none. Assumptions: a list has
the caller's own images whatever ``member_status`` says; enterprise projects part the caller's own images only.
"""

from __future__ import annotations

from typing import Any

from . import errors
from .messages import Call, Refused, Reply, json_reply, request_id
from .paging import cut, limit_of, offset_of
from .signatures import Gatekeeper
from .tokens import Caller
from .views import image_visible, own_rows, rows_seen
from .world import Image, World

MEMBERS_DEFAULT, MEMBERS_MAXIMUM = 500, 1000
IMAGES_DEFAULT, IMAGES_MAXIMUM = 500, 1000
NATIVE_DEFAULT = 25


def answer(call: Call, keeper: Gatekeeper) -> Reply | None:
    match call.method, call.segments:
        case "GET", ["v1", project, "cloudimages", image_id, "members"]:
            caller = _enter(call, keeper, project)
            return _members(call, keeper, caller, image_id, _unknown_image())
        case "GET", ["v2", "cloudimages"]:
            return _cloudimages(call, keeper, _enter(call, keeper))
        case "GET", ["v2", "images", image_id, "members"]:
            caller = _enter(call, keeper)
            return _members(call, keeper, caller, image_id, _native_not_found(call, image_id))
        case "GET", ["v2", "images"]:
            return _native_images(call, keeper, _enter(call, keeper))
        case "GET", ["v2", "images", image_id]:
            own = _own_ids(_enter(call, keeper))
            image = keeper.world.image("ims", image_id)
            if image is None or not image_visible(image, own):
                raise Refused(_native_not_found(call, image_id))
            return json_reply(200, _record(image, own, keeper.world), _openstack_id())
    return None


def _enter(call: Call, keeper: Gatekeeper, project: str | None = None) -> Caller:
    caller = keeper.huawei(call, project)
    if caller.project is None or project not in (None, caller.project):
        raise Refused(errors.ims(400, "IMG.0030", "The project ID and token are invalid."))
    known = keeper.world.projects.get(caller.project)
    if keeper.verify and (known is None or known.domain != caller.domain):
        raise Refused(errors.huawei_gateway(403, "APIGW.0306", "The project is unavailable."))
    return caller


def _own_ids(caller: Caller) -> set[str]:
    return {caller.project or "", caller.domain}


def _unknown_image() -> Reply:
    return errors.ims(400, "IMG.0027", "The image ID in the request does not exist.")


def _native_not_found(call: Call, image_id: str) -> Reply:
    return errors.glance(call, 404, "Not Found", f"No image found with ID {image_id}")


def _bad_parameter(_name: str) -> Reply:
    return errors.ims(400, "IMG.0001", "The request message format is invalid.")


def _openstack_id() -> dict[str, str]:
    return {"X-Openstack-Request-Id": f"req-{request_id()}"}


def _members(call: Call, keeper: Gatekeeper, caller: Caller, image_id: str, not_found: Reply) -> Reply:
    image = keeper.world.image("ims", image_id)
    rows = rows_seen(image, _own_ids(caller)) if image else None
    if image is None or rows is None:
        raise Refused(not_found)
    limit = limit_of(call, MEMBERS_DEFAULT, MEMBERS_MAXIMUM, _bad_parameter)
    if "ignore_limit" in image.paging:
        limit = MEMBERS_DEFAULT
    page, info = cut(rows, offset_of(call, _bad_parameter), limit, image.paging, counted=True)
    document = {"members": [_row(image, row) for row in page], "schema": "/v2/schemas/members", **info}
    return json_reply(200, document, {"X-Request-Id": request_id()})


def _row(image: Image, member: dict[str, Any]) -> dict[str, Any]:
    row = {
        "status": "accepted",
        "created_at": image.created_at,
        "updated_at": image.updated_at,
        "image_id": image.id,
        "schema": "/v2/schemas/member",
        **member,
    }
    if "no_page_info" not in image.paging:
        row.setdefault("member_type", "project")
    return row


def _listed(call: Call, keeper: Gatekeeper, caller: Caller) -> list[Image]:
    """The caller's list after all filters. ``member_status`` needs ``visibility=shared``; without it: accepted ones."""
    own = _own_ids(caller)
    world = keeper.world
    shared = call.query.get("visibility") == "shared"
    status = call.query.get("member_status", "accepted") if shared else "accepted"
    wanted = {name: call.query[name] for name in ("id", "owner", "name", "status") if name in call.query}
    found = world.image("ims", wanted.get("id", ""))
    look = tuple(call.query.get(name) for name in ("visibility", "__imagetype"))
    return [
        image
        for image in ([found] if found else world.candidates("ims", own))
        if all(getattr(image, name) == value for name, value in wanted.items())
        and image_visible(image, own, listing=True, member_status=status)
        and all(value in (None, seen) for value, seen in zip(look, _look(image, own, world), strict=True))
        and _tagged(image, call.query.get("tag"))
        and (image.owner not in own or _in_project(image, call, world))
    ]


def _tagged(image: Image, tag: str | None) -> bool:
    """``tag=a=b`` finds ``a.b``, too."""
    return tag is None or tag in image.tags or tag.replace("=", ".", 1) in image.tags


def _in_project(image: Image, call: Call, world: World) -> bool:
    """Whether the own image is in an enterprise project that was asked for, and that the caller may list."""
    granted = world.habits.ims_granted_projects.get(call.who or "")
    asked = call.query.get("enterprise_project_id", world.habits.ims_default_projects)
    return asked in ("all_granted_eps", image.enterprise_project) and (
        granted is None or image.enterprise_project in granted
    )


def _look(image: Image, own_ids: set[str], world: World) -> tuple[str, str]:
    """Visibility and ``__imagetype`` as the caller sees them: for a member a private image is a shared one."""
    if image.owner not in own_ids and own_rows(image, own_ids):
        return "shared", "shared"
    if image.visibility == "private" and image.members and world.habits.ims_owner_sees == "shared":
        return "shared", "shared"
    return image.visibility, {"public": "gold", "private": "private"}.get(image.visibility, "shared")


def _page(call: Call, keeper: Gatekeeper, caller: Caller, limit: int) -> tuple[list[dict[str, Any]], bool]:
    """The records of one page after the image named by ``marker``, and whether there are more."""
    listed, start = _listed(call, keeper, caller), 0
    if marker := call.query.get("marker"):
        start = next((number + 1 for number, image in enumerate(listed) if image.id == marker), -1)
        if start < 0:
            raise Refused(_bad_parameter("marker"))
    page = [_record(image, _own_ids(caller), keeper.world) for image in listed[start : start + limit]]
    return page, start + limit < len(listed)


def _cloudimages(call: Call, keeper: Gatekeeper, caller: Caller) -> Reply:
    limit = limit_of(call, IMAGES_DEFAULT, IMAGES_MAXIMUM, _bad_parameter)
    page, more = _page(call, keeper, caller, limit)
    document: dict[str, Any] = {"images": page}
    if keeper.world.list_page_info:
        document["page_info"] = {"next_marker": page[-1]["id"] if more else None}
    return json_reply(200, document, {"X-Request-Id": request_id()})


def _native_images(call: Call, keeper: Gatekeeper, caller: Caller) -> Reply:
    limit = limit_of(call, NATIVE_DEFAULT, IMAGES_MAXIMUM, _bad_parameter)
    page, more = _page(call, keeper, caller, limit)
    document: dict[str, Any] = {"images": page, "first": "/v2/images", "schema": "/v2/schemas/images"}
    if more:
        document["next"] = f"/v2/images?limit={limit}&marker={page[-1]['id']}"
    return json_reply(200, document, _openstack_id())


def _record(image: Image, own_ids: set[str], world: World) -> dict[str, Any]:
    visibility, kind = _look(image, own_ids, world)
    return {
        "__imagetype": kind,
        "__image_source_type": "uds",
        "__isregistered": "true",
        "__os_bit": "64",
        "__os_type": "Linux",
        "__platform": "RedHat",
        "checksum": "d41d8cd98f00b204e9800998ecf8427e",
        "container_format": "bare",
        "created_at": image.created_at,
        "disk_format": "zvhd2",
        "enterprise_project_id": image.enterprise_project,
        "file": f"/v2/images/{image.id}/file",
        "id": image.id,
        "min_disk": 40,
        "min_ram": 0,
        "name": image.name,
        "owner": image.owner,
        "protected": False,
        "schema": "/v2/schemas/image",
        "self": f"/v2/images/{image.id}",
        "size": 0,
        "status": image.status,
        "tags": image.tags,
        "updated_at": image.updated_at,
        "virtual_env_type": "FusionCompute",
        "visibility": visibility,
        **image.extra,
    }
