# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IAM v3, which is Keystone's API: tokens, projects and the version document that keystoneauth asks for."""

from __future__ import annotations

import json
import time
from typing import Any

from . import errors
from .messages import Call, Refused, Reply, json_reply, request_id
from .signatures import Gatekeeper
from .tokens import Caller
from .world import Project, User, World

GLANCE_PREFIX = "/image"


def answer(call: Call, keeper: Gatekeeper) -> Reply | None:
    match call.method, call.segments:
        case "GET", ["v3"] | ["v3", ""]:
            return _version(call)
        case "POST", ["v3", "auth", "tokens"]:
            return _token(call, keeper)
        case "GET", ["v3", "projects"]:
            return _projects(call, keeper)
    return None


def _version(call: Call) -> Reply:
    links = [{"rel": "self", "href": f"{call.base_url}/v3/"}]
    version = {"id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z", "links": links}
    return json_reply(200, {"version": {**version, "media-types": []}})


def _projects(call: Call, keeper: Gatekeeper) -> Reply:
    domain = keeper.huawei(call).domain
    rows = [
        _project_row(call, project)
        for project in keeper.world.projects.values()
        if (not keeper.verify or project.domain == domain) and call.query.get("name", project.name) == project.name
    ]
    links = {"self": f"{call.base_url}{call.target}", "previous": None, "next": None}
    return json_reply(200, {"projects": rows, "links": links}, {"X-IAM-Trace-Id": f"token_{request_id()}"})


def _project_row(call: Call, project: Project) -> dict[str, Any]:
    return {
        "id": project.id,
        "name": project.name,
        "domain_id": project.domain,
        "parent_id": project.domain,
        "is_domain": False,
        "enabled": True,
        "description": "",
        "links": {"self": f"{call.base_url}/v3/projects/{project.id}"},
    }


def _token(call: Call, keeper: Gatekeeper) -> Reply:
    try:
        asked = json.loads(call.body)["auth"]
        user = _user(asked["identity"], keeper.world)
        project = _project(asked.get("scope", {}).get("project"), user, keeper.world) if user else None
    except (KeyError, TypeError, AttributeError, ValueError):
        raise Refused(errors.iam(400, "Bad Request", "The request body is invalid.")) from None
    if user is None:
        call.refused = True
        raise Refused(errors.iam(401, "Unauthorized", "The username or password is wrong."))
    call.who = user.name
    caller = Caller(user.name, project.id if project else None, user.domain_id)
    token, expires = keeper.tokens.issue(caller, call.now)
    document: dict[str, Any] = {
        "methods": ["password"],
        "issued_at": _stamp(call.now),
        "expires_at": _stamp(expires),
        "user": {"id": f"{user.name}-id", "name": user.name, "domain": {"id": user.domain_id, "name": user.domain}},
        "roles": [{"id": "0", "name": "reader"}],
        "catalog": [],
    }
    if project:
        document["project"] = {
            "id": project.id,
            "name": project.name,
            "domain": {"id": user.domain_id, "name": user.domain},
        }
    if "nocatalog" not in call.query:
        document["catalog"] = [_catalog_entry(call, "image", GLANCE_PREFIX), _catalog_entry(call, "identity", "/v3")]
    headers = {"X-Subject-Token": token, "X-IAM-Trace-Id": f"token_{request_id()}"}
    return json_reply(201, {"token": document}, headers)


def _user(identity: dict[str, Any], world: World) -> User | None:
    if identity["methods"] != ["password"]:
        return None
    given = identity["password"]["user"]
    domain = given["domain"]
    for user in world.users:
        at_home = domain.get("name", user.domain) == user.domain and domain.get("id", user.domain_id) == user.domain_id
        if user.name == given["name"] and user.password == given["password"] and at_home:
            return user
    return None


def _project(scope: dict[str, Any] | None, user: User, world: World) -> Project | None:
    """The project of the scope; none for a token that is not scoped to one."""
    if not scope:
        return None
    for project in world.projects.values():
        if project.domain == user.domain_id and (
            scope.get("id") == project.id if "id" in scope else scope["name"] == project.name
        ):
            return project
    raise Refused(errors.iam(401, "Unauthorized", "The project is not found or not accessible."))


def _catalog_entry(call: Call, service: str, path: str) -> dict[str, Any]:
    endpoint = {"interface": "public", "region": "RegionOne", "region_id": "RegionOne", "id": f"{service}-public"}
    return {"type": service, "name": service, "id": service, "endpoints": [{**endpoint, "url": call.base_url + path}]}


def _stamp(moment: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime(moment))
