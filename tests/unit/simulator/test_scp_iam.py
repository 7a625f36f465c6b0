# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SCP's access-key list: whose key is this?"""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator, simulator_process
from ansible_collections.cloud_images.sharing.tests.simulator.scp_iam import listed_secret
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import SCP_KEYS, get, scp

OWNER = "8989447062e04a818baf9e073fd04fa7"
MEMBER = "a8f10467abfc4b87b64614ab36eb9ae4"
IAM = {"Scp-Api-Version": "iam 1.4"}


def keys(clouds: Simulator, query: str = "", who: str = "owner") -> Any:
    answer = scp(f"{clouds.url}/v1/access-keys{query}", who, **IAM)
    assert answer.status_code == 200
    return answer.json()


def test_the_row_has_the_fields_of_the_vendors_example(clouds: Simulator) -> None:
    """https://docs.e.samsungsdscloud.com/en/apireference/management/iam/apis/accesskeylist/"""
    (row,) = keys(clouds)["access_keys"]
    names = """access_key access_key_type account_id created_at created_by description expiration_timestamp id
    is_enabled modified_at modified_by parent_access_key_id secret_key"""
    assert sorted(row) == names.split()
    assert (row["access_key"], row["account_id"]) == (SCP_KEYS["owner"][0], OWNER)
    assert (row["access_key_type"], row["is_enabled"]) == ("PERMANENT", "true")
    assert row["expiration_timestamp"] == "9999-12-31T23:59:59Z"


def test_each_account_sees_its_own_keys(clouds: Simulator) -> None:
    rows = keys(clouds, who="member")["access_keys"]
    assert [(row["access_key"], row["account_id"]) for row in rows] == [(SCP_KEYS["member"][0], MEMBER)]


def test_the_listed_secret_is_not_the_key_s_own(clouds: Simulator) -> None:
    (row,) = keys(clouds)["access_keys"]
    assert row["secret_key"] == listed_secret(SCP_KEYS["owner"][0]) != SCP_KEYS["owner"][1]


def test_pages(clouds: Simulator) -> None:
    clouds.behave(scp_iam_others=44)
    found, query, pages = [], "?limit=20&with_count=true", 0
    while query:
        document = keys(clouds, query)
        found += [row["access_key"] for row in document["access_keys"]]
        following = [link["href"] for link in document["links"] if link["rel"] == "next"]
        query, pages = ("?" + following[0].partition("?")[2], pages + 1) if following else ("", pages + 1)
        assert document["count"] in (45, None)
    assert (pages, len(found), found[-1]) == (3, 45, SCP_KEYS["owner"][0])
    assert scp(f"{clouds.url}/v1/access-keys?marker=none", **IAM).status_code == 400
    assert scp(f"{clouds.url}/v1/access-keys?limit=0", **IAM).status_code == 400
    assert len(keys(clouds)["access_keys"]) == 20


@pytest.mark.parametrize(("links", "rels"), [("next", ["first", "next"]), ("first", ["first"]), ("null", None)])
def test_links_that_do_not_lead_on(clouds: Simulator, links: Any, rels: list[str] | None) -> None:
    clouds.behave(scp_iam_others=44, scp_iam_links=links)
    found = keys(clouds)["links"]
    assert (found and [link["rel"] for link in found]) == rels


@pytest.mark.parametrize("status", [401, 403, 404])
def test_refusals(clouds: Simulator, status: int) -> None:
    clouds.behave(scp_iam_status=status)
    answer = scp(f"{clouds.url}/v1/access-keys", **IAM)
    assert (answer.status_code, answer.json()["errors"][0]["status"]) == (status, status)
    assert not clouds.log[-1].refused


def test_lists_that_do_not_say_it(clouds: Simulator) -> None:
    clouds.behave(scp_iam_left_out=[SCP_KEYS["owner"][0]], scp_iam_others=1)
    assert [row["access_key"] for row in keys(clouds)["access_keys"]] == ["other-user-key-0000"]
    clouds.behave(scp_iam_left_out=[], scp_iam_others=0, scp_iam_accounts={SCP_KEYS["owner"][0]: MEMBER})
    assert [row["account_id"] for row in keys(clouds)["access_keys"]] == [MEMBER]


def test_versions_and_signatures(clouds: Simulator) -> None:
    url = f"{clouds.url}/v1/access-keys"
    for version, status in (("iam 1.4", 200), ("iam 1.3", 200), ("iam 1.2", 406), ("virtualserver 1.3", 406)):
        assert scp(url, **{"Scp-Api-Version": version}).status_code == status
    assert scp(url, secret="another", **IAM).status_code == 401
    assert get(url).status_code == 404


def test_keys_that_have_ended(clouds: Simulator) -> None:
    key = clouds.world.scp_keys[SCP_KEYS["owner"][0]]
    key.is_enabled, key.access_key_type, key.expiration_timestamp = False, "TEMPORARY", "2026-01-01T00:00:00Z"
    (row,) = keys(clouds, "?access_key_type=TEMPORARY")["access_keys"]
    assert (row["is_enabled"], row["expiration_timestamp"]) == ("false", "2026-01-01T00:00:00Z")
    assert keys(clouds, "?access_key_type=PERMANENT")["access_keys"] == []


@pytest.mark.slow
def test_habits_in_another_process() -> None:
    with simulator_process() as clouds:
        assert clouds.admin("POST", "habits", {"scp_iam_status": 403})["habits"]["scp_iam_status"] == 403
        assert scp(f"{clouds.url}/v1/access-keys", **IAM).status_code == 403
        clouds.admin("DELETE", "habits")
        assert scp(f"{clouds.url}/v1/access-keys", **IAM).status_code == 200
        (entry,) = clouds.admin("GET", "log")[1:]
        assert (entry["key"], entry["account"]) == (SCP_KEYS["owner"][0], OWNER)


def test_habits_that_do_not_exist(clouds: Simulator) -> None:
    with pytest.raises(ValueError, match="scp_aim_status"):
        clouds.behave(scp_aim_status=403)
