# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Hostile answers in detail: lists without end, floods, echoes, throttling, chance."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator, simulator_process
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import (
    HUAWEI_KEYS,
    IMS_IMAGE,
    PROJECT,
    SCP_IMAGE,
    SCP_KEYS,
    get,
    huawei,
    scp,
    scp_headers,
)

OWNER = "8989447062e04a818baf9e073fd04fa7"


def test_a_list_without_end(clouds: Simulator) -> None:
    clouds.faults.add(endless=100)
    url = f"{clouds.url}/v1/{PROJECT}/cloudimages/{IMS_IMAGE}/members?limit=100"
    found, marker = set(), ""
    for number in range(1, 6):
        document = huawei(url + (f"&marker={marker}" if marker else "")).json()
        found |= {row["member_id"] for row in document["members"]}
        marker = document["page_info"]["next_marker"]
        assert (len(found), document["page_info"]["current_count"]) == (100 * number, 100)


def test_lists_of_images_without_end(clouds: Simulator) -> None:
    clouds.faults.add(endless=20)
    pages = [scp(f"{clouds.url}/v1/images").json()["images"]]
    pages.append(scp(f"{clouds.url}/v1/images?marker={pages[0][-1]['id']}").json()["images"])
    assert len({row["id"] for page in pages for row in page}) == 40
    assert huawei(f"{clouds.url}/v2/cloudimages").json()["page_info"]["next_marker"]
    phones = huawei(f"{clouds.url}/v1/{PROJECT}/cloud-phone/images?offset=100").json()
    assert (len(phones["image_infos"]), phones["total"]) == (20, 1_000_000_000)
    token = {"X-Auth-Token": clouds.token()}
    assert "marker=" in get(f"{clouds.url}/image/v2/images", token).json()["next"]
    keys = scp(f"{clouds.url}/v1/access-keys").json()
    assert (len(keys["access_keys"]), keys["links"][0]["rel"]) == (20, "next")


def test_the_same_page_again(clouds: Simulator) -> None:
    clouds.faults.add(repeat=True)
    clouds.world.add_image("ims", "img", member_count=3)
    url = f"{clouds.url}/v2/images/img/members?limit=2"
    first = huawei(url).json()
    assert huawei(f"{url}&marker={first['page_info']['next_marker']}").json() == first


@pytest.mark.slow
@pytest.mark.parametrize("flood", [{"kind": "rows"}, {"kind": "blanks", "length": True}, {"kind": "objects"}])
def test_a_flood_is_not_held_in_memory(flood: dict[str, Any]) -> None:
    amount = 40_000_000
    with simulator_process() as clouds:

        def used() -> int:
            status = Path(f"/proc/{clouds.pid}/status").read_text(encoding="utf-8")
            return int(status.partition("VmHWM:")[2].split()[0]) * 1024

        url = f"{clouds.url}/v1/images/{SCP_IMAGE}/members"
        scp(url)
        before = used()
        clouds.admin("POST", "faults", {"flood": {**flood, "bytes": amount}})
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(url, headers=scp_headers(url), stream=True, timeout=30)
            received = sum(len(block) for block in answer.iter_content(1 << 20))
        assert amount - 200 < received <= amount
        assert used() - before < amount // 4


def test_floods_are_json_and_packed_ones_small(clouds: Simulator) -> None:
    url = f"{clouds.url}/v1/images/{SCP_IMAGE}/members"
    for kind in ("blanks", "text", "rows", "objects"):
        clouds.faults.clear()
        clouds.faults.add(flood={"kind": kind, "bytes": 100_000, "gzip": kind == "text"})
        answer = scp(url)
        assert isinstance(answer.json()["members"], list)
        assert (answer.headers.get("Content-Encoding") == "gzip") == (kind == "text")
        assert 99_800 < len(answer.content) <= 100_000


WHAT = {
    "secret": SCP_KEYS["owner"][1],
    "key": SCP_KEYS["owner"][0],
}


@pytest.mark.parametrize("where", ["message", "code", "request_id", "body", "location"])
@pytest.mark.parametrize("what", ["secret", "signature"])
def test_echoes_of_scp(clouds: Simulator, what: str, where: str) -> None:
    url = f"{clouds.url}/v1/images/{SCP_IMAGE}/members"
    clouds.faults.add(echo={"what": what, "where": where})
    headers = scp_headers(url)
    answer = get(url, headers)
    text = WHAT.get(what, headers["Scp-Signature"])
    assert text in {"location": answer.headers.get("Location", "")}.get(where, answer.text)
    assert answer.status_code == (307 if where == "location" else 403)
    error = {} if where in ("location", "body") else answer.json()["errors"][0]
    field = {"message": "detail", "code": "code", "request_id": "request_id"}.get(where, "")
    assert [name for name, value in error.items() if text in str(value)] == ([field] if field else [])


