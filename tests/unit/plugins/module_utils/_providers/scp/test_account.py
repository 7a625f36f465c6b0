# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whose an access key is: only the cloud's own word proves it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.account import KEYS_A_PAGE
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"
OWNER = "8989447062e04a818baf9e073fd04fa7"
KEY = "2sd2gg=2agbdSD26svcD"


def read(clouds: Simulator, key: str = KEY, **options: Any) -> Run:
    keys = {"access_key": key, "secret_key": clouds.world.scp_keys[key].secret_key}
    places = {"endpoint": clouds.url, "iam_endpoint": clouds.url}
    return Run(PROVIDER, {"image_ids": [IMAGE], "image_details": True, **places, **keys, **options})


def private_image(clouds: Simulator, image_id: str = "private-1", **fields: Any) -> None:
    clouds.world.add_image("scp", image_id, member_count=0, visibility="private", **fields)


def key_list_asked(clouds: Simulator) -> int:
    return sum(entry.path == "/v1/access-keys" for entry in clouds.log)


def test_the_key_list_proves_the_account_with_one_request(clouds: Simulator) -> None:
    run = read(clouds)
    assert run.summary["account"] == {"id": OWNER, "proven_by": "access_key"}
    assert run.images[0]["image"]["caller_is_owner"] is True
    assert run.place["account_note"] is None
    assert len(clouds.log) == 3


def test_the_key_is_looked_for_on_every_page(clouds: Simulator) -> None:
    clouds.behave(scp_iam_others=244)
    run = read(clouds)
    assert run.summary["account"]["proven_by"] == "access_key"
    assert key_list_asked(clouds) == 3


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refused_key_list_is_neither_an_error_nor_a_proof(clouds: Simulator, status: int) -> None:
    clouds.behave(scp_iam_status=status)
    run = read(clouds, account_id=OWNER)
    assert run.states == ["read"]
    assert run.summary["account"] == {"id": OWNER, "proven_by": None}
    assert run.images[0]["image"]["caller_is_owner"] is None
    assert "list access keys in IAM" in run.place["account_note"]


def test_the_owner_of_a_private_image_is_the_caller(clouds: Simulator) -> None:
    clouds.behave(scp_iam_status=403)
    private_image(clouds)
    run = read(clouds)
    assert run.summary["account"] == {"id": OWNER, "proven_by": "private_image"}


def test_private_images_of_two_owners_prove_nothing(clouds: Simulator) -> None:
    clouds.behave(scp_iam_status=403)
    private_image(clouds)
    private_image(clouds, "private-2", owner="0f3c9a21b7d04c5ea1b2c3d4e5f60718", listed_to=[OWNER])
    assert read(clouds).summary["account"]["proven_by"] is None


@pytest.mark.parametrize("row", [{"visibility": "shared"}, {"visibility": "private", "owner": None}, {"owner": OWNER}])
def test_a_row_that_is_not_private_proves_nothing(clouds: Simulator, row: dict[str, Any]) -> None:
    clouds.behave(scp_iam_status=403)
    rows = [{"id": "a", "owner": OWNER, "visibility": "private"}, {"id": "b", "owner": OWNER, **row}]
    rows[1] = {"id": "b", **row}
    clouds.faults.add(path="visibility=private", json={"images": rows})
    assert read(clouds).summary["account"]["proven_by"] is None


def test_another_account_than_the_one_written_down_proves_nothing(clouds: Simulator) -> None:
    run = read(clouds, account_id="6733a7ad58694af18c7ee4820052d63f")
    assert run.summary["account"] == {"id": "6733a7ad58694af18c7ee4820052d63f", "proven_by": None}
    assert run.images[0]["image"]["caller_is_owner"] is None
    assert OWNER in run.place["account_note"]
    assert "6733a7ad58694af18c7ee4820052d63f" in run.place["account_note"]


def test_a_row_for_the_key_that_names_two_accounts_proves_nothing(clouds: Simulator) -> None:
    rows = [{"access_key": KEY, "account_id": one, "id": one} for one in (OWNER, "another")]
    clouds.faults.add(path="/v1/access-keys", json={"access_keys": rows})
    private_image(clouds)
    for vouched in (False, True):
        run = read(clouds, account_id=OWNER, trust_account_id=vouched)
        assert run.summary["account"] == {"id": OWNER, "proven_by": None}
        assert "names 2 accounts for the access key" in run.place["account_note"]


def test_a_later_page_may_contradict(clouds: Simulator) -> None:
    rows = [
        {"access_key": KEY if number == 0 else f"key-{number}", "account_id": OWNER, "id": str(number)}
        for number in range(KEYS_A_PAGE)
    ]
    clouds.faults.add(path=r"/v1/access-keys\?.*marker", json={"access_keys": [{**rows[0], "account_id": "another"}]})
    clouds.faults.add(path="/v1/access-keys", json={"access_keys": rows})
    assert read(clouds).summary["account"]["proven_by"] is None
    assert key_list_asked(clouds) == 2


def test_an_operator_vouches_only_where_the_cloud_is_silent(clouds: Simulator) -> None:
    run = read(clouds, account_id="6733a7ad58694af18c7ee4820052d63f", trust_account_id=True)
    assert run.summary["account"]["proven_by"] is None
    clouds.behave(scp_iam_status=403)
    run = read(clouds, account_id=OWNER, trust_account_id=True)
    assert run.summary["account"] == {"id": OWNER, "proven_by": "operator"}
    assert run.images[0]["image"]["caller_is_owner"] is True


def test_iam_is_not_asked_unasked(clouds: Simulator) -> None:
    private_image(clouds)
    run = read(clouds, iam_endpoint=None)
    assert key_list_asked(clouds) == 0
    assert run.summary["account"]["proven_by"] == "private_image"


def test_nobody_is_asked_when_the_image_service_refused_the_key(clouds: Simulator) -> None:
    run = read(clouds, secret_key="not-the-secret-of-this-key")
    assert run.states == ["denied"]
    assert len(clouds.log) == 1


def test_no_secret_of_a_row_is_shown(clouds: Simulator) -> None:
    for fault in ({}, {"status": 403}, {"status": 200, "body": "<html>listed-secret-0001</html>"}):
        clouds.faults.clear()
        if fault:
            clouds.faults.add(path="/v1/access-keys", **fault)
        run = read(clouds)
        assert "listed-secret" not in json.dumps([run.images, run.summary, run.place, run.warnings])
