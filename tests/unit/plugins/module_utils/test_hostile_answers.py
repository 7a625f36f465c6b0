# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""However much a cloud answers, eight workers together stay within 300 MiB, and end."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.faults import CASES
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.hostile_run import run_apart

MEBIBYTES = 300
IMAGES = 8
FLOODS: dict[str, dict[str, Any]] = {
    **{name: {"case": name} for name, case in CASES.items() if "flood" in case["fault"]},
    "rows just below the bound of bytes": {"flood": {"kind": "rows", "bytes": 8_300_000}},
    "rows just below the bound of values": {"flood": {"kind": "rows", "bytes": 2_500_000}},
    "objects just below the bound of values": {"flood": {"kind": "objects", "bytes": 148_000}},
    "keys just below the bound of values": {
        "body": '{"members":[],"x":{' + ",".join(f'"k{number}":{number}' for number in range(99_000)) + "}}"
    },
    "a text just below the bound of bytes": {"flood": {"kind": "text", "bytes": 8_380_000}},
}
HUAWEI: dict[str, Any] = {"region": "ap-southeast-3", "project_id": "1bed856811654c1cb661a6ca845ebc77"}


@pytest.mark.slow
@pytest.mark.parametrize("flood", FLOODS.values(), ids=list(FLOODS))
def test_a_flood_of_bytes_takes_bounded_memory(clouds: Simulator, flood: dict[str, Any]) -> None:
    ids = clouds.world.generate(IMAGES, members=1, clouds=["scp"])["scp"]
    clouds.faults.add(path="/members", **flood)
    run = run_apart("scp", clouds.environ("scp"), image_ids=ids, endpoint=clouds.url, retries=0)
    assert run["mebibytes"] < MEBIBYTES
    for image in run["images"]:
        assert (image["state"], image["members"]) in (("failed", None), ("read", []))


@pytest.mark.slow
@pytest.mark.parametrize("case", ["same-page-for-ever", "fresh-pages-for-ever", "full-pages-for-ever"])
def test_members_without_end_are_no_evidence(clouds: Simulator, case: str) -> None:
    ids = clouds.world.generate(8, members=3, clouds=["ims"])["ims"]
    clouds.faults.add(case=case, path="/members")
    options = {**HUAWEI, "endpoint": clouds.url, "retries": 0}
    run = run_apart("huawei_ims", clouds.environ("huawei"), image_ids=ids, **options)
    assert run["mebibytes"] < MEBIBYTES
    assert {image["error"]["kind"] for image in run["images"]} == {"bad_response"}
    assert [image["members"] for image in run["images"]] == [None] * 8


@pytest.mark.slow
def test_images_without_end_are_no_evidence(clouds: Simulator) -> None:
    clouds.faults.add(path="/v2/cloudimages", endless=1000)
    options = {**HUAWEI, "endpoint": clouds.url, "retries": 0}
    run = run_apart("huawei_ims", clouds.environ("huawei"), image_ids=[], discover=True, **options)
    assert run["mebibytes"] < MEBIBYTES
    assert (run["discovered"]["complete"], run["discovered"]["images"]) == (None, None)
    assert run["discovered"]["error"]["kind"] == "bad_response"
