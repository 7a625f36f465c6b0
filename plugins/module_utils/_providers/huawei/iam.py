# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Huawei Cloud's identity service: tokens for passwords, and the project of a region.

Sources: https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html (token),
https://support.huaweicloud.com/intl/en-us/api-iam/iam_06_0001.html (projects)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from ..._errors import ApiError
from ..._http.auth import TokenAuth
from ..._http.client import Client
from ..._options import JsonObject
from .settings import Settings

Field = Literal["credential", "access", "secret", "securitytoken", "domains", "projects", "project", "token", "id"]
"""A field of IAM's answers."""
_TOKEN = re.compile(r"[!-~]+")
_PROJECT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class PasswordAuth(TokenAuth):
    """A token for user name and password; `renew` gets the next one.

    A refused password is asked for once only: the client of IAM sends nothing more after a 401.
    """

    renewable = True

    def __init__(self, iam: Client, settings: Settings, no_log_add: Callable[[str], None]) -> None:
        super().__init__("")
        self._iam = iam
        self._document = _token_request(settings)
        self._no_log_add = no_log_add
        self.project_id: str | None = None
        self.renew()

    def renew(self) -> None:
        reply = self._iam.exchange("POST", "/v3/auth/tokens", [("nocatalog", "1")], self._document)
        token = reply.headers.get("X-Subject-Token", "")
        if not _TOKEN.fullmatch(token):
            raise ApiError("bad_response", "IAM answered without a token in X-Subject-Token.", http_status=201)
        self._no_log_add(token)
        self._token = token
        self.project_id = _id_of(said(said(reply.body, "token"), "project"))


def find_project(iam: Client, name: str) -> str:
    """The id of the project with a name, which is the region's for its main project. ApiError unless there is one."""
    projects = said(iam.get("/v3/projects", [("name", name)]), "projects")
    ids = [_id_of(project) for project in projects] if isinstance(projects, list) else [None]
    if None in ids:
        raise ApiError("bad_response", "IAM's list of projects has no ids. Set project_id.", http_status=200)
    if not ids:
        raise ApiError(
            "bad_request",
            f"These credentials see no project named {name}. Check the region, or set project_id.",
            http_status=200,
        )
    if len(ids) > 1:
        listed = ", ".join(str(one) for one in ids[:10])
        raise ApiError(
            "bad_request",
            f"{len(ids)} projects are named {name}: {listed}. Set project_id to the one that owns the images.",
            http_status=200,
        )
    return str(ids[0])


def project_of_token(iam: Client) -> str | None:
    """The project of the token that a client shows as X-Subject-Token; None for a token of a domain."""
    return _id_of(said(said(iam.get("/v3/auth/tokens", [("nocatalog", "1")]), "token"), "project"))


def said(answer: object, field: Field) -> Any:
    """What a part of IAM's answer holds there; None where it does not have it, or is no object."""
    return answer.get(field) if isinstance(answer, dict) else None


def _token_request(settings: Settings) -> JsonObject:
    given = settings.credentials
    user = {"name": given["username"], "password": given["password"], "domain": {"name": given["domain_name"]}}
    return {
        "auth": {
            "identity": {"methods": ["password"], "password": {"user": user}},
            "scope": _scope(settings),
        }
    }


def _scope(settings: Settings) -> JsonObject:
    """The project of the images, but the user's own account where an agency gives its keys for the project."""
    if settings.agency:
        return {"domain": {"name": settings.credentials["domain_name"]}}
    return {"project": {"id": settings.project_id} if settings.project_id else {"name": settings.project_name}}


def _id_of(project: object) -> str | None:
    found = said(project, "id")
    return found if isinstance(found, str) and _PROJECT_ID.fullmatch(found) else None
