# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IAM v3, which is Keystone's API: tokens, projects and the version document that keystoneauth asks for."""

from __future__ import annotations

from typing import Any

from . import token_calls
from .messages import Call, Reply, json_reply, request_id
from .signatures import Gatekeeper
from .world import Project


def answer(call: Call, keeper: Gatekeeper) -> Reply | None:
    match call.method, call.segments:
        case "GET", ["v3"] | ["v3", ""]:
            return _version(call)
        case "POST", ["v3", "auth", "tokens"]:
            return token_calls.issue(call, keeper)
        case "GET" | "HEAD", ["v3", "auth", "tokens"]:
            return token_calls.verify(call, keeper)
        case "POST", ["v3.0", "OS-CREDENTIAL", "securitytokens"]:
            return token_calls.temporary_key(call, keeper)
        case "GET", ["v3", "auth", "domains"]:
            return _domains(call, keeper)
        case "GET", ["v3", "projects"]:
            return _projects(call, keeper)
    return None


def _version(call: Call) -> Reply:
    links = [{"rel": "self", "href": f"{call.base_url}/v3/"}]
    version = {"id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z", "links": links}
    return json_reply(200, {"version": {**version, "media-types": []}})


def _domains(call: Call, keeper: Gatekeeper) -> Reply:
    """``GET /v3/auth/domains``: the account of a token or of a key (api-iam iam_07_0001)."""
    domain = keeper.huawei(call).domain
    row = {"id": domain, "name": keeper.world.domain_name(domain), "enabled": True, "description": ""}
    links = {"self": f"{call.base_url}{call.target}", "previous": None, "next": None}
    return json_reply(200, {"domains": [row], "links": links}, {"X-IAM-Trace-Id": f"token_{request_id()}"})


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
