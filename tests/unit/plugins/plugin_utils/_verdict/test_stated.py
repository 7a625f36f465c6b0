# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a connection states about its place, and what it leaves open."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Connection
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.stated import (
    stated_account,
    stated_endpoint,
    stated_region,
)


def connection(**options: Any) -> Connection:
    return {"provider": "scp", "options": options}


@pytest.mark.parametrize(
    ("options", "account"),
    [
        ({"account_id": "a"}, "a"),
        ({"project_id": "p"}, "p"),
        ({"auth": {"project_id": "inside"}}, "inside"),
        ({"account_id": "", "project_id": "p"}, "p"),
        ({"project_id": "p", "auth": {"project_id": "inside"}}, "p"),
        ({"account_id": 4711}, "4711"),
        ({"account_id": ""}, None),
        ({"auth": "not a mapping"}, None),
        ({}, None),
    ],
    ids=str,
)
def test_whose_images_these_are(options: dict[str, Any], account: str | None) -> None:
    assert stated_account(connection(**options)) == account


def test_the_region_goes_by_two_names_and_blank_is_open() -> None:
    assert stated_region(connection(region="kr-west1")) == "kr-west1"
    assert stated_region(connection(region="", region_name="RegionOne")) == "RegionOne"
    assert stated_region(connection(region="")) is None


def test_the_image_services_url_is_stated_or_open() -> None:
    assert stated_endpoint(connection(endpoint="https://ims.example")) == "https://ims.example"
    assert stated_endpoint(connection(iam_endpoint="https://iam.example")) is None
