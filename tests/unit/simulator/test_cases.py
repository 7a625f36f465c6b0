# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every named fault changes what a client receives, on at least one list."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.faults import CASES
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import (
    IMS_IMAGE,
    PROJECT,
    SCP_IMAGE,
    huawei_headers,
    scp_headers,
)

ENOUGH = 100_000
PATHS = (
    f"/v1/{PROJECT}/cloudimages/{IMS_IMAGE}/members",
    f"/v1/{PROJECT}/cloud-phone/images",
    "/v2/cloudimages",
    f"/v1/images/{SCP_IMAGE}",
    "/v1/access-keys",
)
"""With page_info and member_type, with total, of images, one record, with count and links."""


def received(url: str, patience: float = 10) -> bytes:
    """What comes over the wire, less what differs from one answer to the next; the first of it where it is long."""
    headers = scp_headers(url) if "/v1/images" in url or "keys" in url else huawei_headers(url)
    host, port = urlsplit(url).netloc.split(":")
    lines = [f"GET {urlsplit(url).path} HTTP/1.1", f"Host: {host}:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items() if name.lower() != "host"]
    found = b""
    with socket.create_connection((host, int(port)), timeout=patience) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        try:
            while len(found) < ENOUGH and (data := connection.recv(65536)):
                found += data
        except ConnectionResetError:
            found += b"(reset)"
        except TimeoutError:
            found += b"(silence)"
    return re.sub(rb"Date: .* GMT|[0-9a-f]{32}", b"", found)


@pytest.fixture(scope="module")
def shared() -> Iterator[Simulator]:
    """One for all cases, which take their faults away again."""
    with Simulator() as simulator:
        yield simulator


@pytest.fixture(scope="module")
def plain(shared: Simulator) -> dict[str, bytes]:
    """The answers without a fault: the same each time."""
    answers = [{path: received(shared.url + path) for path in PATHS} for _round in range(2)]
    assert answers[0] == answers[1]
    return answers[0]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case["group"] not in ("time", "clock")])
def test_a_case_changes_the_answer(shared: Simulator, plain: dict[str, bytes], name: str) -> None:
    shared.faults.clear()
    shared.faults.add(case=name)
    assert any(received(shared.url + path) != answer for path, answer in plain.items())


@pytest.mark.parametrize(
    ("name", "begin", "end"),
    [
        ("closed-before", b"", b""),
        ("closed-in-head", b"HTTP/1.1 200", b""),
        ("closed-after-head", b"HTTP/1.1 200", b"\r\n\r\n"),
        ("reset-before", b"", b"(reset)"),
        ("reset-in-head", b"HTTP/1.1 200", b"(reset)"),
        ("reset-in-body", b"HTTP/1.1 200", b"(reset)"),
        ("hang", b"", b"(silence)"),
        ("hang-in-head", b"HTTP/1.1 200", b"(silence)"),
        ("hang-in-body", b"HTTP/1.1 200", b"(silence)"),
        ("chunks-without-end", b"HTTP/1.1 200", b"}\r\n"),
    ],
)
def test_where_the_bytes_end(clouds: Simulator, name: str, begin: bytes, end: bytes) -> None:
    clouds.faults.add(case=name)
    found = received(clouds.url + PATHS[0], patience=0.5)
    assert found.startswith(begin)
    assert found.endswith(end)
    assert begin or found == end


def test_slow_bytes_come_one_by_one(clouds: Simulator) -> None:
    clouds.faults.add(case="slow-body")
    assert received(clouds.url + PATHS[0], patience=0.1).partition(b"\r\n\r\n")[2] == b"{(silence)"


@pytest.mark.parametrize("group", ["wire", "time", "status", "redirect", "body", "shape", "pages", "clock"])
def test_every_group_has_cases(group: str) -> None:
    assert [name for name, case in CASES.items() if case["group"] == group and case["title"]]


def test_a_case_takes_conditions_and_other_fields(clouds: Simulator) -> None:
    clouds.faults.add(case="throttled-seconds", path="cloudimages", retry_after=7)
    assert b"Retry-After: 7\r\n" in received(clouds.url + PATHS[0])
    assert b" 200 " in received(clouds.url + PATHS[1])
    with pytest.raises(ValueError, match="unknown case"):
        clouds.faults.add(case="nothing")
