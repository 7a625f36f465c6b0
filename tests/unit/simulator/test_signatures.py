# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The simulator's judgement of signatures against the published vectors: accepted as they are, refused when touched."""

from __future__ import annotations

import calendar
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator.messages import Call, Refused
from ansible_collections.cloud_images.sharing.tests.simulator.signatures import Gatekeeper
from ansible_collections.cloud_images.sharing.tests.simulator.tokens import Tokens
from ansible_collections.cloud_images.sharing.tests.simulator.world import Key, World

VECTORS = Path(__file__).parents[1] / "plugins" / "module_utils" / "vectors"


def vectors(name: str) -> list[Any]:
    rows = json.loads((VECTORS / name).read_text(encoding="utf-8"))["vectors"]
    return [row for row in rows if row.get("variant") in (None, "SDK-HMAC-SHA256 Access")]


def of_id(vector: Any) -> str:
    return str(vector["id"])


def received(vector: dict[str, Any], headers: dict[str, str], now: float) -> Call:
    """The vector's request as a server gets it: header values without surrounding blanks."""
    url = urlsplit(vector["url"])
    raw = tuple((name.encode(), value.strip().encode()) for name, value in headers.items())
    target = vector["url"].partition(url.netloc)[2]
    return Call(vector["method"], url.scheme, target, raw, (vector["body"] or "").encode(), now)


def scp_case(vector: dict[str, Any]) -> tuple[Call, Callable[[Call], Any]]:
    world = replace(
        World.load(), scp_keys={vector["access_key"]: Key(vector["access_key"], vector["secret_key"], "owner")}
    )
    now = int(vector["timestamp"]) / 1000
    host = urlsplit(vector["url"]).netloc
    return received(vector, {"Host": host, **vector["headers"]}, now), Gatekeeper(
        world, Tokens(), clock=lambda: now
    ).scp


def huawei_case(vector: dict[str, Any]) -> tuple[Call, Callable[[Call], Any]]:
    token = vector["headers"].get("X-Security-Token")
    key = Key(vector["access_key"], vector["secret_key"], "owner", token)
    world = replace(World.load(), huawei_keys={vector["access_key"]: key})
    now = float(calendar.timegm(time.strptime(vector["x_sdk_date"], "%Y%m%dT%H%M%SZ")))
    headers = {**vector["headers"], "Authorization": vector["authorization"]}
    return received(vector, headers, now), Gatekeeper(world, Tokens(), clock=lambda: now).huawei


def with_header(call: Call, name: str, change: Callable[[bytes], bytes]) -> Call:
    rows = tuple((key, change(value) if key.lower() == name.encode() else value) for key, value in call.raw_headers)
    assert rows != call.raw_headers
    return touched(call, raw_headers=rows)


def touched(call: Call, **changes: Any) -> Call:
    fields = {name: getattr(call, name) for name in ("method", "scheme", "target", "raw_headers", "body", "now")}
    return Call(**(fields | changes))


def flip_last(value: bytes) -> bytes:
    """Another signature in the same alphabet."""
    letter = value.rstrip(b"=")[-1:]
    return value.replace(letter, b"0" if letter != b"0" else b"1")


def refused(judge: Callable[[Call], Any], call: Call) -> int:
    with pytest.raises(Refused) as error:
        judge(call)
    assert call.refused
    return error.value.reply.status


@pytest.mark.parametrize("vector", vectors("scp.json"), ids=of_id)
def test_scp(vector: dict[str, Any]) -> None:
    call, judge = scp_case(vector)
    assert judge(call) == "owner"
    assert refused(judge, with_header(call, "scp-signature", flip_last)) == 401
    assert refused(judge, with_header(call, "scp-timestamp", flip_last)) == 401
    assert refused(judge, with_header(call, "host", lambda host: host + b":8443")) == 401
    assert refused(judge, touched(call, scheme="http")) == 401
    assert refused(judge, touched(call, target=call.target + "/")) == 401
    assert refused(judge, touched(call, method="PATCH")) == 401
    assert refused(judge, touched(call, now=call.now + 901)) == 401
    for name in ("scp-accesskey", "scp-signature", "scp-timestamp", "scp-clienttype"):
        kept = tuple(row for row in call.raw_headers if row[0].lower() != name.encode())
        assert refused(judge, touched(call, raw_headers=kept)) == 404


@pytest.mark.parametrize("vector", vectors("huawei.json"), ids=of_id)
def test_huawei(vector: dict[str, Any]) -> None:
    call, judge = huawei_case(vector)

    def fresh() -> Callable[[Call], Any]:
        return huawei_case(vector)[1]

    assert judge(call).domain == "owner"
    assert refused(fresh(), with_header(call, "authorization", flip_last)) == 401
    assert refused(fresh(), with_header(call, "host", lambda host: host + b":8443")) == 401
    assert refused(fresh(), touched(call, target="/v9" + call.target)) == 401
    assert refused(fresh(), touched(call, method="PATCH")) == 401
    assert refused(fresh(), touched(call, now=call.now + 901)) == 401
    assert refused(fresh(), touched(call, now=call.now - 901)) == 401
    if "X-Sdk-Content-Sha256" not in vector["headers"]:
        assert refused(fresh(), touched(call, body=call.body + b"x")) == 401
    for name in ("host", "x-sdk-date"):
        kept = tuple(row for row in call.raw_headers if row[0].lower() != name.encode())
        assert refused(fresh(), touched(call, raw_headers=kept)) == 401


def test_another_spelling_of_the_same_url_is_another_scp_signature() -> None:
    rows = {vector["id"]: vector for vector in vectors("scp.json")}
    call, judge = scp_case(rows["TV3"])
    assert judge(call) == "owner"
    assert refused(judge, touched(call, target="/v1/images?limit=20&sort=created_at:desc")) == 401
