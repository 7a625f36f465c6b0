# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the gate finds, through the whole run: each finding under its own name, and one never hides another."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .gate_runs import ACCOUNT, RHEL, TEAM_A, WIN, Gate, inventory

pytestmark = pytest.mark.any_core


def _shared_with_another(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.world.scp[RHEL].members.append({"member_id": "0f3c9a21b7d04c5ea1b2c3d4e5f60718"})


def _shared_with_nobody(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.world.scp[RHEL].members.clear()


def _still_pending(document: dict[str, Any], clouds: Simulator) -> None:
    document["images"][0]["members"] = [{"member_id": TEAM_A, "status": "accepted"}]


def _another_type(document: dict[str, Any], clouds: Simulator) -> None:
    document["principals"]["finance-ou"]["member_type"] = "project"


def _gone(document: dict[str, Any], clouds: Simulator) -> None:
    del clouds.world.scp[RHEL]


def _gone_and_nobody_expected(document: dict[str, Any], clouds: Simulator) -> None:
    del clouds.world.scp[RHEL]
    document["images"][0]["members"] = []


def _denied(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.faults.add(image_id=RHEL, path="/members", preset="scp-403")


def _full_page_without_page_info(document: dict[str, Any], clouds: Simulator) -> None:
    members = [f"{number:032x}" for number in range(500)]
    clouds.world.add_image("ims", WIN, members, paging="no_page_info")
    document["images"][1] |= {"match": "at_least", "members": members[:1]}


def _seen_as_member(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.world.scp[RHEL].owner = TEAM_A
    clouds.world.scp[RHEL].members = [{"member_id": ACCOUNT}]
    document["images"][0]["members"] = [ACCOUNT]


def _public(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.world.scp[RHEL].visibility = "public"
    clouds.world.scp[RHEL].members.clear()
    document["images"][0]["members"] = []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_shared_with_another, ("rhel", "violation", "unexpected_member")),
        (_shared_with_nobody, ("rhel", "violation", "missing_member")),
        (_still_pending, ("rhel", "violation", "wrong_status")),
        (_another_type, ("win", "violation", "wrong_member_type")),
        (_gone, ("rhel", "violation", "image_not_found")),
        (_gone_and_nobody_expected, ("rhel", "unknown", "image_not_found")),
        (_denied, ("rhel", "unknown", "unreadable")),
        (_full_page_without_page_info, ("win", "unknown", "incomplete_list")),
        (_seen_as_member, ("rhel", "unknown", "partial_view")),
        (_public, ("rhel", "violation", "open_visibility")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_it_fails_under_the_findings_own_name(gate: Gate, change: Any, expected: tuple[str, str, str]) -> None:
    document = inventory()
    change(document, gate.clouds)
    outcome = gate.run(document)
    assert outcome.status == 2, outcome.output
    assert "Image sharing: FAIL" in outcome.output
    assert expected in gate.findings()


def test_check_mode_judges_and_writes_nothing(gate: Gate) -> None:
    _shared_with_another(inventory(), gate.clouds)
    outcome = gate.run(inventory(), "--check")
    assert outcome.status == 2, outcome.output
    assert '"kind": "unexpected_member"' in outcome.output
    assert not (gate.ansible.folder / "reports").exists()


def test_one_bad_image_never_hides_the_others(gate: Gate) -> None:
    """300 images, five of them bad in five ways: the others are read, and the task ends."""
    ids = gate.clouds.world.generate(300, members=1, clouds=["scp"])["scp"]
    faults: list[dict[str, Any]] = [
        {"preset": "scp-403"},
        {"status": 500, "body": "{}"},
        {"status": 200, "body": "<html>sign in</html>"},
        {"hang": True},
    ]
    for image_id, fault in zip(ids[10:14], faults, strict=True):
        gate.clouds.faults.add(image_id=image_id, path="/members", **fault)
    del gate.clouds.world.scp[ids[20]]
    connection = {"provider": "scp", "region": "kr-west1", "account_id": ACCOUNT, "timeout": 3, "retries": 1}
    images = [
        {"name": f"image-{number}", "connection": "scp-prod", "image_id": image_id, "members": [f"{1:032x}"]}
        for number, image_id in enumerate(ids)
    ]
    outcome = gate.run({"connections": {"scp-prod": connection}, "images": images})
    assert outcome.status == 2, outcome.output
    report = gate.ansible.report()
    assert report["counts"] | {"findings": 0} == {
        "images": 300,
        "compliant": 295,
        "violation": 1,
        "unknown": 4,
        "waived": 0,
        "findings": 0,
    }
    assert ("image-20", "violation", "image_not_found") in gate.findings()
    kinds = {image["name"]: image["error"]["kind"] for image in report["images"] if image["error"]}
    assert kinds == {
        "image-10": "forbidden",
        "image-11": "unavailable",
        "image-12": "bad_response",
        "image-13": "unreachable",
        "image-20": "not_found",
    }


def test_refused_credentials_are_tried_once_in_all(gate: Gate) -> None:
    document = inventory()
    document["connections"]["scp-second"] = document["connections"]["scp-prod"]
    document["images"].append({"name": "two", "connection": "scp-second", "image_id": RHEL, "members": ["team-a"]})
    gate.ansible.environ["SCP_SECRET_KEY"] = "a-wrong-secret-key"
    outcome = gate.run(document)
    assert outcome.status == 2
    assert [entry.refused for entry in gate.clouds.log if entry.cloud == "scp"] == [True]
    assert ("rhel", "unknown", "unreadable") in gate.findings()
    assert ("two", "unknown", "unreadable") in gate.findings()
    assert "credentials were refused" in " ".join(outcome.output.split())


def test_refused_credentials_are_tried_once_where_there_is_nothing_but_to_list(gate: Gate) -> None:
    document = inventory()
    del document["images"][1:]
    scp = document["connections"]["scp-prod"]
    document["connections"] = {"scp-prod": scp, "scp-a": scp, "scp-b": scp}
    gate.ansible.environ["SCP_SECRET_KEY"] = "a-wrong-secret-key"
    gate.run(document, discover=True)
    assert [entry.refused for entry in gate.clouds.log] == [True]
    assert ("images of scp-b", "unknown", "unreadable") in gate.findings()


def test_discovery_finds_what_no_inventory_names(gate: Gate) -> None:
    clouds = gate.clouds
    clouds.world.add_image("scp", "forgotten", ["0f3c9a21b7d04c5ea1b2c3d4e5f60718"], name="forgotten")
    clouds.world.add_image("scp", "open", name="open", visibility="public")
    clouds.world.add_image("scp", "kept", name="kept")
    clouds.world.add_image("scp", "of-others", [ACCOUNT], name="of-others", owner=TEAM_A)
    clouds.world.add_image("ims", "phantom", ["0f3c9a21b7d04c5ea1b2c3d4e5f60718"], name="phantom")
    document = inventory()
    del document["images"][1:]
    outcome = gate.run(document, discover=True)
    assert outcome.status == 2, outcome.output
    found = {(image, kind) for image, _verdict, kind in gate.findings()}
    assert found >= {("forgotten", "unmanaged_image"), ("open", "unmanaged_image"), ("phantom", "unmanaged_image")}
    assert not {"rhel", "kept", "of-others"} & {image for image, _kind in found}
    assert gate.ansible.report()["scope"] == ["ims-native", "ims-sg", "phones", "scp-prod"]


def test_an_account_that_cannot_be_listed_is_not_green(gate: Gate) -> None:
    gate.clouds.faults.add(path=r"/v1/images\?limit", preset="scp-403")
    document = inventory()
    del document["images"][1:]
    outcome = gate.run(document, discover=True, select=["scp-prod"])
    assert outcome.status == 2, outcome.output
    assert ("images of scp-prod", "unknown", "unreadable") in gate.findings()
