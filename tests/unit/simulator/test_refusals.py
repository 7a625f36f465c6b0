# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who is turned down, and in whose words."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import (
    CPH_IMAGE,
    GLANCE_IMAGE,
    HUAWEI_KEYS,
    IMS_IMAGE,
    MEMBER_PROJECT,
    PROJECT,
    SCP_IMAGE,
    get,
    huawei,
    scp,
)


def error_of(answer: requests.Response) -> tuple[int, Any]:
    body = answer.json()
    return answer.status_code, body.get("error_code") or body["error"]["code"]


def test_scp_without_signature_is_the_gateways_404(clouds: Simulator) -> None:
    answer = get(f"{clouds.url}/v1/images/{SCP_IMAGE}/members")
    assert answer.status_code == 404
    assert sorted(answer.json()) == ["error", "path", "requestId", "status", "timestamp"]


def test_scp_wrong_secret(clouds: Simulator) -> None:
    answer = scp(f"{clouds.url}/v1/images/{SCP_IMAGE}/members", secret="another")
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["status"] == 401
    assert [entry.refused for entry in clouds.log] == [True]


def test_scp_versions(clouds: Simulator) -> None:
    url = f"{clouds.url}/v1/images/{SCP_IMAGE}/members"
    for version in ("1.0", "1.3", "1.5"):
        assert scp(url, **{"Scp-Api-Version": f"virtualserver {version}"}).status_code == 200
    for version in ("virtualserver 1.4", "virtualserver 2.0", "1.3", "iam 1.3"):
        answer = scp(url, **{"Scp-Api-Version": version})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (406, "NoSuchVersion")
    assert [row["id"] for row in get(clouds.url + "/").json()["versions"]] == ["v1.0", "v1.1", "v1.2", "v1.3", "v1.5"]


@pytest.mark.parametrize("tail", [f"cloudimages/{IMS_IMAGE}/members", f"cloud-phone/images/{CPH_IMAGE}/members"])
def test_huawei_gateway(clouds: Simulator, tail: str) -> None:
    path = f"/v1/{PROJECT}/{tail}"
    url = clouds.url + path
    assert error_of(get(url)) == (401, "APIGW.0301")
    wrong = huawei(url, secret="another")
    assert error_of(wrong) == (401, "APIGW.0301")
    assert f"canonicalRequest:GET|{path}/||host:" in wrong.json()["error_msg"]
    assert error_of(huawei(url, X_Sdk_Date="20200101T000000Z")) == (401, "APIGW.0301")
    assert error_of(get(clouds.url + "/v1/nothing", {"X-Auth-Token": "any"})) == (404, "APIGW.0101")


def test_a_key_is_locked_after_five_bad_signatures() -> None:
    moment = [time.time()]
    with Simulator(clock=lambda: moment[0]) as clouds:
        url = f"{clouds.url}/v1/{PROJECT}/cloudimages/{IMS_IMAGE}/members"
        for _round in range(2):
            for _call in range(4):
                assert huawei(url, secret="another").status_code == 401
            assert huawei(url).status_code == 200
        for _call in range(5):
            assert huawei(url, secret="another").status_code == 401
        locked = huawei(url)
        assert locked.status_code == 401
        assert "failed to reach the limit" in locked.json()["error_msg"]
        assert huawei(url.replace(PROJECT, MEMBER_PROJECT), "member").status_code == 400
        moment[0] += 301
        assert huawei(url).status_code == 200


def test_projects(clouds: Simulator) -> None:
    native = f"{clouds.url}/v2/images/{IMS_IMAGE}/members"
    assert huawei(native).status_code == 200
    assert error_of(huawei(native, X_Project_Id="")) == (400, "IMG.0030")
    assert error_of(huawei(native, X_Project_Id=MEMBER_PROJECT)) == (403, "APIGW.0306")
    other = f"{clouds.url}/v1/{MEMBER_PROJECT}/cloudimages/{IMS_IMAGE}/members"
    assert error_of(huawei(other)) == (400, "IMG.0030")
    phone = f"{clouds.url}/v1/{MEMBER_PROJECT}/cloud-phone/images/{CPH_IMAGE}/members"
    assert error_of(huawei(phone)) == (403, "CPS.0001")


