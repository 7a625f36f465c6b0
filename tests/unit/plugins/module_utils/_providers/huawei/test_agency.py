# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One account acts for another that trusts it, through the simulator, whose own code checks each signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.modules.huawei_ims_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "370befec-a369-475e-a224-44a45927a8fe"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"
OWNER = "0123456789abcdef0123456789abcdef"
PARTNERS_PROJECT = "edc89b490d7d4392898e19b2deb34797"
KEYS = {"access_key": "EXAMPLEMEMBERKEY0001", "secret_key": "ExampleMemberSecret/0001+notreal"}
PASSWORD = {"username": "partner", "password": "partner-password-not-real", "domain_name": "partner"}
AGENCY = {"agency_name": "image-audit", "agency_domain_name": "owner"}
BORROW = "POST /v3.0/OS-CREDENTIAL/securitytokens 201"
FIND_PROJECT = "GET /v3/projects?name=ap-southeast-3 200"
EXPIRED = {"error_code": "APIGW.0301", "error_msg": "Incorrect IAM authentication information: token expires"}
READ = f"GET /v1/{PROJECT}/cloudimages/{IMAGE}/members?limit=1000 200"


def task(clouds: Simulator, environ: dict[str, str] | None = None, /, **options: Any) -> Any:
    given = {"image_ids": [IMAGE], "region": "ap-southeast-3", "endpoint": clouds.url, "iam_endpoint": clouds.url}
    return run(main, {**given, "on_error": "report", **options}, environ)


def test_the_owner_is_read_for_with_the_keys_of_its_agency(clouds: Simulator) -> None:
    ways: dict[str, tuple[dict[str, str], list[str]]] = {
        "keys": (KEYS, ["GET /v3/auth/domains 200"]),
        "token": ({"auth_token": clouds.token("partner", PARTNERS_PROJECT)}, []),
        "password": (PASSWORD, ["POST /v3/auth/tokens?nocatalog=1 201"]),
    }
    for way, (credentials, first) in ways.items():
        clouds.log.clear()
        result = task(clouds, **credentials, **AGENCY)
        assert result["images"][0]["state"] == "read", way
        assert clouds.requests == [*first, BORROW, FIND_PROJECT, READ], way
        lent = next(key for name, key in clouds.world.huawei_keys.items() if name.startswith("TEMPORARY"))
        assert lent.secret_key not in str(result)


def test_a_project_that_is_known_is_not_looked_up(clouds: Simulator) -> None:
    environ = {
        "HW_ACCESS_KEY": KEYS["access_key"],
        "HW_SECRET_KEY": KEYS["secret_key"],
        "HW_ASSUME_ROLE_AGENCY_NAME": "image-audit",
        "HW_ASSUME_ROLE_DOMAIN_ID": OWNER,
    }
    result = task(clouds, environ, project_id=PROJECT)
    assert result["images"][0]["member_count"] == 1
    assert clouds.requests == ["GET /v3/auth/domains 200", BORROW, READ]


@pytest.mark.parametrize("wrong", [{"agency_name": "image-audits"}, {"agency_domain_name": "stranger"}])
def test_an_agency_that_lends_nothing_is_named(clouds: Simulator, wrong: dict[str, str]) -> None:
    result = task(clouds, **KEYS, **{**AGENCY, **wrong})
    (image,) = result["images"]
    assert (image["state"], image["members"]) == ("denied", None)
    assert f"act for the agency {wrong.get('agency_name', 'image-audit')}" in image["error"]["message"]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"credential": None},
        {"credential": {"access": "A", "secret": "S"}},
        {"credential": {"access": "A", "secret": "S", "securitytoken": ""}},
        {"credential": {"access": "A", "secret": ["S"], "securitytoken": "T"}},
    ],
)
def test_an_answer_without_keys_is_no_evidence(clouds: Simulator, answer: dict[str, Any]) -> None:
    clouds.faults.add(path="securitytokens", status=201, json=answer)
    (image,) = task(clouds, **KEYS, **AGENCY)["images"]
    assert (image["state"], image["error"]["kind"]) == ("failed", "bad_response")


def test_borrowed_keys_that_expired_are_borrowed_once_more(clouds: Simulator) -> None:
    task(clouds, **KEYS, **AGENCY)
    before = len(clouds.log)
    clouds.faults.add(path=f"/cloudimages/{IMAGE}/members", status=401, json=EXPIRED, first=1)
    result = task(clouds, **KEYS, **AGENCY)
    assert result["images"][0]["state"] == "read"
    assert [call for call in clouds.requests[before:] if call == BORROW] == [BORROW, BORROW]


@pytest.mark.parametrize(
    "domains", [None, [], {"id": OWNER}, [{"id": OWNER}, {"id": OWNER}], [{"id": OWNER}, None], [{"id": "../"}], [[]]]
)
def test_an_account_that_iam_does_not_name_alone_borrows_nothing(clouds: Simulator, domains: object) -> None:
    clouds.faults.add(path="/v3/auth/domains", json={"domains": domains})
    (image,) = task(clouds, **KEYS, **AGENCY)["images"]
    assert (image["state"], image["error"]["kind"]) == ("failed", "bad_response")
    assert "which account these credentials belong to" in image["error"]["message"]
    assert BORROW not in clouds.requests
