# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Evidence of another place is refused, and what nobody states is said to be the report's own word."""

from __future__ import annotations

from typing import Any, cast

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.coverage import Reports
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.places import not_compared, place_problems

ACCOUNT, OTHER = "1bed856811654c1cb661a6ca845ebc77", "6733a7ad58694af18c7ee4820052d63f"
PLACE = {
    "provider": "huawei_ims",
    "endpoint": "https://ims.eu-de.otc.t-systems.com",
    "region": "eu-de",
    "account": ACCOUNT,
    "proven_by": "signature",
}


def reports(**changes: Any) -> Reports:
    return cast(Reports, {"a.json": {"scope": ["otc"], "places": {"otc": {**PLACE, **changes}}}})


def inventory(provider: str = "huawei_ims", **options: Any) -> Inventory:
    return cast(Inventory, {"connections": {"otc": {"provider": provider, "options": options}}})


STATED = {"endpoint": "https://IMS.eu-de.otc.t-systems.com:443/", "region": "eu-de", "project_id": ACCOUNT.upper()}


def test_the_stated_place_is_the_same_in_another_spelling() -> None:
    assert list(place_problems(inventory(**STATED), reports())) == []
    assert list(not_compared(inventory(**STATED), reports())) == []


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"endpoint": "https://ims.eu-nl.otc.t-systems.com"}, "endpoint https://ims.eu-nl.otc.t-systems.com:443"),
        ({"endpoint": "http://ims.eu-de.otc.t-systems.com"}, "endpoint http://ims.eu-de.otc.t-systems.com:80"),
        (
            {"endpoint": "https://ims.eu-de.otc.t-systems.com:99999"},
            "endpoint https://ims.eu-de.otc.t-systems.com:99999",
        ),
        ({"region": "eu-nl"}, "region eu-nl"),
        ({"account": OTHER}, f"account {OTHER}"),
        ({"provider": "openstack"}, "provider openstack"),
    ],
)
def test_another_place_is_refused(changes: dict[str, Any], what: str) -> None:
    (problem,) = place_problems(inventory(**STATED), reports(**changes))
    assert problem.startswith(f"a.json: connection otc was read at {what}, the inventory says ")


def test_what_was_not_read_has_no_place_and_is_no_contradiction() -> None:
    nowhere = reports(endpoint=None, region=None, account=None, proven_by=None)
    assert list(place_problems(inventory(**STATED), nowhere)) == []
    assert list(not_compared(inventory(), nowhere)) == []


def test_what_the_inventory_leaves_open_is_listed() -> None:
    assert list(place_problems(inventory(region="eu-de"), reports())) == []
    (note,) = not_compared(inventory(region="eu-de"), reports())
    assert note == (
        "otc: the inventory does not say what its report says of the place, so it could not be compared: "
        f"endpoint https://ims.eu-de.otc.t-systems.com:443 and account {ACCOUNT}"
    )


@pytest.mark.parametrize("options", [{"region_name": "eu-de"}, {"auth": {"project_id": ACCOUNT}}])
def test_the_options_of_openstack_state_a_place_too(options: dict[str, Any]) -> None:
    changes = {"provider": "openstack", "region": "eu-nl", "account": OTHER}
    assert len(list(place_problems(inventory("openstack", **options), reports(**changes)))) == 1
