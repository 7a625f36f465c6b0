# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Huawei's credentials, projects, hosts and error answers, against the simulator where HTTP matters."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.connection import (
    parse_iam_error,
    parse_service_error,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.settings import (
    Settings,
    find_settings,
)
from ansible_collections.cloud_images.sharing.plugins.modules.huawei_ims_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "370befec-a369-475e-a224-44a45927a8fe"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"
DOMAIN = "0123456789abcdef0123456789abcdef"
KEYS = {"access_key": "EXAMPLEACCESSKEY0001", "secret_key": "ExampleSecretKey/0001+notreal"}
TEMPORARY = {
    "access_key": "EXAMPLETEMPORARY0001",
    "secret_key": "ExampleTemporarySecret/0001+notreal",
    "security_token": "gQpjbi1ub3J0aC00EXAMPLE+token/==",
}
PASSWORD = {"username": "auditor", "password": "auditor-password-not-real", "domain_name": "owner"}
WRONG = {"access_key": KEYS["access_key"], "secret_key": "WrongSecretKey/0001+notreal"}
FIND_PROJECT = "GET /v3/projects?name=ap-southeast-3 200"
WHOSE_TOKEN = "GET /v3/auth/tokens?nocatalog=1 200"
GET_TOKEN = "POST /v3/auth/tokens?nocatalog=1 201"
READ = f"GET /v1/{PROJECT}/cloudimages/{IMAGE}/members?limit=1000 200"


def task(clouds: Simulator, environ: Mapping[str, str] | None = None, /, **options: Any) -> Any:
    given = {
        "image_ids": [IMAGE],
        "region": "ap-southeast-3",
        "endpoint": clouds.url,
        "iam_endpoint": clouds.url,
        "on_error": "report",
        **options,
    }
    return run(main, given, environ)


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


ENVIRONMENTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "SDK": (
        {"access_key": "HUAWEICLOUD_SDK_AK", "secret_key": "HUAWEICLOUD_SDK_SK"},
        {"project_id": "HUAWEICLOUD_SDK_PROJECT_ID", "iam_endpoint": "HUAWEICLOUD_SDK_IAM_ENDPOINT"},
    ),
    "SDK, temporary": (
        {
            "access_key": "HUAWEICLOUD_SDK_AK",
            "secret_key": "HUAWEICLOUD_SDK_SK",
            "security_token": "HUAWEICLOUD_SDK_SECURITY_TOKEN",
        },
        {"project_id": "HUAWEICLOUD_SDK_PROJECT_ID"},
    ),
    "Terraform": (
        {"access_key": "HW_ACCESS_KEY", "secret_key": "HW_SECRET_KEY"},
        {"region": "HW_REGION_NAME", "iam_endpoint": "HW_AUTH_URL"},
    ),
    "Terraform, temporary": (
        {"access_key": "HW_ACCESS_KEY", "secret_key": "HW_SECRET_KEY", "security_token": "HW_SECURITY_TOKEN"},
        {"project_id": "HW_PROJECT_ID"},
    ),
    "Terraform, token": ({"auth_token": "HW_AUTH_TOKEN"}, {"project_id": "HW_PROJECT_ID"}),
    "Terraform, password": (
        {"username": "HW_USER_NAME", "password": "HW_USER_PASSWORD", "domain_name": "HW_DOMAIN_NAME"},
        {"project_name": "HW_PROJECT_NAME", "iam_endpoint": "HW_AUTH_URL"},
    ),
    "Ansible, password": (
        {"username": "ANSIBLE_HWC_USER", "password": "ANSIBLE_HWC_PASSWORD", "domain_name": "ANSIBLE_HWC_DOMAIN"},
        {
            "region": "ANSIBLE_HWC_REGION",
            "project_name": "ANSIBLE_HWC_PROJECT",
            "iam_endpoint": "ANSIBLE_HWC_IDENTITY_ENDPOINT",
        },
    ),
    "Ansible, keys": (
        {"access_key": "ANSIBLE_HWC_ACCESS_KEY", "secret_key": "ANSIBLE_HWC_SECRET_KEY"},
        {"project_id": "ANSIBLE_HWC_PROJECT_ID"},
    ),
}


