# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Requests to the simulator, signed by the vendors' rules and not by the collection."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

PROJECT = "1bed856811654c1cb661a6ca845ebc77"
MEMBER_PROJECT = "edc89b490d7d4392898e19b2deb34797"
STRANGER_PROJECT = "3d1fa78a338765e3ed883c8eca670de9"
SCP_IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"
IMS_IMAGE = "370befec-a369-475e-a224-44a45927a8fe"
OTC_IMAGE = "d164b5df-1bc3-4c3f-893e-3e471fd16e64"
CPH_IMAGE = "23030320230421e300221a2000004167"
GLANCE_IMAGE = "3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10"
SCP_KEYS = {
    "owner": ("2sd2gg=2agbdSD26svcD", "test-secret-key-not-real"),
    "member": ("scp-member-key", "scp-member-secret-not-real"),
    "stranger": ("scp-stranger-key", "scp-stranger-secret-not-real"),
}
HUAWEI_KEYS = {
    "owner": ("EXAMPLEACCESSKEY0001", "ExampleSecretKey/0001+notreal", PROJECT),
    "member": ("EXAMPLEMEMBERKEY0001", "ExampleMemberSecret/0001+notreal", MEMBER_PROJECT),
    "stranger": ("EXAMPLESTRANGER00001", "ExampleStrangerSecret/0001+notreal", STRANGER_PROJECT),
}


def get(url: str, headers: dict[str, str] | None = None, **options: Any) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url, headers=headers, allow_redirects=False, **{"timeout": 10, **options})


def scp_headers(url: str, who: str = "owner", **changes: str) -> dict[str, str]:
    key, secret = SCP_KEYS[who]
    secret = changes.pop("secret", secret)
    stamp = changes.pop("timestamp", str(int(time.time() * 1000)))
    message = f"GET{url}{stamp}{key}Openapi"
    signature = base64.b64encode(hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()).decode()
    headers = {"Scp-Accesskey": key, "Scp-Signature": signature, "Scp-Timestamp": stamp, "Scp-ClientType": "Openapi"}
    return headers | changes


def scp(url: str, who: str = "owner", **changes: str) -> requests.Response:
    return get(url, scp_headers(url, who, **changes))


def huawei_headers(url: str, who: str = "owner", secret: str | None = None, **headers: str) -> dict[str, str]:
    """Headers signed by the official SDK; ``headers`` take part, with ``_`` for ``-``."""
    key, own_secret, project = HUAWEI_KEYS[who]
    parts = urlsplit(url)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    request = SdkRequest(
        method="GET",
        schema=parts.scheme,
        host=parts.netloc,
        resource_path=parts.path,
        query_params=[*parse_qsl(parts.query, keep_blank_values=True)],
        header_params={"X-Project-Id": project} | given,
        body="",
    )
    signer: Any = Signer
    signed: dict[str, str] = signer(SimpleNamespace(ak=key, sk=secret or own_secret)).sign(request).header_params
    return signed


def huawei(url: str, who: str = "owner", secret: str | None = None, **headers: str) -> requests.Response:
    return get(url, huawei_headers(url, who, secret, **headers))
