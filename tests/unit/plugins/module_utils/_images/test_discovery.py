# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A list of an account's images ends where the cloud says so, or it is not complete. It always ends."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.discovery import discover
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ImageDetails, make_details
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import (
    Account,
    DetailsCalls,
    MemberCall,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.cph import PROVIDER as CPH
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER as SCP
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

ACCOUNT = "8989447062e04a818baf9e073fd04fa7"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"


def test_a_page_shorter_than_asked_for_is_not_the_end(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """SCP's list says nothing of its end, and 20 images are what it gives by default."""
    clouds.world.generate(30, members=1, clouds=["scp"])
    newest = sorted(clouds.world.scp.values(), key=lambda image: image.created_at, reverse=True)
    rows = [{"id": one.id, "name": one.name, "visibility": one.visibility, "owner": one.owner} for one in newest[:20]]
    clouds.faults.add(path=r"/v1/images\?limit", nth=[1], status=200, json={"images": rows})
    for name, value in clouds.environ("scp").items():
        monkeypatch.setenv(name, value)
    run = Run(SCP, {"image_ids": [], "endpoint": clouds.url, "discover": True, "account_id": ACCOUNT})
    assert run.discovered is not None
    assert run.discovered["complete"] is True
    assert run.discovered["listed"] == sum(one.owner == ACCOUNT for one in newest)


def test_a_list_that_ignores_where_to_go_on_ends(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    image = {"image_id": "a", "image_type": "private", "project_id": PROJECT}
    clouds.faults.add(path="/cloud-phone/images\\?limit", status=200, json={"image_infos": [image]})
    for name, value in clouds.environ("huawei").items():
        monkeypatch.setenv(name, value)
    run = Run(CPH, {"image_ids": [], "endpoint": clouds.url, "discover": True, "project_id": PROJECT})
    assert run.discovered is not None
    assert (run.discovered["complete"], run.discovered["error"]["kind"]) == (False, "bad_response")


def test_an_id_that_could_change_the_path_of_a_request_is_not_asked_for() -> None:
    asked: list[str] = []

    def page(marker: str | None) -> tuple[Mapping[str, ImageDetails], str | None]:
        return {"../../v1/keys?x=": make_details(visibility="private", caller_is_owner=True)}, None

    def get(path: str, query: Any) -> dict[str, Any]:
        asked.append(path)
        return {"members": []}

    client: Any = SimpleNamespace(get=get)
    account = Account(
        client=client,
        credentials_from="options",
        own_id=PROJECT,
        members=MemberCall(path=lambda image_id: f"/v1/images/{image_id}/members", member=lambda row, _id: dict(row)),
        records=DetailsCalls(page, one=lambda image_id: make_details()),
    )
    (reading,) = discover(account, [], 1).images
    assert asked == []
    assert (reading.state, reading.members) == ("failed", None)