@pytest.mark.parametrize("names", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_the_environment_of_other_tools(clouds: Simulator, names: tuple[dict[str, str], dict[str, str]]) -> None:
    credentials = {
        ("access_key", "secret_key"): KEYS,
        ("access_key", "secret_key", "security_token"): TEMPORARY,
        ("auth_token",): {"auth_token": clouds.token("auditor", PROJECT)},
        ("username", "password", "domain_name"): PASSWORD,
    }[tuple(names[0])]
    settings = {
        "region": "ap-southeast-3",
        "project_name": "ap-southeast-3",
        "project_id": PROJECT,
        "iam_endpoint": f"{clouds.url}/v3/",
    }
    environ = {variable: credentials[option] for option, variable in names[0].items()}
    environ |= {variable: settings[option] for option, variable in names[1].items()}
    # What AWX sets for fields that were left blank.
    blank = dict.fromkeys(["access_key", "secret_key", "auth_token", "region", "project_id", "iam_endpoint"], "")
    result = run(main, {**blank, "image_id": [IMAGE], "endpoint": clouds.url}, environ)
    assert result["images"][0]["member_count"] == 1
    assert result["summary"]["credentials_from"] == "environment"


def test_blank_variables_of_one_tool_leave_room_for_the_next(clouds: Simulator) -> None:
    environ = {
        "HUAWEICLOUD_SDK_AK": "",
        "HUAWEICLOUD_SDK_SK": "",
        "HW_ACCESS_KEY": KEYS["access_key"],
        "HW_SECRET_KEY": KEYS["secret_key"],
    }
    assert task(clouds, environ)["images"][0]["state"] == "read"


def test_the_file_that_the_sdk_variable_names(clouds: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "credentials"
    file.write_text(
        f"[basic]\nak = {TEMPORARY['access_key']}\nsk = {TEMPORARY['secret_key']}\n"
        f"security_token = {TEMPORARY['security_token']}\nproject_id = {PROJECT}\n"
    )
    result = task(clouds, {"HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(file)})
    assert result["images"][0]["state"] == "read"
    assert result["summary"]["credentials_from"] == str(file)
    assert clouds.requests == [READ]


def test_a_percent_sign_in_the_file_is_itself(tmp_path: Path) -> None:
    file = tmp_path / "credentials"
    file.write_text("[basic]\nak = key\nsk = a%sb%%c\n")
    found = settings_for({"region": "cn-east-3"}, {"HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(file)})
    assert found.credentials["secret_key"] == "a%sb%%c"


def test_openstack_variables_are_never_read() -> None:
    environ = {
        "OS_ACCESS_KEY": "key",
        "OS_SECRET_KEY": "secret",
        "OS_AUTH_TOKEN": "token",
        "OS_USERNAME": "user",
        "OS_PASSWORD": "password",
        "OS_DOMAIN_NAME": "domain",
    }
    with pytest.raises(OptionError, match="No credentials found"):
        settings_for({"region": "cn-east-3"}, environ)


MIXED: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"access_key": "key"}, {"HW_SECRET_KEY": "secret", "HW_ACCESS_KEY": "other"}),
    ({"username": "user", "password": "word"}, {"HW_DOMAIN_NAME": "domain"}),
    ({"security_token": "token"}, {"HW_ACCESS_KEY": "key", "HW_SECRET_KEY": "secret"}),
    ({}, {"HUAWEICLOUD_SDK_AK": "key", "HW_SECRET_KEY": "secret"}),
    ({}, {"HW_USER_NAME": "user", "HW_USER_PASSWORD": "word", "ANSIBLE_HWC_DOMAIN": "domain"}),
]


@pytest.mark.parametrize(("options", "environ"), MIXED)
def test_parts_of_two_sources_are_never_mixed(options: dict[str, str], environ: dict[str, str]) -> None:
    with pytest.raises(OptionError):
        settings_for({"region": "cn-east-3", **options}, environ)


def test_a_security_token_stays_with_its_keys() -> None:
    environ = {"HUAWEICLOUD_SDK_AK": "key", "HUAWEICLOUD_SDK_SK": "secret", "HW_SECURITY_TOKEN": "of other keys"}
    assert "security_token" not in settings_for({"region": "cn-east-3"}, environ).credentials


def test_every_secret_of_every_source_that_was_read_is_hidden(tmp_path: Path) -> None:
    file = tmp_path / "credentials"
    file.write_text("[basic]\nak = key\nsk = s1\nsecurity_token = s2\n")
    hidden: list[str] = []
    settings_for({"region": "cn-east-3"}, {"HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(file)}, no_log_add=hidden)
    assert hidden == ["s1", "s2"]
    environ = {
        "HUAWEICLOUD_SDK_SK": "s3",
        "HUAWEICLOUD_SDK_SECURITY_TOKEN": "s4",
        "HW_AUTH_TOKEN": "s5",
        "HW_USER_PASSWORD": "s6",
        "ANSIBLE_HWC_PASSWORD": "s7",
        "ANSIBLE_HWC_SECRET_KEY": "s8",
    }
    found = settings_for({"region": "cn-east-3", **KEYS}, environ, no_log_add=hidden)
    assert {f"s{number}" for number in range(1, 9)} <= set(hidden)
    assert KEYS["secret_key"] not in repr(found)


@pytest.mark.parametrize("name", ["auth_token", "security_token"])
@pytest.mark.parametrize("value", ["two words", "line\nbreak", "t\u00f6ken"])
def test_a_token_that_no_header_can_carry_is_not_shown(name: str, value: str) -> None:
    keys = KEYS if name == "security_token" else {}
    with pytest.raises(OptionError, match=name) as refused:
        settings_for({"region": "cn-east-3", name: value, **keys}, {})
    assert value not in str(refused.value)


HOSTS = {
    ("ims", "ap-southeast-3"): (
        "https://ims.ap-southeast-3.myhuaweicloud.com",
        "https://iam.ap-southeast-3.myhuaweicloud.com",
    ),
    ("ims", "my-kualalumpur-1"): (
        "https://ims.my-kualalumpur-1.myhuaweicloud.com",
        "https://iam.my-kualalumpur-1.myhuaweicloud.com",
    ),
    ("ims", "af-north-1"): ("https://ims.af-north-1.myhuaweicloud.com", "https://iam.myhuaweicloud.com"),
    ("cph", "cn-east-3"): ("https://cph.cn-east-3.myhuaweicloud.com", "https://iam.cn-east-3.myhuaweicloud.com"),
    ("cph", "ru-northwest-2"): ("https://cph.ru-northwest-2.myhuaweicloud.com", "https://iam.myhuaweicloud.com"),
    ("ims", "eu-de"): ("https://ims.eu-de.otc.t-systems.com", "https://iam.eu-de.otc.t-systems.com"),
    ("ims", "eu-nl"): ("https://ims.eu-nl.otc.t-systems.com", "https://iam.eu-nl.otc.t-systems.com"),
    ("ims", "eu-west-101"): ("https://ims.eu-west-101.myhuaweicloud.eu", "https://iam.myhuaweicloud.eu"),
    ("ims", "ru-moscow-1"): ("https://ims.ru-moscow-1.hc.sbercloud.ru", "https://iam.ru-moscow-1.hc.sbercloud.ru"),
}


@pytest.mark.parametrize(("place", "hosts"), HOSTS.items(), ids=[" ".join(place) for place in HOSTS])
def test_the_hosts_of_a_region(place: tuple[str, str], hosts: tuple[str, str]) -> None:
    found = settings_for({"region": place[1], **KEYS}, {}, service=place[0])
    assert (found.endpoint, found.iam_endpoint) == hosts


def test_an_identity_url_may_hold_version_and_port() -> None:
    given = {"iam_endpoint": "https://iam.eu-de.otc.t-systems.com:443/v3"}
    assert settings_for({"region": "eu-de", **given, **KEYS}, {}).iam_endpoint == given["iam_endpoint"][:-3]


REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("ims", {}, "No endpoint"),
    ("ims", {"project_id": PROJECT}, "No endpoint"),
    ("ims", {"endpoint": "https://ims.example.com"}, "No project"),
    ("ims", {"region": "evil.example.com/"}, "not a region"),
    ("ims", {"region": "Region"}, "not a region"),
    ("ims", {"region": "eu-ch2"}, "set endpoint and iam_endpoint"),
    ("ims", {"region": "eu-west-0"}, "set endpoint and iam_endpoint"),
    ("ims", {"region": "tr-central-201"}, "set endpoint and iam_endpoint"),
    ("ims", {"region": "eu-ch2", "endpoint": "https://ims.example.com"}, "iam_endpoint"),
    ("ims", {"region": "ap-southeast-3", "project_id": "../../v2"}, "project_id"),
    ("cph", {"region": "eu-de"}, "offers no CPH"),
]


@pytest.mark.parametrize(("service", "options", "words"), REFUSED)
def test_settings_that_cannot_be_meant(service: str, options: dict[str, str], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        settings_for({**KEYS, **options}, {}, service=service)


def test_a_password_needs_to_know_its_iam() -> None:
    given = {"endpoint": "https://ims.example.com", "project_id": PROJECT}
    assert settings_for({**given, **KEYS}, {}).iam_endpoint is None
    with pytest.raises(OptionError, match="iam_endpoint"):
        settings_for({**given, **PASSWORD}, {})


def settings_for(
    options: dict[str, Any],
    environ: dict[str, str],
    service: str = "ims",
    no_log_add: list[str] | None = None,
    home: Path = Path("/nonexistent"),
) -> Settings:
    def new_client(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("no request belongs here")

    hidden: list[str] = [] if no_log_add is None else no_log_add
    return find_settings(Context(options, environ, home, new_client, hidden.append, print), service)


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


def test_a_wrong_secret_key_is_sent_once_to_iam_too(clouds: Simulator) -> None:
    result = task(clouds, **WRONG)
    assert clouds.requests == ["GET /v3/projects?name=ap-southeast-3 401"]
    assert result["images"][0]["error"]["kind"] == "unauthorized"


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


def test_a_wrong_password_is_sent_once(clouds: Simulator) -> None:
    result = task(clouds, **{**PASSWORD, "password": "wrong-password"}, image_ids=["a", "b", "c"])
    assert clouds.requests == ["POST /v3/auth/tokens?nocatalog=1 401"]
    assert {image["error"]["kind"] for image in result["images"]} == {"unauthorized"}
    assert "Check username, password and domain_name" in result["images"][0]["error"]["message"]
    assert "wrong-password" not in str(result["images"])


def test_a_ready_token_that_expired_is_sent_once(clouds: Simulator) -> None:
    token = clouds.token("auditor", PROJECT)
    clouds.tokens.expire_all()
    result = task(clouds, auth_token=token, project_id=PROJECT, image_ids=["a", "b", "c"])
    assert len(clouds.log) == 1
    error = result["images"][0]["error"]
    assert (error["kind"], error["code"]) == ("unauthorized", "APIGW.0307")
    assert "The token may have expired" in error["message"]


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


@pytest.mark.parametrize("code", ["IMG.0030", "IMG.0087"])
def test_credentials_that_the_image_service_refuses_are_sent_once(clouds: Simulator, code: str) -> None:
    clouds.faults.add(path="/members", status=400, json={"error": {"message": "No.", "code": code}}, delay=0.1)
    result = task(clouds, project_id=PROJECT, image_ids=[f"image-{number}" for number in range(50)], **KEYS)
    assert {image["error"]["kind"] for image in result["images"]} == {"unauthorized"}
    assert len(clouds.log) == 1


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
