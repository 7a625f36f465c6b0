# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What Huawei Cloud's image services share: opening a connection to a project, and reading their error answers."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..._errors import ErrorDetail
from ..._http.auth import Auth, TokenAuth
from ..._http.client import Client
from ..._images.pages import Ask
from ..._model import ErrorKind
from ..base import Context, Proof
from ..error_bodies import KIND_OF_CODE, RETRIED_CODES, read_error_body
from .account import ProjectPaths, by_signature, by_token
from .agency import AgencyAuth, find_domain
from .iam import PasswordAuth, find_project, project_of_token
from .settings import KEYS, PASSWORD, Settings
from .signer import HuaweiSigner

# Who says that an image is missing: the image services by their codes, the native API by repeating the status.
_IMAGE_SERVICE = ("IMG.", "CPS.", "404")


@dataclass(frozen=True)
class Connection:
    """A client of one service in one project. ``get`` asks it; ``proof`` says whose credentials these are."""

    endpoint: str
    project_id: str
    get: Ask
    proof: Callable[[], Proof]


def connect(context: Context, settings: Settings, permission: str) -> Connection:
    """Gets a token and finds the project where needed. ``permission`` is what a refused caller lacks."""
    project_id = settings.project_id
    token_auth: TokenAuth | None = None
    auth: Auth
    if settings.agency:
        auth = agency = AgencyAuth(_lender(context, settings), settings.agency, context.no_log_add)
        agency.project_id = project_id = project_id or _find_project(context, settings, auth)
    elif settings.kind == PASSWORD:
        auth = token_auth = PasswordAuth(_iam(context, settings, None), settings, context.no_log_add)
        project_id = project_id or token_auth.project_id or _find_project(context, settings, auth)
    elif settings.kind == KEYS:
        project_id = project_id or _find_project(context, settings, _signer(settings, {}))
        auth = _signer(settings, {"X-Project-Id": project_id})
    else:
        auth = token_auth = TokenAuth(settings.credentials["auth_token"])
        project_id = project_id or _find_project(context, settings, auth)
    parse_error = functools.partial(parse_service_error, settings, permission)
    client = context.new_client(settings.endpoint, auth=auth, parse_error=parse_error)
    paths = ProjectPaths(client.get, project_id)
    if token_auth is None:
        proof = functools.partial(by_signature, project_id)
    else:
        asked = functools.partial(_project_of, context, settings, token_auth)
        proof = functools.partial(by_token, project_id, asked, paths)
    return Connection(client.endpoint, project_id, paths.get, proof)


def _project_of(context: Context, settings: Settings, auth: TokenAuth) -> str | None:
    """A token's own project: known since we fetched it, else asked for where IAM may be asked."""
    if isinstance(auth, PasswordAuth):
        return auth.project_id
    if not settings.iam_may_prove:
        return None
    return project_of_token(_iam(context, settings, auth, {"X-Subject-Token": settings.credentials["auth_token"]}))


def parse_service_error(
    settings: Settings, permission: str, status: int, headers: Mapping[str, str], body: object
) -> ErrorDetail:
    """Reads an error answer of an image service or of the gateway in front of it."""
    code, words, request_id = read_error_body(body)
    known = (code or "").replace("APIG.", "APIGW.")
    kind = KIND_OF_CODE.get(known)
    if kind is None and status == 404 and known.startswith(_IMAGE_SERVICE):
        kind = "not_found"
    if kind == "unauthorized" or (kind is None and status == 401):
        hint = _about_credentials(settings, words)
    elif kind == "forbidden" or (kind is None and status == 403):
        hint = f"The credentials need {permission} in the project that owns the image."
    else:
        hint = ""
    return ErrorDetail(code, _sentence(hint, words), request_id, kind, retry=known in RETRIED_CODES)


def parse_iam_error(settings: Settings, status: int, headers: Mapping[str, str], body: object) -> ErrorDetail:
    """Reads an error answer of IAM. None of them says anything about an image."""
    code, words, request_id = read_error_body(body)
    kind: ErrorKind | None = None
    hint = ""
    if status == 401:
        hint = _about_credentials(settings, words)
    elif status == 403 and settings.agency:
        hint = (
            f"IAM does not let these credentials act for the agency {settings.agency.name}. They need the permission "
            "Agent Operator, and the agency must trust their account: check agency_name and agency_domain_name."
        )
    elif status == 403:
        hint = "IAM does not let these credentials look up their project: set project_id."
    elif status == 404:
        hint = "IAM does not know this: check iam_endpoint, region and project_id."
    return ErrorDetail(code, _sentence(hint, words), request_id, kind)


def _iam(context: Context, settings: Settings, auth: Auth | None, headers: Mapping[str, str] | None = None) -> Client:
    return context.new_client(
        settings.iam_endpoint or "",
        service="IAM",
        auth=auth,
        headers=headers,
        parse_error=functools.partial(parse_iam_error, settings),
    )


def _lender(context: Context, settings: Settings) -> Client:
    """A client of IAM for those whom the agency trusts. A signature names their account, not a project."""
    auth: Auth
    if settings.kind == PASSWORD:
        auth = PasswordAuth(_iam(context, settings, None), settings, context.no_log_add)
    elif settings.kind == KEYS:
        auth = _signer(settings, {"X-Domain-Id": find_domain(_iam(context, settings, _signer(settings, {})))})
    else:
        auth = TokenAuth(settings.credentials["auth_token"])
    return _iam(context, settings, auth)


def _find_project(context: Context, settings: Settings, auth: Auth | None) -> str:
    return find_project(_iam(context, settings, auth), settings.project_name or "")


def _signer(settings: Settings, headers: Mapping[str, str]) -> HuaweiSigner:
    given = settings.credentials
    token = {"X-Security-Token": given["security_token"]} if "security_token" in given else {}
    return HuaweiSigner(given["access_key"], given["secret_key"], {**headers, **token})


def _about_credentials(settings: Settings, words: str) -> str:
    if "failed to reach the limit" in words:
        return "The access key is locked for 5 minutes after too many refused signatures. Check its secret key first."
    if settings.kind == KEYS:
        advice = "Check access_key and secret_key (and security_token), and this machine's clock"
    elif settings.kind == PASSWORD:
        advice = "Check username, password and domain_name"
    else:
        advice = "The token may have expired, or belong to another region or to no project"
    return f"The credentials were refused. {advice} (from {settings.credentials_from})."


def _sentence(hint: str, words: str) -> str:
    """Our words first: the cloud's may be an echo of the whole request, and are cut then."""
    return f"{hint} The cloud says: {words}" if hint and words else hint or words