@pytest.mark.parametrize(
    ("how", "changed"),
    [
        ("url", "ExampleSecretKey%2F0001%2Bnotreal"),
        ("markup", "ExampleSecretK<br /><b></b>ey/0001+notreal"),
        ("blanks", "ExampleSecretK \n\tey/0001+notreal"),
        ("base64", "RXhhbXBsZVNlY3JldEtleS8wMDAxK25vdHJlYWw="),
    ],
)
def test_echoes_that_are_disguised(clouds: Simulator, how: str, changed: str) -> None:
    clouds.faults.add(echo={"what": "secret", "where": "message", "how": how, "after": 5})
    error = huawei(f"{clouds.url}/v2/images/{IMS_IMAGE}/members").json()["error"]
    assert error["message"] == f"You sent xxxxx{changed}"


def test_echoes_of_tokens_passwords_and_signed_requests(clouds: Simulator) -> None:
    url = f"{clouds.url}/v1/{PROJECT}/cloud-phone/images"
    token = clouds.token()
    clouds.faults.add(echo={"what": "token", "where": "code"}, key="auditor", path="cloud-phone")
    assert get(url, {"X-Auth-Token": token}).json()["error_code"] == token
    clouds.faults.add(echo={"what": "authorization", "where": "request_id"}, key=HUAWEI_KEYS["owner"][0])
    assert huawei(url).json()["request_id"].startswith("SDK-HMAC-SHA256 Access=")
    clouds.faults.add(echo={"what": "password", "where": "message"}, key="auditor", path="/image/")
    message = get(f"{clouds.url}/image/v2/images", {"X-Auth-Token": token}).json()["message"]
    assert message == "You sent auditor-password-not-real"


def test_an_echo_in_an_answer_that_is_no_error(clouds: Simulator) -> None:
    url = f"{clouds.url}/v1/images/{SCP_IMAGE}/members"
    fault = clouds.faults.add(echo={"what": "secret", "where": "answer", "at": "@.0.#"})
    answer = scp(url)
    assert answer.status_code == 200
    assert answer.json()["members"][0]["member_id"] == SCP_KEYS["owner"][1]
    assert fault.told == [SCP_KEYS["owner"][1]]


def test_retry_after(clouds: Simulator) -> None:
    url = f"{clouds.url}/v1/images/{SCP_IMAGE}/members"
    for given, expected in ((7, "7"), ("soon", "soon"), (-1, "-1")):
        clouds.faults.clear()
        clouds.faults.add(retry_after=given)
        answer = scp(url)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, expected)
        assert answer.json()["errors"][0]["status"] == 429
    clouds.faults.clear()
    clouds.faults.add(retry_after="date:30", status=503)
    answer = scp(url)
    assert answer.status_code == 503
    assert abs(parsedate_to_datetime(answer.headers["Retry-After"]).timestamp() - time.time() - 30) < 10


def test_faults_of_one_account_by_chance_and_by_turn(clouds: Simulator) -> None:
    url = f"{clouds.url}/v1/images/{SCP_IMAGE}/members"
    rounds = []
    for _round in range(2):
        clouds.faults.clear()
        clouds.faults.add(account=OWNER, status=500, chance=0.5, seed=7)
        assert scp(url, "member").status_code == 200
        rounds.append([scp(url).status_code for _call in range(12)])
    assert rounds[0] == rounds[1]
    assert {*rounds[0]} == {200, 500}
    clouds.faults.clear()
    clouds.faults.add(status=500, every=3)
    assert [scp(url).status_code for _call in range(6)] == [200, 200, 500] * 2


@pytest.mark.parametrize(
    "fields",
    [
        {"edits": [{"at": "x"}]},
        {"edits": [{"at": "x", "set": 1, "drop": True}]},
        {"flood": {"kind": "water", "bytes": 1}},
        {"flood": {"kind": "rows", "bytes": 1, "colour": 1}},
        {"echo": {"what": "secret", "where": "nowhere"}},
        {"echo": {"what": "secret", "where": "body", "who": 1}},
        {"echo": {"what": "secret", "where": "answer"}},
        {"chunked": "finely"},
    ],
)
def test_faults_that_are_none(clouds: Simulator, fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"one of|an edit|a flood|unknown fields|says where"):
        clouds.faults.add(**fields)
