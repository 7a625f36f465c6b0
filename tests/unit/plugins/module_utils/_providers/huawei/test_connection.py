# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Huawei's credentials, projects, hosts and error answers, against the simulator where HTTP matters."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.connection import (
    parse_iam_error,
    parse_service_error,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.settings import (
    Settings,
)
from ansible_collections.cloud_images.sharing.plugins.modules.huawei_ims_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

from .asking import FIND_PROJECT, GET_TOKEN, IMAGE, KEYS, PASSWORD, PROJECT, READ, TEMPORARY, WHOSE_TOKEN, WRONG, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def test_every_way_to_authenticate(clouds: Simulator) -> None:
    ways: dict[str, tuple[dict[str, str], list[str]]] = {
        "keys": (KEYS, [FIND_PROJECT, READ]),
        "temporary keys": (TEMPORARY, [FIND_PROJECT, READ]),
        "token": ({"auth_token": clouds.token("auditor", PROJECT)}, [FIND_PROJECT, READ, WHOSE_TOKEN]),
        "password": (PASSWORD, [GET_TOKEN, READ]),
    }
    for way, (credentials, calls) in ways.items():
        clouds.log.clear()
        result = task(clouds, **credentials)
        assert result["images"][0]["state"] == "read", way
        assert result["summary"]["credentials_from"] == "options"
        assert clouds.requests == calls, way
        clouds.log.clear()
        task(clouds, **credentials, project_id=PROJECT)
        assert clouds.requests == [call for call in calls if call != FIND_PROJECT], way


def test_a_wrong_secret_key_is_sent_once(clouds: Simulator) -> None:
    result = task(clouds, **WRONG, project_id=PROJECT, image_ids=[f"image-{number}" for number in range(20)])
    assert len(clouds.log) == 1
    assert [image["state"] for image in result["images"]] == ["denied"] * 20
    error = result["images"][0]["error"]
    assert (error["kind"], error["http_status"], error["code"]) == ("unauthorized", 401, "APIGW.0301")
    assert "The credentials were refused" in error["message"]
    assert "verify aksk signature fail" in error["message"]
    assert "ignature=" not in str(result)
    assert "x-sdk-date" not in str(result)


def test_a_locked_key_is_called_locked(clouds: Simulator) -> None:
    clouds.service.keeper.locked_until[KEYS["access_key"]] = time.time() + 300
    result = task(clouds, **KEYS, project_id=PROJECT, image_ids=["a", "b"])
    assert len(clouds.log) == 1
    assert "locked for 5 minutes" in result["images"][0]["error"]["message"]


def test_a_clock_that_is_wrong_is_told(clouds: Simulator) -> None:
    clouds.service.clock = lambda: time.time() + 16 * 60
    message = task(clouds, **KEYS, project_id=PROJECT)["images"][0]["error"]["message"]
    assert "clock" in message
    assert "signature expired" in message


def test_a_ready_token_that_expired_is_sent_once(clouds: Simulator) -> None:
    token = clouds.token("auditor", PROJECT)
    clouds.tokens.expire_all()
    result = task(clouds, auth_token=token, project_id=PROJECT, image_ids=["a", "b", "c"])
    assert len(clouds.log) == 1
    for image in result["images"]:  # which of them was asked for is the threads' chance: each says it
        assert (image["error"]["kind"], image["error"]["code"]) == ("unauthorized", "APIGW.0307")
        assert "The token may have expired" in image["error"]["message"]


@pytest.mark.parametrize("code", ["IMG.0030", "IMG.0087"])
def test_credentials_that_the_image_service_refuses_are_sent_once(clouds: Simulator, code: str) -> None:
    clouds.faults.add(path="/members", status=400, json={"error": {"message": "No.", "code": code}}, delay=0.1)
    result = task(clouds, project_id=PROJECT, image_ids=[f"image-{number}" for number in range(50)], **KEYS)
    assert {image["error"]["kind"] for image in result["images"]} == {"unauthorized"}
    assert len(clouds.log) == 1


def test_a_project_that_is_not_the_callers(clouds: Simulator) -> None:
    image = task(clouds, **KEYS, project_id="edc89b490d7d4392898e19b2deb34797")["images"][0]
    assert (image["state"], image["members"]) == ("denied", None)
    assert "ims:images:get" in image["error"]["message"]


def test_plain_http_goes_to_loopback_only() -> None:
    result = run(main, {"image_ids": [IMAGE], **KEYS, "project_id": PROJECT, "endpoint": "http://ims.example.com"})
    assert result["failed"]
    assert "https" in result["msg"]


