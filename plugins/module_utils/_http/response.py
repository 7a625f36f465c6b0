# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What an HTTP answer says: a document, or an error in words for people."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from .._errors import ApiError, ErrorDetail
from .._model import ErrorKind
from .._options import JsonObject
from .._text import number
from .budget import most_values
from .decode import Unreadable, decoded
from .endpoint import Place
from .headers import PAGING_HEADERS, about_a_list, kept_by_a_cache
from .masking import LONGEST_TEXT, Masker
from .transport import RawResponse

if TYPE_CHECKING:
    from requests import PreparedRequest

ErrorParser = Callable[[int, Mapping[str, str], object], ErrorDetail]
"""Status, headers and body (decoded, or a text that is no JSON) of an error answer to what they say.

A 404 means that an image is not there only where the parser says ``kind="not_found"``: gateways, proxies and wrong
addresses answer 404, too.
"""

IMAGE_SERVICE = "the image service"
RETRIED = frozenset((429, 502, 503, 504))
_KIND_OF_STATUS: dict[int, ErrorKind] = {
    401: "unauthorized",
    403: "forbidden",
    406: "unsupported_version",
    429: "throttled",
}
_ABOUT_THE_CALLER: tuple[ErrorKind, ...] = ("unauthorized", "forbidden", "not_found", "unsupported_version")
_REQUEST_ID_HEADERS = ("X-Request-Id", "X-Openstack-Request-Id", "X-IAM-Trace-Id")
_SHORTEST_REQUEST_ID = 8  # characters; a shorter one may stand in any word
_ERROR_OBJECTS = ("error", "errors", "fault")
_ERROR_TEXTS = (("error_code", "error_msg"), ("errorCode", "errorMsg"))
_NEXT = re.compile(r';\s*rel\s*=\s*("[^"]*\bnext\b|next\b)', re.IGNORECASE)  # RFC 8288
_IN_BETWEEN = (
    "between this machine and the cloud, and says what was, not what is: have its operator keep no answers of this host"
)
_CLOCKS_DIFFER = timedelta(minutes=2)
_LONGEST_RETRY_AFTER = 120.0  # seconds


@dataclass(frozen=True)
class Response:
    """A decoded answer of status 200 or 201."""

    body: JsonObject
    headers: Mapping[str, str]


def parse_nothing(status: int, headers: Mapping[str, str], body: object) -> ErrorDetail:
    """For answers whose error bodies nobody documents."""
    return ErrorDetail(None, body if isinstance(body, str) else "")


