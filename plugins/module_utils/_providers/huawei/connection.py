# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What Huawei Cloud's image services share: opening a connection to a project, and reading their error answers."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..._errors import ApiError, ErrorDetail
from ..._http.client import Client
from ..base import Context
from .iam import PasswordAuth, TokenAuth, find_project
from .settings import KEYS, PASSWORD, Settings
from .signer import HuaweiSigner

KIND_OF_CODE = {
    "IMG.0026": "forbidden",
    "IMG.0027": "not_found",
    "IMG.0030": "unauthorized",
    "IMG.0047": "forbidden",
    "IMG.0060": "throttled",
    "IMG.0066": "not_found",
    "IMG.0087": "unauthorized",
    "IMG.0106": "forbidden",
    "IMG.0144": "not_found",
    "CPS.0001": "forbidden",
    "CPS.0003": "unavailable",
    "CPS.0006": "forbidden",
    "CPS.0007": "forbidden",
    "CPS.0008": "forbidden",
    "CPS.0030": "not_found",
    "APIGW.0101": "bad_request",
}
RETRIED_CODES = ("IMG.0060", "CPS.0003")
# Who says that an image is missing: the image services by their codes, the native API by repeating the status.
_IMAGE_SERVICE = ("IMG.", "CPS.", "404")
_SPELLINGS = (("error_code", "error_msg"), ("errorCode", "errorMsg"), ("code", "message"))


@dataclass(frozen=True)
class Connection:
    """A client of one service in one project."""

    client: Client
    project_id: str


def connect(context: Context, settings: Settings, permission: str) -> Connection:
    """Gets a token and finds the project where needed. ``permission`` is what a refused caller lacks."""
    project_id = settings.project_id
    auth: Any
    if settings.kind == PASSWORD:
        auth = PasswordAuth(_iam(context, settings, None), settings, context.no_log_add)
        project_id = project_id or auth.project_id or _find_project(context, settings, auth)
    elif settings.kind == KEYS:
        project_id = project_id or _find_project(context, settings, _signer(settings, {}))
        auth = _signer(settings, {"X-Project-Id": project_id})
    else:
        auth = TokenAuth(settings.credentials["auth_token"])
        project_id = project_id or _find_project(context, settings, auth)
    parse_error = functools.partial(parse_service_error, settings, permission)
    return Connection(context.new_client(settings.endpoint, auth=auth, parse_error=parse_error), project_id)


def next_marker(body: Mapping[str, Any]) -> str | None:
    """The marker of the page that follows; null, '' and nothing at all end a list. ApiError for what is no marker."""
    info = body.get("page_info") or {}
    marker = info.get("next_marker") if isinstance(info, dict) else info
    if marker is None or marker == "":
        return None
    if not isinstance(marker, str) or not isinstance(info, dict):
        raise ApiError("bad_response", "The answer's page_info does not say whether a page follows.", http_status=200)
    return marker


def parse_service_error(
    settings: Settings, permission: str, status: int, headers: Mapping[str, str], body: object
) -> ErrorDetail:
    """Reads an error answer of an image service or of the gateway in front of it."""
    code, words, request_id = said(body)
    known = (code or "").replace("APIG.", "APIGW.")
    kind = KIND_OF_CODE.get(known)
    if status == 404 and not known.startswith(_IMAGE_SERVICE):
        kind = "bad_request"
        hint = "This 404 is not the image service's, so it says nothing about the image: check endpoint and region."
    elif kind == "unauthorized" or (kind is None and status == 401):
        hint = _about_credentials(settings, words)
    elif kind == "forbidden" or (kind is None and status == 403):
        hint = f"The credentials need {permission} in the project that owns the image."
    else:
        hint = ""
    return ErrorDetail(code, _sentence(hint, words), request_id, kind, retry=known in RETRIED_CODES)


def parse_iam_error(settings: Settings, status: int, headers: Mapping[str, str], body: object) -> ErrorDetail:
    """Reads an error answer of IAM. None of them says anything about an image."""
    code, words, request_id = said(body)
    kind = None
    hint = ""
    if status == 401:
        hint = _about_credentials(settings, words)
    elif status == 403:
        hint = "IAM does not let these credentials look up their project: set project_id."
    elif status == 404:
        kind = "bad_request"
        hint = "IAM does not know this: check iam_endpoint, region and project_id."
    return ErrorDetail(code, _sentence(hint, words), request_id, kind)


def _iam(context: Context, settings: Settings, auth: Any) -> Client:
    return context.new_client(
        settings.iam_endpoint or "", auth=auth, parse_error=functools.partial(parse_iam_error, settings)
    )


def _find_project(context: Context, settings: Settings, auth: Any) -> str:
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


def said(body: object) -> tuple[str | None, str, str | None]:
    """Code, message and request id, whichever of the clouds' shapes the body has."""
    if not isinstance(body, dict):
        return None, body if isinstance(body, str) else "", None
    request_id = body.get("request_id")
    for level in (body, *(inner for inner in body.values() if isinstance(inner, dict))):
        for code_key, words_key in _SPELLINGS:
            code, words = level.get(code_key), level.get(words_key)
            if code or words:
                return str(code) if code else None, str(words or ""), str(request_id) if request_id else None
    return None, "", str(request_id) if request_id else None
