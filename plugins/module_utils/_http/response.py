# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What an HTTP answer says: decoded strictly, or an error in words for people."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from .._errors import ApiError, ErrorDetail
from .._model import ErrorKind
from .._text import tidy
from .transport import RawResponse

if TYPE_CHECKING:
    from requests import PreparedRequest

ErrorParser = Callable[[int, Mapping[str, str], object], ErrorDetail]

RETRIED = {429, 502, 503, 504}
_KIND_OF_STATUS: dict[int, ErrorKind] = {
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    406: "unsupported_version",
    429: "throttled",
}
_REQUEST_ID_HEADERS = ("X-Request-Id", "X-Openstack-Request-Id", "X-IAM-Trace-Id")
_SECRET_HEADERS = ("Authorization", "X-Auth-Token", "X-Security-Token", "Scp-Signature")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def parse_nothing(status: int, headers: Mapping[str, str], body: object) -> ErrorDetail:
    """For answers whose error bodies nobody documents."""
    return ErrorDetail(None, body if isinstance(body, str) else "")


def decoded(answer: RawResponse) -> object:
    """JSON that reads in one way only and whose texts can be written again; else the text as it came."""
    try:
        body: object = json.loads(answer.content, object_pairs_hook=_object)
        if _SURROGATE.search(answer.content):
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return answer.content.decode("utf-8", "replace")
    return body


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is given twice")
    return found


def no_object(answer: RawResponse, body: object, request: PreparedRequest) -> ApiError:
    """A success whose body is no JSON object."""
    kind = answer.headers.get("Content-Type", "no content type")
    shown = tidy(body, _secrets(request), limit=120) or "it is empty"
    return ApiError(
        "bad_response",
        f"The answer is no JSON object ({tidy(kind, limit=60)}): {shown}",
        http_status=answer.status,
        request_id=_request_id(answer.headers),
    )


def classify(answer: RawResponse, body: object, request: PreparedRequest, parse_error: ErrorParser) -> ApiError:
    """An answer that is no success: what its kind is, what the cloud said, and whether another attempt may help."""
    status = answer.status
    said = parse_error(status, answer.headers, body)
    request_id = said.request_id or _request_id(answer.headers)
    message = tidy(said.message, _secrets(request))
    if request_id:
        message = message.replace(request_id, "…")
    kind: ErrorKind | None = said.kind or _KIND_OF_STATUS.get(status)
    if 300 <= status < 400:
        kind = "bad_response"
        message = f"The answer is a redirect to {tidy(answer.headers.get('Location', 'nowhere'))}: not followed."
    return ApiError(
        kind or ("unavailable" if status >= 500 else "bad_request" if status >= 400 else "bad_response"),
        message or f"The cloud answered {status} without a reason.",
        http_status=status,
        code=tidy(said.code, limit=80) if said.code else None,
        request_id=tidy(request_id, limit=80) if request_id else None,
        retry=said.retry or status in RETRIED,
        retry_after=_seconds(answer.headers.get("Retry-After")),
    )


def _secrets(request: PreparedRequest) -> list[str]:
    return [str(request.headers[name]) for name in _SECRET_HEADERS if name in request.headers]


def _request_id(headers: Mapping[str, str]) -> str | None:
    return next((headers[name] for name in _REQUEST_ID_HEADERS if headers.get(name)), None)


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After as seconds from now, at most two minutes; None when absent or unreadable."""
    if not retry_after:
        return None
    try:
        seconds = float(retry_after)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(retry_after) - datetime.now(timezone.utc)).total_seconds()
        except (TypeError, ValueError):
            return None
    return None if math.isnan(seconds) else min(max(seconds, 0.0), 120.0)
