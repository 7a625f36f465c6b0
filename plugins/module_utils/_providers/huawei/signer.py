# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Huawei Cloud's request signature for access keys, SDK-HMAC-SHA256.

Source: https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timezone
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from ..._http.auth import FixedAuth

ALGORITHM = "SDK-HMAC-SHA256"
# Proxies may change other headers on the way.
_SIGNED = ("host", "content-type", "x-domain-id", "x-project-id", "x-sdk-date", "x-security-token")


def canonical_request(method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> str:
    """The request as the gateway sees it: every header given is signed, but for names with an underscore."""
    signed = {name.lower(): value.strip() for name, value in headers.items() if "_" not in name}
    parts = urlsplit(url)
    return "\n".join(
        [
            method.upper(),
            _canonical_path(parts.path),
            _canonical_query(parts.query),
            *(f"{name}:{signed[name]}" for name in sorted(signed)),
            "",
            _names(signed),
            _payload_hash(signed, body),
        ]
    )


def string_to_sign(canonical: str, date: str) -> str:
    """What the key signs. ``date`` is the value of X-Sdk-Date, such as 20250908T010203Z."""
    return "\n".join([ALGORITHM, date, hashlib.sha256(canonical.encode()).hexdigest()])


def signature(secret_key: str, text: str) -> str:
    """The secret key's HMAC-SHA256 of a text, in hexadecimal."""
    return hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def authorization(access_key: str, headers: Mapping[str, str], signed: str) -> str:
    """The header Authorization: who signed, which headers, and the signature."""
    names = _names(name.lower() for name in headers if "_" not in name)
    return f"{ALGORITHM} Access={access_key}, SignedHeaders={names}, Signature={signed}"


def _now() -> datetime:
    return datetime.now(timezone.utc)


class HuaweiSigner(FixedAuth):
    """Signs a prepared request of the library requests, as its ``auth``.

    ``headers`` are added to each request before it is signed, such as X-Project-Id and X-Security-Token.
    """

    def __init__(
        self,
        access_key: str,
        secret_key: str,
        headers: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._access_key = access_key
        self._secret_key = secret_key
        self._headers = dict(headers or {})
        self._clock = clock

    def __call__(self, request: Any) -> Any:
        date = self._clock().astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        # The host is set here so that what is sent is what was signed, port included.
        request.headers.update({**self._headers, "Host": urlsplit(request.url).netloc, "X-Sdk-Date": date})
        signed = {name: request.headers[name] for name in _SIGNED if name in request.headers}
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        text = string_to_sign(canonical_request(request.method, request.url, signed, body), date)
        request.headers["Authorization"] = authorization(self._access_key, signed, signature(self._secret_key, text))
        return request


def _canonical_path(path: str) -> str:
    canonical = quote(unquote(path), safe="/~")
    return canonical if canonical.endswith("/") else canonical + "/"


def _canonical_query(query: str) -> str:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    return "&".join(
        f"{quote(name, safe='~')}={quote(value, safe='~')}"
        for name, value in sorted((unquote(name), unquote(value)) for name, _equals, value in pairs)
    )


def _names(names: Iterable[str]) -> str:
    return ";".join(sorted(names))


def _payload_hash(signed: Mapping[str, str], body: bytes) -> str:
    declared = signed.get("x-sdk-content-sha256") if body else None
    return declared or hashlib.sha256(body).hexdigest()
