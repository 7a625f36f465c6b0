# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who is calling? Signatures are checked against raw bytes, by code that shares nothing with the collection's signers.

Huawei: the signer of the official SDK signs the received request again. SCP: HMAC over the request line and headers.
"""

from __future__ import annotations

import base64
import calendar
import hashlib
import hmac
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, NoReturn
from urllib.parse import unquote

from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

from .errors import huawei_gateway, scp_gateway, scp_platform
from .messages import Call, Refused
from .tokens import Caller, Tokens
from .world import Key, World

CLOCK_SKEW = 15 * 60
LOCK_AFTER = 5
LOCK_SECONDS = 5 * 60
_AUTHORIZATION = re.compile(r"SDK-HMAC-SHA256 Access=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})")
_OFFICIAL: Any = Signer  # the SDK has no types
_SCP_HEADERS = ("scp-accesskey", "scp-signature", "scp-timestamp", "scp-clienttype")


@dataclass
class Gatekeeper:
    """Checks keys and tokens. ``verify=False`` lets everybody in as the owner, for benchmarks."""

    world: World
    tokens: Tokens
    verify: bool = True
    clock: Callable[[], float] = time.time
    failures: dict[str, int] = field(default_factory=dict)
    """Failed signatures in a row, by access key."""
    locked_until: dict[str, float] = field(default_factory=dict)

    def scp(self, call: Call) -> str:
        """The account that signed."""
        if not self.verify:
            known = self.world.scp_keys.get(call.headers.get("scp-accesskey", ""))
            owner = known or next(iter(self.world.scp_keys.values()))
            call.who, call.account = owner.access_key, owner.account
            return owner.account
        if any(not call.headers.get(name) for name in _SCP_HEADERS):
            call.refused = True
            raise Refused(scp_gateway(call, 404, "Not Found"))
        access_key, given, timestamp, client_type = (call.headers[name] for name in _SCP_HEADERS)
        call.who = access_key
        key = self.world.scp_keys.get(access_key)
        expected = scp_signature(call, timestamp, access_key, client_type, key.secret_key if key else "")
        fresh = timestamp.isdecimal() and abs(call.now - int(timestamp) / 1000) <= CLOCK_SKEW
        if key and fresh and client_type == "Openapi" and _same(expected, given):
            call.account = key.account
            return key.account
        self._count(access_key)
        call.refused = True
        raise Refused(scp_platform(401, "Unauthorized", "The request signature could not be verified."))

    def huawei(self, call: Call, project: str | None = None) -> Caller:
        """Who signed, or whose token it is. A signature without X-Project-Id acts for ``project``, that of the path."""
        if not self.verify:
            asked = project or call.headers.get("x-project-id")
            caller = Caller("unverified", asked or next(iter(self.world.projects)), "")
        elif "authorization" in call.headers:
            caller = self._signed(call)
            caller = caller if caller.project else replace(caller, project=project)
        else:
            caller = self.tokens.caller(call)
        call.account = caller.project
        return caller

    def _signed(self, call: Call) -> Caller:
        match = _AUTHORIZATION.fullmatch(call.headers["authorization"])
        if not match:
            _refuse(call, "authorization header format is wrong")
        access_key, signed_headers, given = match.groups()
        call.who = access_key
        key = self.world.huawei_keys.get(access_key)
        if self.locked_until.get(access_key, 0) > call.now:
            _refuse(call, "AK access failed to reach the limit,forbidden.")
        if key is None:
            self._count(access_key)
            _refuse(call, f"Get secretKey failed,ak:{access_key},err:ak not exist")
        self._check_date(call)
        expected, canonical = huawei_signature(call, signed_headers.split(";"), key)
        if not _same(expected, given):
            self._count(access_key)
            _refuse(call, f"verify aksk signature fail, canonicalRequest:{canonical.replace(chr(10), '|')}")
        if (call.headers.get("x-security-token") or None) != key.security_token:
            self._count(access_key)
            _refuse(call, "verify security token fail")
        self.failures.pop(access_key, None)
        return Caller(access_key, call.headers.get("x-project-id"), key.account)

    def _check_date(self, call: Call) -> None:
        text = call.headers.get("x-sdk-date", "")
        if not re.fullmatch(r"\d{8}T\d{6}Z", text):
            _refuse(call, "x-sdk-date not found")
        stamp = calendar.timegm(time.strptime(text, "%Y%m%dT%H%M%SZ"))
        if abs(call.now - stamp) > CLOCK_SKEW:
            _refuse(call, "signature expired")

    def _count(self, access_key: str) -> None:
        self.failures[access_key] = self.failures.get(access_key, 0) + 1
        if self.failures[access_key] >= LOCK_AFTER:
            self.locked_until[access_key] = self.clock() + LOCK_SECONDS


def _same(expected: str, given: str) -> bool:
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogateescape"))


def scp_signature(call: Call, timestamp: str, access_key: str, client_type: str, secret_key: str) -> str:
    url = f"{call.base_url}{call.target}"
    message = f"{call.method}{url}{timestamp}{access_key}{client_type}".encode("utf-8", "surrogateescape")
    return base64.b64encode(hmac.new(secret_key.encode(), message, hashlib.sha256).digest()).decode()


def huawei_signature(call: Call, signed_headers: list[str], key: Key) -> tuple[str, str]:
    """The signature that the official signer gives for this request, and its canonical request."""
    pairs = [pair.partition("=") for pair in call.raw_query.split("&") if pair]
    missing = [name for name in signed_headers if name not in call.headers]
    if missing:
        return "", f"missing {','.join(missing)}"
    request = SdkRequest(
        method=call.method,
        schema=call.scheme,
        host=call.headers.get("host", ""),
        resource_path=call.path,
        query_params=[(unquote(name), unquote(value)) for name, _sign, value in pairs],
        header_params={name: call.headers[name] for name in signed_headers},
        body=call.body,
    )
    signer = _OFFICIAL(SimpleNamespace(ak=key.access_key, sk=key.secret_key))
    canonical = signer._process_canonical_request(request, sorted(signed_headers))
    authorization: str = signer.sign(request).header_params["Authorization"]
    return authorization.rpartition("Signature=")[2], canonical


def _refuse(call: Call, why: str) -> NoReturn:
    call.refused = True
    raise Refused(huawei_gateway(401, "APIGW.0301", f"Incorrect IAM authentication information: {why}"))
