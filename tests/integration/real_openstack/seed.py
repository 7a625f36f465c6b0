# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Put projects, users and images into fresh servers, through their public APIs."""

from __future__ import annotations

import secrets
from typing import Any

import requests

PROJECTS = ("owner", "member", "stranger")
OTHER_MEMBERS = {"pending": "11111111111111111111111111111111", "rejected": "22222222222222222222222222222222"}
"""Member ids without a project: Glance takes any id."""


class Api:
    """One server and one token; every answer of 400 or more raises."""

    def __init__(self, endpoint: str, token: str = "") -> None:
        self.endpoint = endpoint
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update({"Accept": "application/json", "X-Auth-Token": token})

    def __call__(self, method: str, path: str, document: object = None) -> requests.Response:
        answer = self.session.request(method, self.endpoint + path, json=document, timeout=60)
        if not answer.ok:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer

    def post(self, path: str, document: object) -> Any:
        return self("POST", path, document).json()


def token(keystone: str, username: str, password: str, project: str) -> str:
    """A project-scoped token, asked for with a plain request."""
    domain = {"id": "default"}
    user = {"name": username, "domain": domain, "password": password}
    document = {
        "auth": {
            "identity": {"methods": ["password"], "password": {"user": user}},
            "scope": {"project": {"name": project, "domain": domain}},
        }
    }
    return str(Api(keystone)("POST", "/v3/auth/tokens", document).headers["X-Subject-Token"])


def identity(keystone: str, glance: str, admin_password: str, glance_password: str, region: str) -> dict[str, Any]:
    """Create the image service, the projects, a user each with role member, and an application credential."""
    admin = Api(keystone, token(keystone, "admin", admin_password, "admin"))
    roles = {role["name"]: role["id"] for role in admin("GET", "/v3/roles").json()["roles"]}
    if "service" not in roles:
        roles["service"] = admin.post("/v3/roles", {"role": {"name": "service"}})["role"]["id"]
    _login(admin, roles, "service", "glance", glance_password, ("admin", "service"))
    service = admin.post("/v3/services", {"service": {"type": "image", "name": "glance"}})["service"]["id"]
    for interface in ("public", "internal", "admin"):
        endpoint = {"service_id": service, "interface": interface, "url": glance, "region": region}
        admin.post("/v3/endpoints", {"endpoint": endpoint})
    logins = {
        name: _login(admin, roles, name, f"{name}-user", secrets.token_urlsafe(24), ("member",)) for name in PROJECTS
    }
    logins["admin"] = {
        "project": "admin",
        "project_id": admin("GET", "/v3/projects?name=admin").json()["projects"][0]["id"],
        "user_id": admin("GET", "/v3/users?name=admin").json()["users"][0]["id"],
        "username": "admin",
        "password": admin_password,
    }
    return {"logins": logins, "application_credential": _application_credential(keystone, logins["owner"])}


def _login(
    admin: Api, roles: dict[str, str], project: str, username: str, password: str, granted: tuple[str, ...]
) -> dict[str, str]:
    project_id = admin.post("/v3/projects", {"project": {"name": project, "domain_id": "default"}})["project"]["id"]
    user = {"name": username, "password": password, "domain_id": "default", "default_project_id": project_id}
    user_id = admin.post("/v3/users", {"user": user})["user"]["id"]
    for role in granted:
        admin("PUT", f"/v3/projects/{project_id}/users/{user_id}/roles/{roles[role]}")
    return {
        "project": project,
        "project_id": project_id,
        "user_id": user_id,
        "username": username,
        "password": password,
    }


def _application_credential(keystone: str, login: dict[str, str]) -> dict[str, str]:
    api = Api(keystone, token(keystone, login["username"], login["password"], login["project"]))
    document = {"application_credential": {"name": "gate", "secret": secrets.token_urlsafe(24)}}
    path = f"/v3/users/{login['user_id']}/application_credentials"
    made = api.post(path, document)["application_credential"]
    return {"id": made["id"], "name": made["name"], "secret": made["secret"]}


def images(glance: str, tokens: dict[str, str], logins: dict[str, dict[str, str]]) -> dict[str, dict[str, Any]]:
    """Create images of every visibility, all of project owner; returned by name, each with its members."""
    owner, admin = Api(glance, tokens["owner"]), Api(glance, tokens["admin"])
    member = logins["member"]["project_id"]
    everyone = {member: "accepted", OTHER_MEMBERS["pending"]: "pending", OTHER_MEMBERS["rejected"]: "rejected"}
    wanted: dict[str, tuple[dict[str, object], dict[str, str]]] = {
        "private": ({"visibility": "private"}, {}),
        "shared-with-nobody": ({"visibility": "shared"}, {}),
        "shared-pending": ({"visibility": "shared"}, {member: "pending"}),
        "shared-accepted": ({"visibility": "shared"}, {member: "accepted"}),
        "shared-rejected": ({"visibility": "shared"}, {member: "rejected"}),
        "shared-with-three": ({"visibility": "shared"}, everyone),
        "shared-hidden": ({"visibility": "shared", "os_hidden": True}, {member: "accepted"}),
        "community": ({"visibility": "community"}, {}),
        "public": ({"visibility": "public"}, {}),
    }
    return {name: _image(owner, admin, logins, name, *what) for name, what in wanted.items()}


def _image(
    owner: Api,
    admin: Api,
    logins: dict[str, dict[str, str]],
    name: str,
    properties: dict[str, object],
    members: dict[str, str],
) -> dict[str, Any]:
    # Only an administrator may make an image public, and may say whose it is.
    maker = admin if properties["visibility"] == "public" else owner
    document = {"name": name, "disk_format": "raw", "container_format": "bare", **properties}
    if maker is admin:
        document["owner"] = logins["owner"]["project_id"]
    image_id = maker.post("/v2/images", document)["id"]
    for member_id, status in members.items():
        owner.post(f"/v2/images/{image_id}/members", {"member": member_id})
        if status != "pending":
            admin("PUT", f"/v2/images/{image_id}/members/{member_id}", {"status": status})
    return {"id": image_id, "visibility": properties["visibility"], "members": members}
