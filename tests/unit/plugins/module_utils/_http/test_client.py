# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The client over real sockets: what it sends, what it believes, when it tries again."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http import rate_limiter
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.faults import RateLimit
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

from .asking import IMAGE, scp

pytestmark = pytest.mark.usefixtures("no_waiting")

PATH = f"/v1/images/{IMAGE}/members"
WHOSE_KEY = "GET /v1/images?limit=1000&visibility=private 200"  # asked once a task, after the first good answer


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Throttling slows nothing down."""
    monkeypatch.setattr(rate_limiter, "_LONGEST_PAUSE", 0.01)


def test_the_vendors_example_in_our_shape(clouds: Simulator) -> None:
    run = scp(clouds)
    assert run.images == [
        {
            "image_id": IMAGE,
            "state": "read",
            "complete": True,
            "members": [
                {
                    "member_id": "a8f10467abfc4b87b64614ab36eb9ae4",
                    "member_type": "account",
                    "status": "pending",
                    "created_at": "2025-07-22T09:00:00Z",
                    "updated_at": "2025-07-26T12:00:00Z",
                    "image_id": IMAGE,
                    "urn": None,
                    "schema": None,
                }
            ],
            "member_count": 1,
            "image": None,
            "error": None,
        }
    ]
    assert clouds.requests == [f"GET {PATH} 200", WHOSE_KEY]


@pytest.mark.usefixtures("no_pauses")
@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_transient_answers_are_tried_again_with_a_new_signature(clouds: Simulator, status: int) -> None:
    clouds.faults.add(image_id=IMAGE, status=status, body="{}", first=2)
    run = scp(clouds)
    assert run.states == ["read"]
    assert [entry.status for entry in clouds.log if entry.path == PATH] == [status, status, 200]
    assert (run.summary["requests"], run.summary["retries"]) == (4, 2)


@pytest.mark.usefixtures("no_pauses")
@pytest.mark.parametrize(
    ("fault", "kind", "attempts"),
    [
        ({"status": 429, "body": "{}"}, "throttled", 3),
        ({"preset": "scp-417"}, "throttled", 3),
        ({"status": 503, "body": "{}"}, "unavailable", 3),
        ({"status": 500, "body": "{}"}, "unavailable", 1),
        ({"status": 400, "body": "{}"}, "bad_request", 1),
        ({"preset": "scp-403"}, "forbidden", 1),
        ({"preset": "scp-404-gateway"}, "bad_request", 1),
        ({"status": 404, "body": "<html>404</html>"}, "bad_request", 1),
        ({"cut": "before"}, "unreachable", 3),
        ({"cut": "head"}, "unreachable", 3),
        ({"cut": "body"}, "unreachable", 3),
        ({"status": 200, "body": "<html>sign in</html>"}, "bad_response", 1),
        ({"status": 200, "body": ""}, "bad_response", 1),
        ({"status": 200, "body": "[]"}, "bad_response", 1),
        ({"status": 200, "body": "[" * 100_000}, "bad_response", 1),
        ({"status": 200, "json": {"members": None}}, "bad_response", 1),
        ({"status": 200, "json": {"members": {}}}, "bad_response", 1),
        ({"status": 200, "json": {"members": ["a8f1"]}}, "bad_response", 1),
        ({"status": 200, "json": {"members": [{"member_id": None}]}}, "bad_response", 1),
        ({"status": 200, "json": {"members": [{"member_id": "a", "image_id": "another"}]}}, "bad_response", 1),
        ({"status": 200, "json": {"error": "no members here"}}, "bad_response", 1),
        ({"status": 204, "body": ""}, "bad_response", 1),
        ({"status": 206, "json": {"members": []}}, "bad_response", 1),
        ({"truncate": 40}, "bad_response", 1),
    ],
    ids=str,
)
def test_no_bad_answer_looks_like_an_empty_list(
    clouds: Simulator, fault: dict[str, Any], kind: str, attempts: int
) -> None:
    clouds.faults.add(image_id=IMAGE, **fault)
    run = scp(clouds, retries=2)
    (image,) = run.images
    assert (image["members"], image["member_count"]) == (None, None)
    assert (run.error["kind"], run.error["attempts"]) == (kind, attempts)
    assert len(clouds.log) == attempts


def test_refused_credentials_are_sent_once(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCP_SECRET_KEY", "not-the-secret-of-this-key")
    run = scp(clouds, *[f"image-{number}" for number in range(50)])
    assert len(clouds.log) == 1
    assert run.states == ["denied"] * 50
    assert {image["error"]["kind"] for image in run.images} == {"unauthorized"}
    assert sorted(image["error"]["attempts"] for image in run.images) == [0] * 49 + [1]
    assert all("The credentials were refused" in image["error"]["message"] for image in run.images)


def test_a_redirect_is_not_followed(clouds: Simulator) -> None:
    with Simulator() as elsewhere:
        clouds.faults.add(image_id=IMAGE, redirect=elsewhere.url)
        run = scp(clouds)
        assert elsewhere.log == []
    assert run.error["kind"] == "bad_response"
    assert "redirect" in run.error["message"]


def test_each_distinct_image_is_read_once_in_order(clouds: Simulator) -> None:
    for image_id in ("b", "a", "c"):
        clouds.world.add_image("scp", image_id, member_count=0)
    run = scp(clouds, "b", "a", "b", "c", "a")
    assert [image["image_id"] for image in run.images] == ["b", "a", "c"]
    assert sorted(entry.path.split("/")[3] for entry in clouds.log[:-1]) == ["a", "b", "c"]


def test_credentials_are_not_proven_by_an_answer_of_those_who_did_not_check_them(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Throttling and outages are said by gateways that look at no key: eight workers must not follow a wrong one."""
    monkeypatch.setenv("SCP_SECRET_KEY", "not-the-secret-of-this-key")
    clouds.faults.rate_limit = RateLimit(per_second=2, _tokens=0, _at=time.monotonic())
    run = scp(clouds, *[f"image-{number}" for number in range(50)])
    assert clouds.log[0].status == 429
    assert [entry.status for entry in clouds.log].count(401) == 1
    assert run.states == ["denied"] * 50


def test_a_key_given_twice_is_no_evidence(clouds: Simulator) -> None:
    clouds.faults.add(image_id=IMAGE, status=200, body='{"members": [{"member_id": "stranger"}], "members": []}')
    assert scp(clouds).error["kind"] == "bad_response"


def test_text_that_no_report_can_hold_is_that_images_own_trouble(clouds: Simulator) -> None:
    clouds.faults.add(image_id=IMAGE, status=200, body='{"members": [{"member_id": "\\ud800"}]}')
    assert scp(clouds).error["kind"] == "bad_response"


def test_a_page_that_echoes_the_request_shows_no_signature(clouds: Simulator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        heads: list[str] = []
        thread = threading.Thread(target=lambda: heads.append(_echo(server)))
        thread.start()
        run = Run(PROVIDER, {"image_ids": [IMAGE], "endpoint": f"http://127.0.0.1:{server.getsockname()[1]}"})
        thread.join()
    (signature,) = [line.partition(": ")[2] for line in heads[0].splitlines() if line.startswith("Scp-Signature")]
    assert "********" in run.error["message"]
    assert signature not in run.error["message"]


def _echo(server: socket.socket) -> str:
    """Answer one request with a page that shows its last headers, as debugging proxies do."""
    connection, _address = server.accept()
    with connection:
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(4096)
        shown = b"<html>" + head[head.index(b"Scp-Signature") :].replace(b": ", b"</td><td>") + b"</html>"
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(shown), shown))
    return head.decode()
