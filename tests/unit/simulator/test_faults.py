# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Misbehaviour is what was ordered, where it was ordered."""

from __future__ import annotations

import gzip
import socket
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.faults import PRESETS
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import SCP_IMAGE, get, scp, scp_headers


@pytest.fixture
def url(clouds: Simulator) -> str:
    return f"{clouds.url}/v1/images/{SCP_IMAGE}/members"


def raw(url: str) -> bytes:
    """All bytes that the server sends."""
    host, port = url.split("/")[2].split(":")
    lines = [f"GET {url.partition(url.split('/')[2])[2]} HTTP/1.1", f"Host: {host}:{port}"]
    lines += [f"{name}: {value}" for name, value in scp_headers(url).items()]
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        received = b""
        while data := connection.recv(65536):
            received += data
    return received


def whole_answer(url: str) -> bytes:
    """As the standard library reads it: requests with urllib3 1 does not notice that a body broke off."""
    connection = HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", urlsplit(url).path, headers=scp_headers(url))
    return connection.getresponse().read()


@pytest.mark.parametrize("preset", PRESETS)
def test_presets(clouds: Simulator, url: str, preset: str) -> None:
    clouds.faults.add(preset=preset, headers={"Retry-After": "7"})
    answer = scp(url)
    assert answer.status_code == PRESETS[preset]["status"]
    assert answer.headers["Retry-After"] == "7"
    if "json" in PRESETS[preset]:
        assert answer.json() == PRESETS[preset]["json"]
    else:
        assert answer.text == PRESETS[preset]["body"]
        assert answer.headers["Content-Type"].startswith("text/html")


def test_conditions(clouds: Simulator, url: str) -> None:
    clouds.faults.add(image_id="another", status=500)
    clouds.faults.add(key="scp-member-key", status=403)
    clouds.faults.add(path="members$", status=500, first=2)
    clouds.faults.add(image_id=SCP_IMAGE, status=503, nth=[2])
    found = [scp(url).status_code for _call in range(5)]
    assert found == [500, 500, 200, 503, 200]
    assert scp(url, "member").status_code == 403
    assert scp(f"{clouds.url}/v1/images/another").status_code == 500
    clouds.faults.clear()
    assert scp(url).status_code == 200


def test_bad_credentials_come_before_faults(clouds: Simulator, url: str) -> None:
    clouds.faults.add(status=500)
    assert scp(url, secret="another").status_code == 401


def test_connections_cut(clouds: Simulator, url: str) -> None:
    whole = scp(url).content
    for where, sent in (("before", b""), ("head", b""), ("body", whole[: len(whole) // 2])):
        clouds.faults.clear()
        clouds.faults.add(cut=where)
        received = raw(url)
        head, _blank, body = received.partition(b"\r\n\r\n")
        assert body == sent
        assert bool(head) == (where != "before")
        assert where == "before" or f"Content-Length: {len(whole)}".encode() in head
        with pytest.raises(HTTPException):
            whole_answer(url)
    assert [entry.status for entry in clouds.log] == [200, None, None, 200, 200, 200, 200]


def test_hang_and_slow_bytes(clouds: Simulator, url: str) -> None:
    clouds.faults.add(hang=True, first=1)
    with pytest.raises(requests.exceptions.ReadTimeout):
        get(url, scp_headers(url), timeout=0.2)
    clouds.faults.clear()
    plain = scp(url).json()
    clouds.faults.add(slow=0.0001, slow_head=True)
    assert scp(url).json() == plain


def test_bodies(clouds: Simulator, url: str) -> None:
    plain = scp(url)
    for fields, expected in (
        ({"truncate": 10}, plain.content[:10]),
        ({"pad": 5}, plain.content + b"     "),
        ({"replace": ("pending", "odd")}, plain.content.replace(b"pending", b"odd")),
        ({"body": "[]"}, b"[]"),
        ({"json": {"members": "none"}}, b'{"members": "none"}'),
        ({"gzip": True}, plain.content),
    ):
        clouds.faults.clear()
        clouds.faults.add(**fields)
        answer = scp(url)
        assert (answer.status_code, answer.content) == (200, expected)
    assert gzip.decompress(raw(url).partition(b"\r\n\r\n")[2]) == plain.content


def test_redirect(clouds: Simulator, url: str) -> None:
    clouds.faults.add(redirect="http://localhost:1/elsewhere/")
    answer = scp(f"{url}?a=b")
    assert answer.status_code == 307
    assert answer.headers["Location"] == f"http://localhost:1/elsewhere/v1/images/{SCP_IMAGE}/members?a=b"


def test_rate_limit(clouds: Simulator, url: str) -> None:
    clouds.faults.limit(0.001, burst=2, retry_after=3)
    answers = [scp(url) for _call in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert answers[-1].headers["Retry-After"] == "3"
    assert answers[-1].json()["errors"][0]["status"] == 429


@pytest.mark.parametrize("fields", [{"preset": "nothing"}, {"cut": "sometimes"}, {"status_code": 500}])
def test_faults_that_do_not_exist(clouds: Simulator, fields: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        clouds.faults.add(**fields)