OWN = Settings(("access_key", "secret_key"), {}, "options", "https://x", None, PROJECT, None, None, False)

# status, body -> kind, code, retry, words of the message (None for a kind: the status decides)
ANSWERS: list[tuple[int, Any, str | None, str | None, bool, str]] = [
    (400, {"error": {"message": "no such image", "code": "IMG.0027"}}, "not_found", "IMG.0027", False, "no such image"),
    (400, {"error": {"message": "bad id", "code": "IMG.0066"}}, "not_found", "IMG.0066", False, "bad id"),
    (400, {"error": {"message": "bad id", "code": "IMG.0144"}}, "not_found", "IMG.0144", False, "bad id"),
    (403, {"error": {"message": "no", "code": "IMG.0026"}}, "forbidden", "IMG.0026", False, "ims:images:get"),
    (400, {"error": {"message": "owner", "code": "IMG.0106"}}, "forbidden", "IMG.0106", False, "owns the image"),
    (400, {"error": {"message": "flow", "code": "IMG.0060"}}, "throttled", "IMG.0060", True, "flow"),
    (400, {"error": {"message": "bad token", "code": "IMG.0087"}}, "unauthorized", "IMG.0087", False, "refused"),
    (404, {"error": {"message": "gone", "code": "IMG.0001"}}, "not_found", "IMG.0001", False, "gone"),
    (400, {"error_code": "CPS.0003", "error_msg": "busy", "request_id": "r"}, "unavailable", "CPS.0003", True, "busy"),
    (400, {"error_code": "CPS.0001", "error_msg": "no"}, "forbidden", "CPS.0001", False, "ims:images:get"),
    (401, {"error_code": "APIGW.0301", "error_msg": "AK access failed to reach the limit,forbidden."}, None,
     "APIGW.0301", False, "locked for 5 minutes"),
    (404, {"error_code": "APIGW.0101", "error_msg": "no API"}, "bad_request", "APIGW.0101", False, "no API"),
    (404, {"error_code": "APIG.0101", "error_msg": "no API"}, "bad_request", "APIG.0101", False, "no API"),
    (404, "<html><h1>404 Not Found</h1></html>", None, None, False, "Not Found"),
    (404, {"message": "No route matched"}, None, None, False, "No route"),
    (404, {"message": "No image", "code": "404 Not Found"}, "not_found", "404 Not Found", False, "No image"),
    (429, {"error_code": "APIGW.0308", "error_msg": "too many"}, None, "APIGW.0308", False, "too many"),
    (403, {"errorCode": "X", "errorMsg": "denied"}, None, "X", False, "denied"),
    (400, {"code": "Y", "message": "odd"}, None, "Y", False, "odd"),
    (403, {"message": "denied", "encoded_authorization_message": "opaque"}, None, None, False, "denied"),
    (500, {"error": {"message": "oops", "code": 500, "title": "x"}}, None, "500", False, "oops"),
    (500, "upstream died", None, None, False, "upstream died"),
    (500, None, None, None, False, ""),
    (500, ["odd"], None, None, False, ""),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "kind", "code", "retry", "words"), ANSWERS)
def test_error_answers(status: int, body: Any, kind: str | None, code: str | None, retry: bool, words: str) -> None:
    said = parse_service_error(OWN, "ims:images:get", status, {}, body)
    assert (said.kind, said.code, said.retry) == (kind, code, retry)
    assert words in said.message
    assert "opaque" not in said.message


def test_the_request_id_of_a_body_is_kept() -> None:
    body = {"error_code": "CPS.0003", "error_msg": "busy", "request_id": "r-1"}
    assert parse_service_error(OWN, "p", 400, {}, body).request_id == "r-1"
    assert parse_iam_error(OWN, 401, {}, {"error": {"message": "wrong", "code": 401}}).request_id is None


@pytest.mark.parametrize("name", ["X-Request-Id", "X-Openstack-Request-Id", "X-IAM-Trace-Id"])
def test_the_request_id_of_a_header_is_kept(clouds: Simulator, name: str) -> None:
    absent = dict.fromkeys(["X-Request-Id", "X-Openstack-Request-Id", "X-IAM-Trace-Id"], "")
    clouds.faults.add(image_id=IMAGE, preset="IMG.0026", headers={**absent, name: "id-4711"})
    assert task(clouds, **KEYS)["images"][0]["error"]["request_id"] == "id-4711"