def password_auth(scope: dict[str, Any] | None, password: str = "auditor-password-not-real") -> dict[str, Any]:
    user = {"name": "auditor", "password": password, "domain": {"name": "owner"}}
    auth: dict[str, Any] = {"identity": {"methods": ["password"], "password": {"user": user}}}
    return {"auth": auth | ({"scope": scope} if scope else {})}


def token_of(clouds: Simulator, document: dict[str, Any]) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.post(f"{clouds.url}/v3/auth/tokens?nocatalog=1", json=document, timeout=10)


@pytest.mark.parametrize("scope", [{"project": {"id": PROJECT}}, {"project": {"name": "ap-southeast-3"}}])
def test_tokens(clouds: Simulator, scope: dict[str, Any]) -> None:
    answer = token_of(clouds, password_auth(scope))
    assert (answer.status_code, answer.json()["token"]["project"]["id"]) == (201, PROJECT)
    headers = {"X-Auth-Token": answer.headers["X-Subject-Token"]}
    urls = [
        f"{clouds.url}/v1/{PROJECT}/cloudimages/{IMS_IMAGE}/members",
        f"{clouds.url}/v2/images/{IMS_IMAGE}/members",
        f"{clouds.url}/v1/{PROJECT}/cloud-phone/images/{CPH_IMAGE}/members",
        f"{clouds.url}/image/v2/images/{GLANCE_IMAGE}/members",
    ]
    assert [get(url, headers).status_code for url in urls] == [200, 200, 200, 200]
    clouds.tokens.expire_all()
    assert [error_of(get(url, headers)) for url in urls] == [(401, "APIGW.0307")] * 3 + [(401, 401)]


def test_tokens_that_do_not_do(clouds: Simulator) -> None:
    assert error_of(token_of(clouds, password_auth(None, "wrong"))) == (401, 401)
    assert error_of(token_of(clouds, password_auth({"project": {"id": MEMBER_PROJECT}}))) == (401, 401)
    assert error_of(token_of(clouds, {"auth": {}})) == (400, 400)
    unscoped = token_of(clouds, password_auth(None)).headers["X-Subject-Token"]
    assert error_of(get(f"{clouds.url}/v2/images/{IMS_IMAGE}/members", {"X-Auth-Token": unscoped})) == (400, "IMG.0030")


def test_project_lookup(clouds: Simulator) -> None:
    answer = huawei(f"{clouds.url}/v3/projects?name=ap-southeast-3")
    assert [row["id"] for row in answer.json()["projects"]] == [PROJECT]
    assert huawei(f"{clouds.url}/v3/projects?name=nowhere").json()["projects"] == []
    assert get(f"{clouds.url}/v3/projects", {"X-Auth-Token": clouds.token()}).status_code == 200
    assert get(f"{clouds.url}/v3/projects").status_code == 401


def test_the_log_holds_no_secret(clouds: Simulator) -> None:
    url = f"{clouds.url}/v1/{PROJECT}/cloudimages/{IMS_IMAGE}/members"
    token = clouds.token()
    huawei(url)
    get(url, {"X-Auth-Token": token})
    scp(f"{clouds.url}/v1/images/{SCP_IMAGE}/members")
    assert [(entry.cloud, entry.key, entry.status) for entry in clouds.log] == [
        ("ims", HUAWEI_KEYS["owner"][0], 200),
        ("ims", "auditor", 200),
        ("scp", "2sd2gg=2agbdSD26svcD", 200),
    ]
    assert token not in str(clouds.log)
    assert "Signature" not in str(clouds.log)
