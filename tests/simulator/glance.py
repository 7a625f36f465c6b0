# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Upstream Glance below ``/image``, as the catalogue of the simulated Keystone says: no paging of members.

Follows openstack/glance, master: ``api/v2/images.py`` (``index``), ``db/sqlalchemy/api.py`` (``_select_images_query``,
``_image_get_all``), ``policies/image.py`` with enforced scope: a token without a project lists nothing (403) and finds
nothing (404, in words of its own where there is something; so did Glance 33). A page as long as its limit has a
``next``, even if nothing follows. Not as there: the order of a list is that of the world, and an image whose status
says ``deleted`` is shown.
"""

from __future__ import annotations

from typing import Any

from . import errors
from .messages import Call, Refused, Reply, json_reply, request_id
from .signatures import Gatekeeper
from .token_calls import GLANCE_PREFIX
from .tokens import Caller
from .views import image_visible, rows_seen
from .world import Image

DEFAULT_PAGE = 25
_PREFIX = GLANCE_PREFIX.removeprefix("/")
_MEMBER_STATUSES = ("pending", "accepted", "rejected", "all")
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
            _caller, image = _enter(call, keeper, image_id)
            return json_reply(200, _record(image), _headers())
        case "GET", [prefix, "v2", "images", image_id, "members"] if prefix == _PREFIX:
            caller, image = _enter(call, keeper, image_id, members=True)
            if image.visibility != "shared":
                raise _only_shared(call)
            seen = image.members if _is_admin(caller) else rows_seen(image, _own(caller))
            rows = [_row(image, row) for row in seen or []]
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


def _caller(call: Call, keeper: Gatekeeper) -> Caller:
    if not keeper.verify:
        caller, _valid = keeper.tokens.find(call)
        call.refused = False
        return caller or Caller("unverified", next(iter(keeper.world.projects)), "")
    caller, valid = keeper.tokens.find(call)
    if caller is None or not valid:
        refusal = errors.iam(401, "Unauthorized", "The request you have made requires authentication.")
        refusal.headers["WWW-Authenticate"] = f'Keystone uri="{call.base_url}/v3"'
        raise Refused(refusal)
    return caller


def _is_admin(caller: Caller) -> bool:
    return "admin" in caller.roles


def _own(caller: Caller) -> set[str]:
    return {caller.project} if caller.project else set()


def _enter(call: Call, keeper: Gatekeeper, image_id: str, *, members: bool = False) -> tuple[Caller, Image]:
    caller = _caller(call, keeper)
    image = keeper.world.image("glance", image_id)
    if image and not caller.project:
        if members and image.visibility != "shared":
            raise _only_shared(call)
        raise Refused(errors.glance(call, 404, "Not Found", "The resource could not be found."))
    if image and (_is_admin(caller) or _visible(image, caller)):
        return caller, image
    raise Refused(errors.glance(call, 404, "Not Found", f"No image found with ID {image_id}"))


def _only_shared(call: Call) -> Refused:
    return Refused(errors.glance(call, 403, "Forbidden", "Only shared images have members."))


def _visible(image: Image, caller: Caller) -> bool:
    return image_visible(image, _own(caller)) and (image.visibility != "private" or image.owner == caller.project)


def _bad_request(call: Call, why: str) -> Refused:
    return Refused(errors.glance(call, 400, "Bad Request", why))


def _listed(call: Call, keeper: Gatekeeper, caller: Caller) -> list[Image]:
    """The caller's list after all filters."""
    if caller.project is None:
        raise Refused(errors.glance(call, 403, "Forbidden", "You are not authorized to complete get_images action."))
    status = call.query.get("member_status", "accepted")
    if status not in _MEMBER_STATUSES:
        raise _bad_request(call, f"Invalid status: {status}")
    hidden = call.query.get("os_hidden", "false").lower()
    if hidden not in ("true", "false"):
        raise _bad_request(call, f"Invalid value '{hidden}' for 'os_hidden' filter.")
    wanted = {name: call.query[name] for name in ("owner", "status", "name", "os_hash_value") if name in call.query}
    tags = set(call.values("tag"))
    ids = call.query["id"].removeprefix("in:").split(",") if "id" in call.query else None
    return [
        image
        for image in keeper.world.candidates("glance", _own(caller))
        if (ids is None or image.id in ids)
        and image.os_hidden == (hidden == "true")
        and tags <= set(image.tags)
        and all(getattr(image, name) == value for name, value in wanted.items())
        and (_is_admin(caller) or _in_list(image, caller, status, call.query.get("visibility")))
        and call.query.get("visibility", "all") in ("all", image.visibility)
    ]


def _in_list(image: Image, caller: Caller, member_status: str, visibility: str | None) -> bool:
    """Own images, public ones, shared ones in the member status; those of the community where they are asked for."""
    if image.owner == caller.project or caller.project in image.listed_to:
        return True
    if image.visibility == "community":
        return visibility is not None
    shared = image.visibility == "shared"
    return image_visible(image, _own(caller), listing=True, member_status=member_status) and (
        shared or image.visibility == "public"
    )


def _after(call: Call, keeper: Gatekeeper, own: set[str], listed: list[Image]) -> list[Image]:
    """The images after the marker's in the order of all; the marker need not be in the list itself."""
    order = [image.id for image in keeper.world.candidates("glance", own)]
    marker = call.query["marker"]
    if marker not in order:
        raise _bad_request(call, f"No image found with ID {marker}")
    behind = set(order[order.index(marker) + 1 :])
    return [image for image in listed if image.id in behind]


def _images(call: Call, keeper: Gatekeeper) -> Reply:
    caller = _caller(call, keeper)
    listed = _listed(call, keeper, caller)
    limit = call.query.get("limit", str(DEFAULT_PAGE))
    if not limit.isdecimal():
        raise _bad_request(call, "limit param must be an integer")
    size = min(int(limit), keeper.world.habits.glance_largest_page)
    if call.query.get("marker"):
        listed = _after(call, keeper, _own(caller), listed)
    page = listed[:size]
    document: dict[str, Any] = {
        "images": [_record(image) for image in page],
        "first": "/v2/images",
        "schema": "/v2/schemas/images",
    }
    if page and len(page) == size:
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
        "os_hash_algo": image.os_hash_algo,
        "os_hash_value": image.os_hash_value,
        "os_hidden": image.os_hidden,
        "owner": image.owner,
        "protected": False,
        "schema": "/v2/schemas/image",
        "self": f"/v2/images/{image.id}",
        "size": None,
        "status": image.status,
        "tags": image.tags,
        "updated_at": image.updated_at,
        "visibility": image.visibility,
        **image.extra,
    }
