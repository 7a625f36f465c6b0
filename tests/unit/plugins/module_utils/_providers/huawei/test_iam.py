# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What IAM is asked for: tokens for passwords, and the project of a region."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from .asking import GET_TOKEN, IMAGE, KEYS, PASSWORD, READ, WRONG, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def test_a_wrong_secret_key_is_sent_once_to_iam_too(clouds: Simulator) -> None:
    result = task(clouds, **WRONG)
    assert clouds.requests == ["GET /v3/projects?name=ap-southeast-3 401"]
    assert result["images"][0]["error"]["kind"] == "unauthorized"


def test_a_wrong_password_is_sent_once(clouds: Simulator) -> None:
    result = task(clouds, **{**PASSWORD, "password": "wrong-password"}, image_ids=["a", "b", "c"])
    assert clouds.requests == ["POST /v3/auth/tokens?nocatalog=1 401"]
    assert {image["error"]["kind"] for image in result["images"]} == {"unauthorized"}
    assert "Check username, password and domain_name" in result["images"][0]["error"]["message"]
    assert "wrong-password" not in str(result["images"])


def test_a_bought_token_that_expires_during_the_run_is_renewed_once(clouds: Simulator) -> None:
    ids = clouds.world.generate(60, clouds=["ims"])["ims"]
    started = time.time()
    clouds.service.clock = lambda: started + (25 * 3600 if len(clouds.log) > 30 else 0)
    result = task(clouds, **PASSWORD, image_ids=ids)
    assert [image["state"] for image in result["images"]] == ["read"] * 60
    assert clouds.requests.count(GET_TOKEN) == 2
    refused = [entry for entry in clouds.log if entry.refused]
    assert 1 <= len(refused) <= 8  # at most the requests that were in flight


def test_a_token_that_stays_refused_is_renewed_once_only(clouds: Simulator) -> None:
    clouds.tokens.lifetime = 0
    result = task(clouds, **PASSWORD, image_ids=[f"image-{number}" for number in range(20)], concurrency=1)
    refused = READ.replace(IMAGE, "image-0").replace("200", "401")
    assert clouds.requests == [GET_TOKEN, refused, GET_TOKEN, refused]
    assert {image["state"] for image in result["images"]} == {"denied"}


def test_a_bought_token_that_cannot_be_renewed_is_sent_once(clouds: Simulator) -> None:
    """The password was changed during the run: neither it nor the old token goes out again for every image."""
    gone = {"error_msg": "The token must be updated.", "error_code": "APIGW.0307"}
    wrong = {"error": {"message": "The username or password is wrong.", "code": 401, "title": "Unauthorized"}}
    clouds.faults.add(path="/members", status=401, json=gone)
    clouds.faults.add(path="/auth/tokens", nth=[2], status=401, json=wrong)
    result = task(clouds, image_ids=[f"image-{number}" for number in range(20)], concurrency=1, **PASSWORD)
    assert {image["error"]["kind"] for image in result["images"]} == {"unauthorized"}
    assert [entry.status for entry in clouds.log] == [201, 401, 401]


def test_a_password_buys_a_token_for_the_project_of_the_region(clouds: Simulator) -> None:
    image = clouds.world.add_image("ims", "otc-image", ["m"], owner="2c0e9679227654d2dc772b7db956fcd8")
    result = task(clouds, **PASSWORD, region="eu-de", image_ids=[image.id])
    assert clouds.requests == [GET_TOKEN, "GET /v2/images/otc-image/members?limit=1000 200"]
    assert result["images"][0]["members"][0]["member_id"] == "m"


def test_a_region_without_a_project(clouds: Simulator) -> None:
    error = task(clouds, **KEYS, region="cn-north-4")["images"][0]["error"]
    assert error["kind"] == "bad_request"
    assert "no project named cn-north-4" in error["message"]
    assert "project_id" in error["message"]


def test_a_region_with_several_projects(clouds: Simulator) -> None:
    clouds.faults.add(path="/v3/projects", json={"projects": [{"id": "one"}, {"id": "two"}]})
    error = task(clouds, **KEYS)["images"][0]["error"]
    assert error["kind"] == "bad_request"
    assert "one, two" in error["message"]
    assert "project_id" in error["message"]


@pytest.mark.parametrize("answer", [{}, {"projects": None}, {"projects": [{}]}, {"projects": [{"id": "../x"}]}])
def test_an_answer_of_iam_without_projects(clouds: Simulator, answer: dict[str, Any]) -> None:
    clouds.faults.add(path="/v3/projects", json=answer)
    assert task(clouds, **KEYS)["images"][0]["error"]["kind"] == "bad_response"
    assert len(clouds.log) == 1


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_of_iam_says_nothing_about_an_image(clouds: Simulator, status: int) -> None:
    clouds.faults.add(path="/v3/projects", status=status, json={"error": {"message": "No.", "code": status}})
    image = task(clouds, **KEYS)["images"][0]
    assert image["state"] == {403: "denied", 404: "failed"}[status]
    assert "project_id" in image["error"]["message"]


def test_a_token_answer_without_a_token(clouds: Simulator) -> None:
    clouds.faults.add(path="/v3/auth/tokens", headers={"X-Subject-Token": ""})
    assert task(clouds, **PASSWORD)["images"][0]["error"]["kind"] == "bad_response"
