# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many accounts, each with its own keys and images; long lists; the request log."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator, simulator_process
from ansible_collections.cloud_images.sharing.tests.simulator.request_log import Entry
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import (
    HUAWEI_KEYS,
    SCP_KEYS,
    get,
    huawei,
    scp,
)


@pytest.fixture(autouse=True)
def _keys_of_two_accounts(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts 7 and 8 of 40, so that they can sign."""
    estate = clouds.world.populate(40, 25, shared_among=True)
    for number in (7, 8):
        own = estate.accounts[number]
        name = str(number)
        monkeypatch.setitem(SCP_KEYS, name, (own.scp_access_key, own.scp_secret_key))
        monkeypatch.setitem(HUAWEI_KEYS, name, (own.huawei_access_key, own.huawei_secret_key, own.project))


def test_each_account_owns_its_images(clouds: Simulator) -> None:
    estate = clouds.world.estate
    assert estate
    rows = scp(f"{clouds.url}/v1/images?limit=1000", "7").json()["images"]
    own = [row["id"] for row in rows if row["owner"] == estate.accounts[7].scp_account]
    assert own == estate.image_ids("scp", 7)
    assert len({row["owner"] for row in rows}) == 3  # its own, and those of the two accounts before it
    members = scp(f"{clouds.url}/v1/images/{own[0]}/members", "7").json()["members"]
    assert [row["member_id"] for row in members] == [estate.accounts[8].scp_account, estate.accounts[9].scp_account]
    received = scp(f"{clouds.url}/v1/images/{own[0]}/members", "8").json()["members"]
    assert [row["member_id"] for row in received] == [estate.accounts[8].scp_account]
    assert scp(f"{clouds.url}/v1/images/{own[0]}/members").status_code == 404


@pytest.mark.parametrize(
    ("cloud", "path"), [("ims", "/v1/{project}/cloudimages/"), ("cph", "/v1/{project}/cloud-phone/images/")]
)
def test_on_huawei_too(clouds: Simulator, cloud: str, path: str) -> None:
    estate = clouds.world.estate
    assert estate
    image_id = estate.image_ids(cloud, 7)[24]
    url = f"{clouds.url}{path.format(project=estate.accounts[7].project)}{image_id}/members"
    assert [row["member_id"] for row in huawei(url, "7").json()["members"]] == [
        estate.accounts[8].project,
        estate.accounts[9].project,
    ]
    listed = huawei(f"{clouds.url}/v2/cloudimages", "7").json()["images"]
    assert {row["owner"] for row in listed} == {estate.accounts[number].project for number in (5, 6, 7)}


def test_on_openstack_too(clouds: Simulator) -> None:
    estate = clouds.world.estate
    assert estate
    token = {"X-Auth-Token": clouds.token("user-0007")}
    rows = get(f"{clouds.url}/image/v2/images?limit=1000", token).json()["images"]
    assert len(rows) == 75
    assert clouds.environ("openstack", account=7)["OS_PROJECT_ID"] == estate.accounts[7].project
    assert clouds.environ("scp", account=7)["SCP_TF_ACCOUNT_ID"] == estate.accounts[7].scp_account
    assert clouds.environ("huawei", account=7)["HUAWEICLOUD_SDK_PROJECT_ID"] == estate.accounts[7].project


def test_images_are_made_when_they_are_asked_for_and_can_be_changed(clouds: Simulator) -> None:
    estate = clouds.world.estate
    assert estate
    assert not estate._made
    image = clouds.world.image("scp", estate.image_ids("scp", 7)[0])
    assert image
    assert len(estate._made) == 1
    image.members = []
    assert scp(f"{clouds.url}/v1/images/{image.id}/members", "7").json()["members"] == []
    for other in ("0000000001e", image.id.replace("-0007-", "-0099-"), estate.image_ids("ims", 7)[0]):
        assert clouds.world.image("scp", other) is None


def test_1234_incoming_images(clouds: Simulator) -> None:
    account = clouds.world.estate.accounts[7].scp_account if clouds.world.estate else ""
    made = clouds.world.receive("scp", account, 1234, status="pending")
    rows = scp(f"{clouds.url}/v1/pending-images", "7").json()["images"]
    assert [row["id"] for row in rows] == made
    assert {row["owner"] for row in rows} == {f"fa{1:030x}"}


@pytest.mark.slow
def test_200_accounts_in_another_process() -> None:
    with simulator_process("--accounts", "200", "--images", "50", "--members", "1") as clouds:
        accounts = clouds.admin("GET", "accounts")
        assert (len(accounts), accounts[199]["scp_account"]) == (200, f"ac{199:030x}")
        assert clouds.admin("GET", "log?cloud=scp") == []
    with simulator_process() as clouds:
        clouds.admin("POST", "accounts", {"accounts": 3, "images": 2})
        assert len(clouds.admin("GET", "accounts")) == 3


def test_the_log_tells_who_asked_what(clouds: Simulator) -> None:
    for who in ("7", "8", "7"):
        scp(f"{clouds.url}/v1/images?limit=1", who)
    entries = get(f"{clouds.url}/_simulator/log?account=ac{7:030x}&path=limit").json()
    assert [(row["method"], row["path"], row["query"], row["key"]) for row in entries] == [
        ("GET", "/v1/images", "limit=1", "scp-account-0007-key")
    ] * 2
    assert len(get(f"{clouds.url}/_simulator/log?last=1").json()) == 1
    assert len(get(f"{clouds.url}/_simulator/log?since={clouds.log[1].time}").json()) == 2
    assert get(f"{clouds.url}/_simulator/log?colour=red").status_code == 400


def test_ten_thousand_entries_come_in_one_answer(clouds: Simulator) -> None:
    entry = Entry(0.0, "GET", "/v1/images", "", 200, "scp", "key", False, False, "127.0.0.1:1", "account")
    clouds.log.extend([entry] * 10_000)
    assert len(get(f"{clouds.url}/_simulator/log").json()) == 10_000
