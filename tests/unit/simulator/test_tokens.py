# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IAM's tokens: what one says of itself, agencies, temporary keys, and scopes that are no project."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import (
    IMS_IMAGE,
    MEMBER_PROJECT,
    PROJECT,
    get,
)
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

DOMAIN = "0123456789abcdef0123456789abcdef"


def post(url: str, document: Any, token: str | None = None) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.post(url, json=document, headers={"X-Auth-Token": token} if token else {}, timeout=10)


def agency(scope: dict[str, Any] | None = None, **given: str) -> dict[str, Any]:
    identity = {
        "methods": ["assume_role"],
        "assume_role": {"domain_name": "owner", "agency_name": "image-audit"} | given,
    }
    return {"auth": {"identity": identity} | ({"scope": scope} if scope else {})}


def verified(clouds: Simulator, token: str, subject: str | None = None) -> requests.Response:
    headers = {"X-Auth-Token": token, "X-Subject-Token": token if subject is None else subject}
    return get(f"{clouds.url}/v3/auth/tokens?nocatalog=1", headers)


def test_a_token_says_whose_it_is(clouds: Simulator) -> None:
    token = clouds.token("partner")
    answer = verified(clouds, token)
    assert (answer.status_code, answer.headers["X-Subject-Token"]) == (200, token)
    found = answer.json()["token"]
    assert (found["project"]["id"], found["user"]["name"], found["catalog"]) == (MEMBER_PROJECT, "partner", [])
    assert found["project"]["domain"]["name"] == "partner"
    assert verified(clouds, token, "none").status_code == 404
    assert verified(clouds, "none", token).status_code == 401
    assert get(f"{clouds.url}/v3/auth/tokens", {"X-Subject-Token": token}).status_code == 401
    clouds.tokens.expire_all()
    assert verified(clouds, token).status_code == 401


@pytest.mark.parametrize(
    "given", [{}, {"domain_id": DOMAIN}, {"xrole_name": "image-audit", "agency_name": "image-audit"}]
)
def test_an_agency_reads_in_the_name_of_its_domain(clouds: Simulator, given: dict[str, str]) -> None:
    url = f"{clouds.url}/v3/auth/tokens"
    answer = post(url, agency({"project": {"id": PROJECT}}, **given), clouds.token("partner"))
    assert answer.status_code == 201
    found = answer.json()["token"]
    assert (found["methods"], found["project"]["id"]) == (["assume_role"], PROJECT)
    assert (found["user"]["name"], found["assumed_by"]["user"]["name"]) == ("owner/image-audit", "partner")
    token = answer.headers["X-Subject-Token"]
    members = get(f"{clouds.url}/v1/{PROJECT}/cloudimages/{IMS_IMAGE}/members", {"X-Auth-Token": token})
    assert len(members.json()["members"]) == 1
    assert verified(clouds, token).json()["token"]["project"]["id"] == PROJECT


def test_agencies_that_do_not_do(clouds: Simulator) -> None:
    url = f"{clouds.url}/v3/auth/tokens"
    scope = {"project": {"id": PROJECT}}
    assert post(url, agency(scope)).status_code == 401
    assert post(url, agency(scope), clouds.token("nobody")).status_code == 403
    assert post(url, agency(scope, agency_name="another"), clouds.token("partner")).status_code == 403
    assert post(url, agency({"project": {"id": MEMBER_PROJECT}}), clouds.token("partner")).status_code == 401
    assert post(url, {"auth": {"identity": {"methods": ["assume_role"]}}}, clouds.token("partner")).status_code == 400


def test_temporary_keys_of_an_agency(clouds: Simulator) -> None:
    url = f"{clouds.url}/v3.0/OS-CREDENTIAL/securitytokens"
    answer = post(url, agency(), clouds.token("partner"))
    assert answer.status_code == 201
    found = answer.json()["credential"]
    assert sorted(found) == ["access", "expires_at", "secret", "securitytoken"]
    request = SdkRequest(
        method="GET",
        schema="http",
        host=clouds.url.removeprefix("http://"),
        resource_path=f"/v1/{PROJECT}/cloudimages/{IMS_IMAGE}/members",
        query_params=[],
        header_params={"X-Project-Id": PROJECT, "X-Security-Token": found["securitytoken"]},
        body="",
    )
    signer: Any = Signer
    signed = signer(SimpleNamespace(ak=found["access"], sk=found["secret"])).sign(request).header_params
    assert get(clouds.url + request.resource_path, signed).status_code == 200
    assert post(url, {"auth": {"identity": {"methods": ["token"]}}}, clouds.token()).status_code == 400
    own = {"auth": {"identity": {"methods": ["token"], "token": {"duration_seconds": 900}}}}
    assert post(url, own, clouds.token()).status_code == 201
    assert post(url, own).status_code == 401


@pytest.mark.parametrize(
    ("scope", "name"), [({"domain": {"id": DOMAIN}}, "domain"), ({"system": {"all": True}}, "system"), (None, None)]
)
def test_scopes_that_are_no_project(clouds: Simulator, scope: dict[str, Any] | None, name: str | None) -> None:
    user = {"name": "auditor", "password": "auditor-password-not-real", "domain": {"name": "owner"}}
    auth = {"identity": {"methods": ["password"], "password": {"user": user}}} | ({"scope": scope} if scope else {})
    answer = post(f"{clouds.url}/v3/auth/tokens", {"auth": auth})
    found = answer.json()["token"]
    assert "project" not in found
    assert [key for key in ("domain", "system") if key in found] == ([name] if name else [])
    again = verified(clouds, answer.headers["X-Subject-Token"]).json()["token"]
    assert {**found, "catalog": []} == again
    assert "auditor-password-not-real" not in json.dumps([found, clouds.requests])


def test_a_token_gets_another_one_for_a_scope_of_its_user(clouds: Simulator) -> None:
    held = clouds.token("partner")

    def ask(project: str) -> requests.Response:
        identity = {"methods": ["token"], "token": {"id": held}}
        document = {"auth": {"identity": identity, "scope": {"project": {"id": project}}}}
        return post(f"{clouds.url}/v3/auth/tokens", document)

    answer = ask(MEMBER_PROJECT)
    found = answer.json()["token"]
    assert (found["user"]["name"], found["project"]["id"], found["methods"]) == ("partner", MEMBER_PROJECT, ["token"])
    assert answer.headers["X-Subject-Token"] != held
    assert ask(PROJECT).status_code == 401
    clouds.tokens.expire_all()
    assert ask(MEMBER_PROJECT).status_code == 401