@dataclass(frozen=True)
class Judge:
    """Says what the answers of one service mean. Whatever it quotes is masked first."""

    place: Place
    masker: Masker
    parse_error: ErrorParser = parse_nothing

    def response(self, raw: RawResponse, request: PreparedRequest) -> Response:
        """The document of a whole success. ApiError for anything else."""
        if raw.status not in (200, 201):
            raise self._classified(raw, request)
        most = most_values(len(raw.content))
        try:
            body = decoded(raw.content, most)
        except Unreadable as error:
            raise self._bad(raw, request, str(error), shown=True) from None
        if not isinstance(body, dict):
            raise self._bad(raw, request, "is not a JSON object", shown=True)
        if self.masker.repeated(request, raw.content):
            raise self._bad(raw, request, "repeats what signed the request")
        if kept_by_a_cache(raw.headers):
            raise self._bad(raw, request, f"comes from a cache {_IN_BETWEEN}")
        if "Content-Range" in raw.headers:
            raise self._bad(raw, request, "is only a part of it (it has a Content-Range)")
        if _NEXT.search(raw.headers.get("Link", "")):
            raise self._bad(raw, request, "is only a part of it (its Link header names a next page)")
        if _has_an_error(body):
            told = self.parse_error(raw.status, raw.headers, body)
            words = self.masker.of(request).line(f"{told.code or ''} {told.message}").rstrip(".")
            raise self._bad(raw, request, f"holds an error besides{f': {words}' if words else ''}")
        said = about_a_list(raw.headers)
        return Response({**body, PAGING_HEADERS: said} if said else body, raw.headers)

    def forwarded(self, raw: RawResponse, request: PreparedRequest) -> RawResponse:
        """An answer for a library to judge, masked where it is an error.

        ApiError for redirects, throttling and outages, which are for us to handle.
        """
        # 300 is how Keystone and Glance list their versions: no redirect, though it carries a Location.
        if 300 < raw.status < 400 or raw.status in RETRIED or raw.status >= 500:
            raise self._classified(raw, request)
        if raw.status < 400:
            return raw
        masker = self.masker.of(request)
        # By name: urllib3's items tell a header that came twice as two.
        headers = {name: masker.line(raw.headers[name]) for name in raw.headers}
        return replace(raw, headers=headers, content=masker.mask(_text(raw.content)).encode())

    def _bad(self, raw: RawResponse, request: PreparedRequest, what: str, *, shown: bool = False) -> ApiError:
        """``shown``: with what came instead."""
        masker = self.masker.of(request)
        return ApiError(
            "bad_response",
            f"The answer of {self.place} {what}{_shown(raw, masker) if shown else ''}.",
            http_status=raw.status,
            request_id=masker.line(_request_id(raw.headers) or "", limit=80) or None,
        )

    def _classified(self, raw: RawResponse, request: PreparedRequest) -> ApiError:
        """An answer that is not a success: its kind, what the cloud said, and whether another attempt may help."""
        status, masker = raw.status, self.masker.of(request)
        try:
            body = decoded(raw.content)
        except Unreadable:
            body = _text(raw.content)
        said = self.parse_error(status, raw.headers, body)
        request_id = masker.line(said.request_id or _request_id(raw.headers) or "", limit=80) or None
        kind = said.kind or _KIND_OF_STATUS.get(status)
        if kind is None or (kind == "not_found" and status == 404 and not isinstance(body, dict)):
            kind = "unavailable" if status >= 500 else "bad_request" if status >= 400 else "bad_response"
        words = masker.line(said.message)
        if request_id and len(request_id) >= _SHORTEST_REQUEST_ID:
            words = words.replace(request_id, "…")
        return ApiError(
            kind,
            self._message(raw, kind, words, masker),
            http_status=status,
            code=masker.line(said.code, limit=80) if said.code else None,
            request_id=request_id,
            retry=said.retry or status in RETRIED,
            retry_after=_seconds(raw.headers.get("Retry-After"), raw.headers.get("Date")),
        )

    def _message(self, raw: RawResponse, kind: ErrorKind, words: str, masker: Masker) -> str:
        status, place = raw.status, self.place
        if 300 <= status < 400 and "Location" in raw.headers:
            location = masker.line(raw.headers["Location"], limit=200)
            return f"{place.sentence} redirects to {location}, and redirects are not followed. Check the endpoint."
        if status < 400:
            return f"{place.sentence} answered {status}, which is not a whole answer."
        if status == 404 and kind == "bad_request":
            hint = (
                f"This 404 is not {place.service}'s own, so it says nothing about the image. Check endpoint and region."
            )
            return f"{hint} {place.sentence} says: {words or 'nothing'}"
        if kind == "not_found" and place.service == IMAGE_SERVICE:
            unseen = "The image is missing, or not visible to these credentials."
            return f"{unseen} The cloud says: {words}" if words else unseen
        if not words:
            words = f"{place.sentence} answered {status} without a reason."
        elif kind not in _ABOUT_THE_CALLER or place.service != IMAGE_SERVICE:
            words = f"{place.sentence} says: {words}"
        advice = _clock_advice(raw.headers.get("Date")) if kind == "unauthorized" else ""
        return f"{words.rstrip('.')}. {advice}" if advice else words


def _has_an_error(body: JsonObject) -> bool:
    """Whether an answer that should be a success speaks of a failure. Free texts, as image properties have, do not."""
    objects = any(isinstance(body.get(name), (dict, list)) and body[name] for name in _ERROR_OBJECTS)
    return objects or any(body.get(code) and body.get(message) for code, message in _ERROR_TEXTS)


def _shown(raw: RawResponse, masker: Masker) -> str:
    kind = masker.line(raw.headers.get("Content-Type", "no content type"), limit=60)
    said = masker.line(_text(raw.content), limit=120)
    return f" ({kind}){f': {said}' if said else ''}"


def _text(content: bytes) -> str:
    return content[: 4 * LONGEST_TEXT].decode("utf-8", "replace")[:LONGEST_TEXT]


def _request_id(headers: Mapping[str, str]) -> str | None:
    return next((headers[name] for name in _REQUEST_ID_HEADERS if headers.get(name)), None)


def _clock_advice(date: str | None) -> str:
    """A sentence for a clock that is off, as seen from the server's Date; empty where it is not."""
    theirs = _time(date)
    if theirs is None:
        return ""
    ahead = datetime.now(timezone.utc) - theirs
    if abs(ahead) < _CLOCKS_DIFFER:
        return ""
    minutes = number(round(abs(ahead).total_seconds() / 60), "minute")
    return f"This machine's clock is {minutes} {'ahead of' if ahead > timedelta() else 'behind'} the cloud's: set it."


def _time(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _seconds(retry_after: str | None, date: str | None) -> float | None:
    """Retry-After as seconds from now, by the server's own clock; None when absent or unreadable."""
    if not retry_after:
        return None
    try:
        seconds = float(retry_after)
    except ValueError:
        until, now = _time(retry_after), _time(date) or datetime.now(timezone.utc)
        if until is None:
            return None
        seconds = (until - now).total_seconds()
    return None if math.isnan(seconds) else min(max(seconds, 0.0), _LONGEST_RETRY_AFTER)
