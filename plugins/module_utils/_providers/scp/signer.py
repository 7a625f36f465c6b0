# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Samsung Cloud Platform's request signature for access keys.

Sources: API common page, and the official SDK (SamsungSDSCloud/terraform-sdk-samsungcloudplatformv2,
client/signature_generator.go).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any

from ..._http.auth import FixedAuth

CLIENT_TYPE = "Openapi"


def string_to_sign(method: str, url: str, timestamp: str, access_key: str) -> str:
    """What is signed: the URL exactly as sent, the time in milliseconds, nothing in between."""
    return f"{method.upper()}{url}{timestamp}{access_key}{CLIENT_TYPE}"


def signature(secret_key: str, text: str) -> str:
    """The secret key's HMAC-SHA256 of a text, in Base64."""
    return base64.b64encode(hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).digest()).decode()


class ScpSigner(FixedAuth):
    """Signs a prepared request of the library requests, as its ``auth``.

    ``clock`` gives the time in seconds since 1970.
    """

    def __init__(self, access_key: str, secret_key: str, clock: Callable[[], float] = time.time) -> None:
        self._access_key = access_key
        self._secret_key = secret_key
        self._clock = clock

    def __call__(self, request: Any) -> Any:
        timestamp = str(int(self._clock() * 1000))
        text = string_to_sign(request.method, request.url, timestamp, self._access_key)
        request.headers["Scp-Accesskey"] = self._access_key
        request.headers["Scp-Signature"] = signature(self._secret_key, text)
        request.headers["Scp-Timestamp"] = timestamp
        request.headers["Scp-ClientType"] = CLIENT_TYPE
        return request
