# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Huawei signature against published vectors and against the vendor's own signer."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.client import encoded
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.signer import (
    HuaweiSigner,
    authorization,
    canonical_request,
    signature,
    string_to_sign,
)
from hypothesis import given
from hypothesis import strategies as st
from requests import PreparedRequest

VECTORS = [
    vector
    for vector in json.loads((Path(__file__).parents[2] / "vectors" / "huawei.json").read_text())["vectors"]
    if vector["variant"] == "SDK-HMAC-SHA256 Access"
]
AT = datetime(2025, 9, 8, 1, 2, 3, tzinfo=timezone.utc)
DATE = "20250908T010203Z"


@pytest.fixture(scope="session")
def official(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The vendor's signer. Importing its package writes into the home folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        signer = importlib.import_module("huaweicloudsdkcore.signer.signer")
        request = importlib.import_module("huaweicloudsdkcore.sdk_request")
        yield lambda access_key, secret_key, **parts: signer.Signer(SimpleNamespace(ak=access_key, sk=secret_key)).sign(
            request.SdkRequest(**parts)
        )


def test_every_vector_of_this_form_is_here() -> None:
    assert [vector["id"] for vector in VECTORS] == ["P1", *(f"V{number}" for number in range(1, 13))]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    canonical = canonical_request(vector["method"], vector["url"], vector["headers"], vector["body"].encode())
    assert canonical == vector["canonical_request"]
    text = string_to_sign(canonical, vector["x_sdk_date"])
    assert text == vector["string_to_sign"]
    signed = signature(vector["secret_key"], text)
    assert signed == vector["signature"]
    assert authorization(vector["access_key"], vector["headers"], signed) == vector["authorization"]


# Only headers that we ever send, and so sign: the others are tested by their stages above.
OURS = {"Host", "X-Sdk-Date", "Content-Type", "X-Project-Id", "X-Security-Token"}
SIGNED_BY_US = [vector for vector in VECTORS if set(vector["headers"]) <= OURS]


@pytest.mark.parametrize("vector", SIGNED_BY_US, ids=[vector["id"] for vector in SIGNED_BY_US])
def test_vector_as_a_prepared_request(vector: dict[str, Any]) -> None:
    at = datetime.strptime(vector["x_sdk_date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    given = {name: text for name, text in vector["headers"].items() if name not in ("Host", "X-Sdk-Date")}
    request = PreparedRequest()
    request.prepare(
        method=vector["method"],
        url=vector["url"],
        headers={"User-Agent": "changed by a proxy", "Accept": "application/json"},
        data=vector["body"] or None,
        auth=HuaweiSigner(vector["access_key"], vector["secret_key"], given, clock=lambda: at),
    )
    assert request.url == vector["url"]
    assert request.headers["Authorization"] == vector["authorization"]
    assert request.headers["Host"] == vector["host"]


def test_each_attempt_has_its_own_time() -> None:
    times = iter([AT, AT.replace(minute=30)])
    signer = HuaweiSigner("key", "secret", clock=lambda: next(times))
    request = PreparedRequest()
    request.prepare(method="GET", url="https://ims.example.com/v2/images", auth=signer)
    second = signer(request.copy())
    assert request.headers["X-Sdk-Date"] == DATE
    assert second.headers["X-Sdk-Date"] == "20250908T013003Z"
    assert second.headers["Authorization"] != request.headers["Authorization"]


# Text that a URL can carry: no lone surrogates.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VISIBLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)
SEGMENT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("%/;+ ~*'()!@:&=$,?#ü€")),
    min_size=1,
    max_size=12,
)


def every_byte(segment: str) -> str:
    """The oddest spelling of a path segment: all of it percent-encoded."""
    return "".join(f"%{byte:02X}" for byte in segment.encode())


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    segments=st.lists(SEGMENT, max_size=5),
    slash=st.booleans(),
    spelling=st.sampled_from([every_byte, partial(quote, safe="-_.~"), partial(quote, safe="-_.~+;:@=,$!*'()")]),
    query=st.lists(st.tuples(TEXT.filter(bool), TEXT), max_size=6),
    port=st.one_of(st.none(), st.integers(1, 65535)),
    project=st.one_of(st.none(), st.text("0123456789abcdef", min_size=32, max_size=32)),
    token=st.one_of(st.none(), VISIBLE),
    access_key=VISIBLE,
    secret_key=TEXT.filter(bool),
    document=st.one_of(st.none(), st.dictionaries(TEXT, TEXT, max_size=3)),
)
def test_random_requests_agree_with_the_vendors_signer(
    official: Any,
    method: str,
    segments: list[str],
    slash: bool,
    spelling: Callable[[str], str],
    query: list[tuple[str, str]],
    port: int | None,
    project: str | None,
    token: str | None,
    access_key: str,
    secret_key: str,
    document: dict[str, str] | None,
) -> None:
    # The x keeps a segment from being a dot segment, which HTTP clients resolve before they send.
    path = "/v2" + "".join(f"/x{spelling(segment)}" for segment in segments) + ("/" if slash else "")
    host = "ims.ap-southeast-3.myhuaweicloud.com" + (f":{port}" if port else "")
    added = {"X-Project-Id": project, "X-Security-Token": token}
    headers = {name: value for name, value in added.items() if value is not None}
    body = None if document is None else json.dumps(document)
    request = PreparedRequest()
    request.prepare(
        method=method,
        url=f"https://{host}{path}" + (f"?{encoded(query)}" if query else ""),
        headers={"Content-Type": "application/json"} if body is not None else {},
        data=body,
        auth=HuaweiSigner(access_key, secret_key, headers, clock=lambda: AT),
    )
    theirs = official(
        access_key,
        secret_key,
        method=method,
        schema="https",
        host=host,
        resource_path=path,
        query_params=list(query),
        header_params={
            **headers,
            **({"Content-Type": "application/json"} if body is not None else {}),
            "X-Sdk-Date": DATE,
        },
        body=body or "",
    )
    assert request.headers["Authorization"] == theirs.header_params["Authorization"]
