# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How long the client waits, for one answer and for a cloud that gives none, and when it gives up."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.rate_limiter import RateLimiter
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

from .asking import IMAGE, scp

pytestmark = pytest.mark.usefixtures("no_waiting")


def test_an_image_that_hangs_is_given_up_after_its_retries_and_the_rest_is_read(clouds: Simulator) -> None:
    ids = [f"image-{number}" for number in range(6)]
    for image_id in ids:
        clouds.world.add_image("scp", image_id, member_count=1)
    clouds.faults.add(image_id=ids[0], hang=True)
    run = scp(clouds, *ids, timeout=0.3, retries=3)
    assert run.states == ["failed"] + ["read"] * 5
    asked = [entry.path.split("/")[3] for entry in clouds.log if entry.path.endswith("/members")]
    assert sorted(asked) == sorted([*ids, *[ids[0]] * 3])


def test_an_image_is_read_alone_at_first_and_a_slow_one_holds_the_rest_up_once(clouds: Simulator) -> None:
    ids = [f"image-{number}" for number in range(6)]
    for image_id in ids:
        clouds.world.add_image("scp", image_id, member_count=1)
    clouds.faults.add(path="/members", hang=True, first=1)
    run = scp(clouds, *ids, timeout=1, retries=3)
    assert run.states == ["read"] * 6
    asked = [(entry.path.split("/")[3], entry.time) for entry in clouds.log if entry.path.endswith("/members")]
    slow, second = asked[:2]
    assert second[0] != slow[0]
    assert second[1] - slow[1] > 0.3  # it was given time, while nothing else went out
    assert sorted(image_id for image_id, _time in asked) == sorted([*ids, slow[0]])


@pytest.mark.parametrize("fault", [{"hang": True}, {"slow": 0.05}, {"slow": 0.05, "slow_head": True}], ids=str)
def test_the_timeout_covers_an_answer_to_its_last_byte(clouds: Simulator, fault: dict[str, Any]) -> None:
    """Bytes that drip in keep no request alive: the whole answer would come after some 20 s."""
    clouds.faults.add(image_id=IMAGE, **fault)
    run = scp(clouds, timeout=0.4, retries=0)
    assert run.error["kind"] == "unreachable"
    host = clouds.url.removeprefix("http://")
    assert run.error["message"] == f"The image service at {host} gave no whole answer within 0.4 s."


def test_an_endpoint_that_nobody_answers_at_is_given_up_before_every_image_tried_it(clouds: Simulator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
    run = Run(
        PROVIDER,
        {"image_ids": [f"image-{number}" for number in range(300)], "endpoint": nowhere, "retries": 2},
    )
    assert run.states == ["failed"] * 300
    assert {image["error"]["kind"] for image in run.images} == {"unreachable"}
    assert run.summary["requests"] <= 3 * (8 + 1)
    assert "Not tried" in run.images[-1]["error"]["message"]


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        ({"retry_after": 1}, "throttled", "says: Too many requests."),
        ({"status": 503}, "unavailable", "says: 503 Service Unavailable"),
    ],
    ids=["429", "503"],
)
def test_a_cloud_that_never_answers_is_given_up_long_before_every_image_tried_it(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any], kind: str, words: str
) -> None:
    """Fifteen seconds for each of 2,500 images, one after the other, took ten hours."""
    monkeypatch.setattr(RateLimiter, "wait", lambda *_arguments: 0.0)
    clouds.faults.add(**fault)
    run = scp(clouds, *[f"image-{number}" for number in range(2500)])
    assert {(image["state"], image["error"]["kind"]) for image in run.images} == {("failed", kind)}
    assert run.summary["requests"] <= 24 + 8 * 6
    assert run.images[-1]["error"]["message"].startswith("Not tried any more: The image service at 127.0.0.1:")
    assert words in run.images[-1]["error"]["message"]


@pytest.mark.slow
@pytest.mark.parametrize("bound", ["give_up_after", "deadline"])
@pytest.mark.parametrize(
    ("fault", "kind"),
    [({"retry_after": 1}, "throttled"), ({"status": 503}, "unavailable"), ({"hang": True}, "unreachable")],
    ids=["429", "503", "hang"],
)
def test_a_cloud_that_stops_answering_is_given_up_in_time(
    clouds: Simulator, bound: str, fault: dict[str, Any], kind: str
) -> None:
    ids = clouds.world.generate(60, clouds=["scp"])["scp"]
    clouds.faults.add(path="/members", nth=list(range(21, 10_000)), **fault)
    run = scp(clouds, *ids, retries=1000, timeout=3600, **{bound: 2})
    assert (run.states.count("read"), run.states.count("failed")) == (20, 40)
    assert {image["error"]["kind"] for image in run.images if image["error"]} == {kind}
    given_up = run.images[-1]["error"]["message"]
    assert given_up.startswith("Given up after 2 s" if bound == "give_up_after" else "Given up: the deadline of 2 s")
    assert f"mage service at {clouds.url.removeprefix('http://')}" in given_up
    assert run.images[-1]["error"]["attempts"] == 0


@pytest.mark.slow
def test_waiting_for_our_own_rate_is_no_reason_to_give_up(clouds: Simulator) -> None:
    ids = clouds.world.generate(4, clouds=["scp"])["scp"]
    assert scp(clouds, *ids, requests_per_second=2, give_up_after=0.4).states == ["read"] * 4
