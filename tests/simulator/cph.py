# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Huawei Cloud Phone: image members, and the two image lists.

Pages: support.huaweicloud.com/intl/en-us/api-cph/ cph_api_0562 (members), cph_api_0559 (images, by offset) and
cph_api_0519 (phone images, by marker). Not documented: which answers of the receiver keep an image in its lists
(``Habits.cph_listed_shares``), and ``receive_status``, which the SDK alone has.
"""

from __future__ import annotations

import calendar
import time
from collections.abc import Callable
from typing import Any

from . import errors
from .messages import Call, Refused, Reply, json_reply, request_id
from .paging import cut, limit_of, offset_of
from .signatures import Gatekeeper
from .views import own_rows, rows_seen
from .world import Image

MEMBERS_LIMIT = 100
IMAGES_LIMIT = 100
PHONE_IMAGES_LIMIT = 500
_FILTERS: dict[str, Callable[[Image, str], str | None]] = {
    "image_id": lambda image, _kind: image.id,
    "image_name": lambda image, _kind: image.name,
    "image_type": lambda _image, kind: kind,
    "src_project_id": lambda image, kind: image.owner if kind == "share" else None,
    "status": lambda image, _kind: str(_status(image)),
}
_RECEIVED = {"pending": 0, "accepted": 1, "rejected": 2}


def answer(call: Call, keeper: Gatekeeper) -> Reply | None:
    match call.method, call.segments:
        case "GET", ["v1", project, "cloud-phone", "images", image_id, "members"]:
            return _members(call, keeper, _enter(call, keeper, project), image_id)
        case "GET", ["v1", project, "cloud-phone", "images"]:
            return _images(call, keeper, _enter(call, keeper, project))
        case "GET", ["v1", project, "cloud-phone", "phone-images"]:
            return _phone_images(call, keeper, _enter(call, keeper, project))
    return None


def _enter(call: Call, keeper: Gatekeeper, project: str) -> str:
    """The project that the caller may act for."""
    caller = keeper.huawei(call, project)
    known = keeper.world.projects.get(project)
    if keeper.verify and (caller.project != project or known is None or known.domain != caller.domain):
        raise Refused(errors.cph(403, "CPS.0001", "No permission."))
    return project


def _bad_paging(_name: str) -> Reply:
    return errors.cph(400, "CPS.0002", "The offset or limit is invalid.")


def _members(call: Call, keeper: Gatekeeper, project: str, image_id: str) -> Reply:
    image = keeper.world.image("cph", image_id)
    rows = rows_seen(image, {project}) if image else None
    if image is None or rows is None:
        raise Refused(errors.cph(400, "CPS.0030", "The image_id is invalid."))
    limit = limit_of(call, MEMBERS_LIMIT, MEMBERS_LIMIT, _bad_paging)
    if "ignore_limit" in image.paging:
        limit = MEMBERS_LIMIT
    page, info = cut(rows, offset_of(call, _bad_paging), limit, image.paging, counted=False)
    return json_reply(200, {"members": [_row(image, row) for row in page], **info}, {"X-Request-Id": request_id()})


def _row(image: Image, member: dict[str, Any]) -> dict[str, Any]:
    """A row without status: only the member's own list of images tells whether it accepted."""
    row = {
        "image_id": image.id,
        "create_time": _millis(image.created_at),
        "update_time": _millis(image.updated_at),
        **member,
    }
    row.pop("status", None)
    return row


def _millis(stamp: str) -> int:
    return calendar.timegm(time.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ")) * 1000


def _shared_with(keeper: Gatekeeper, project: str) -> list[tuple[Image, int]]:
    """The images that others share with the project, each with its receive status."""
    found = (
        (image, own_rows(image, {project}))
        for image in keeper.world.candidates("cph", {project})
        if image.owner != project
    )
    told = ((image, rows[0].get("status", "accepted")) for image, rows in found if rows)
    listed = keeper.world.habits.cph_listed_shares
    return [(image, _RECEIVED[status]) for image, status in told if status in listed]


def _images(call: Call, keeper: Gatekeeper, project: str) -> Reply:
    """ListImages, paged by offset; private images are those of the project, share those it was given."""
    limit = limit_of(call, IMAGES_LIMIT, IMAGES_LIMIT, _bad_paging)
    offset = call.query.get("offset", "0")
    if not offset.isdecimal():
        raise Refused(_bad_paging("offset"))
    own = [
        row for row in keeper.world.candidates("cph", {project}) if row.owner == project and row.visibility != "public"
    ]
    listed = [(image, "private") for image in own]
    listed += [(image, "share") for image, _status in _shared_with(keeper, project)]
    for name, seen in _FILTERS.items():
        if name in call.query:
            listed = [row for row in listed if seen(*row) == call.query[name]]
    page = [_image_info(keeper, image, kind) for image, kind in listed[int(offset) : int(offset) + limit]]
    number = request_id()
    document = {"request_id": number, "image_infos": page, "total": len(listed)}
    return json_reply(200, document, {"X-Request-Id": number})


def _image_info(keeper: Gatekeeper, image: Image, kind: str) -> dict[str, Any]:
    owner = keeper.world.projects.get(image.owner)
    return {
        "domain_id": owner.domain if owner else "",
        "image_name": image.name,
        "update_time": image.updated_at,
        "create_time": image.created_at,
        "image_size": 1073741824,
        "image_id": image.id,
        "image_version": "AOSP11",
        "image_type": kind,
        "status": _status(image),
        ("project_id" if kind == "private" else "src_project_id"): image.owner,
        **image.extra,
    }


def _status(image: Image) -> int:
    """0 is being created, 1 can be used, 2 has failed."""
    return {"active": 1, "killed": 2}.get(image.status, 0)


def _phone_images(call: Call, keeper: Gatekeeper, project: str) -> Reply:
    """ListCloudPhoneImages, paged by marker: public images, then own ones, then those of others."""
    limit = limit_of(call, PHONE_IMAGES_LIMIT, PHONE_IMAGES_LIMIT, _bad_paging)
    images = list(keeper.world.candidates("cph", {project}))
    kinds = {
        "public": [_phone_image(image, 1) for image in images if image.visibility == "public"],
        "private": [
            _phone_image(image, 2) for image in images if image.owner == project and image.visibility != "public"
        ],
        "share": [_phone_image(image, 2, status) for image, status in _shared_with(keeper, project)],
    }
    kind = call.query.get("image_type", "all")
    rows = [row for name, listed in kinds.items() if kind in (name, "all") for row in listed]
    page, info = cut(rows, offset_of(call, _bad_paging), limit, (), counted=False)
    number = request_id()
    return json_reply(200, {"request_id": number, "phone_images": page, **info}, {"X-Request-Id": number})


def _phone_image(image: Image, is_public: int, receive_status: int | None = None) -> dict[str, Any]:
    row = {
        "image_name": image.name,
        "os_type": "android",
        "is_public": is_public,
        "os_name": "AOSP",
        "image_label": "cloud_phone_1620",
        "image_id": image.id,
        "is_support_encrypt": False,
    }
    return row | image.extra if receive_status is None else {**row, "receive_status": receive_status, **image.extra}
