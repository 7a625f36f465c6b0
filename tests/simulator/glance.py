# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Upstream Glance below ``/image``, as the catalogue of the simulated Keystone says: no paging of members."""

from __future__ import annotations

from typing import Any

from . import errors
from .messages import Call, Refused, Reply, json_reply, request_id
from .signatures import Gatekeeper
from .token_calls import GLANCE_PREFIX
from .views import image_visible, rows_seen
from .world import Image

DEFAULT_PAGE, LARGEST_PAGE = 25, 1000
_PREFIX = GLANCE_PREFIX.removeprefix("/")
_MINOR_VERSIONS = (16, 15, 9, 7, 6, 5, 4, 3, 2, 1, 0)


def answer(call: Call, keeper: Gatekeeper) -> Reply | None:
    match call.method, call.segments:
        case "GET", [prefix] | [prefix, ""] if prefix == _PREFIX:
            return _versions(call, 300)
        case "GET", [prefix, "versions"] if prefix == _PREFIX:
            return _versions(call, 200)
        case "GET", [prefix, "v2", "images"] if prefix == _PREFIX:
            return _images(call, keeper)
        case "GET", [prefix, "v2", "images", image_id] if prefix == _PREFIX:
            _project, image = _enter(call, keeper, image_id)
            return json_reply(200, _record(image), _headers())
        case "GET", [prefix, "v2", "images", image_id, "members"] if prefix == _PREFIX:
            project, image = _enter(call, keeper, image_id)
            if image.visibility != "shared":
                raise Refused(errors.glance(call, 403, "Forbidden", "Only shared images have members."))
            rows = [_row(image, row) for row in rows_seen(image, {project}) or []]
            return json_reply(200, {"members": rows, "schema": "/v2/schemas/members"}, _headers())
    return None


def _headers() -> dict[str, str]:
    return {"X-Openstack-Request-Id": f"req-{request_id()}"}


def _versions(call: Call, status: int) -> Reply:
    links = [{"rel": "self", "href": f"{call.base_url}{GLANCE_PREFIX}/v2/"}]
    rows = [
        {"id": f"v2.{minor}", "status": "SUPPORTED" if number else "CURRENT", "links": links}
        for number, minor in enumerate(_MINOR_VERSIONS)
    ]
    return json_reply(status, {"versions": rows})


def _project(call: Call, keeper: Gatekeeper) -> str:
    if not keeper.verify:
        return next(iter(keeper.world.projects))
    caller, valid = keeper.tokens.find(call)
    if caller is None or not valid or caller.project is None:
        refusal = errors.iam(401, "Unauthorized", "The request you have made requires authentication.")
        refusal.headers["WWW-Authenticate"] = f'Keystone uri="{call.base_url}/v3"'
        raise Refused(refusal)
    return caller.project


def _enter(call: Call, keeper: Gatekeeper, image_id: str) -> tuple[str, Image]:
    project = _project(call, keeper)
    image = keeper.world.glance.get(image_id)
    hidden = image is None or (image.visibility == "private" and image.owner != project)
    if image is None or hidden or not image_visible(image, {project}):
        raise Refused(errors.glance(call, 404, "Not Found", f"No image found with ID {image_id}"))
    return project, image


def _images(call: Call, keeper: Gatekeeper) -> Reply:
    project = _project(call, keeper)
    limit = call.query.get("limit", str(DEFAULT_PAGE))
    if not limit.isdecimal():
        raise Refused(errors.glance(call, 400, "Bad Request", "limit param must be an integer"))
    size = min(int(limit), LARGEST_PAGE)
    wanted = {name: call.query[name] for name in ("owner", "visibility", "status", "name") if name in call.query}
    if wanted.get("visibility") == "all":
        del wanted["visibility"]
    ids = call.query["id"].removeprefix("in:").split(",") if "id" in call.query else None
    listed = [
        image
        for image in keeper.world.glance.values()
        if image_visible(image, {project}, listing=True)
        and (ids is None or image.id in ids)
        and all(getattr(image, name) == value for name, value in wanted.items())
        and call.query.get("os_hidden") != "true"  # no image here is hidden
    ]
    start = 0
    if marker := call.query.get("marker"):
        start = next((number + 1 for number, image in enumerate(listed) if image.id == marker), len(listed))
    page = listed[start : start + size]
    document: dict[str, Any] = {
        "images": [_record(image) for image in page],
        "first": "/v2/images",
        "schema": "/v2/schemas/images",
    }
    if page and start + size < len(listed):
        others = "&".join(
            pair for pair in call.raw_query.split("&") if pair and not pair.startswith(("marker=", "limit="))
        )
        document["next"] = f"/v2/images?{others}{'&' if others else ''}limit={size}&marker={page[-1].id}"
    return json_reply(200, document, _headers())


def _row(image: Image, member: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": "accepted",
        "created_at": image.created_at,
        "updated_at": image.updated_at,
        "image_id": image.id,
        "schema": "/v2/schemas/member",
        **member,
    }


def _record(image: Image) -> dict[str, Any]:
    return {
        "checksum": None,
        "container_format": "bare",
        "created_at": image.created_at,
        "disk_format": "qcow2",
        "file": f"/v2/images/{image.id}/file",
        "id": image.id,
        "min_disk": 0,
        "min_ram": 0,
        "name": image.name,
        "os_hidden": False,
        "owner": image.owner,
        "protected": False,
        "schema": "/v2/schemas/image",
        "self": f"/v2/images/{image.id}",
        "size": None,
        "status": image.status,
        "tags": [],
        "updated_at": image.updated_at,
        "visibility": image.visibility,
    }
