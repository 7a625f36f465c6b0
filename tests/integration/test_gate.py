# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The gate as a user runs it: it passes exactly when it should, and fails closed."""

from __future__ import annotations

import json
import stat

import pytest

from .gate_runs import RHEL, Gate, inventory


def test_it_passes_when_all_is_as_expected(gate: Gate) -> None:
    outcome = gate.run(inventory())
    assert outcome.status == 0, outcome.output
    assert "Image sharing: PASS" in outcome.output
    report = gate.ansible.report()
    assert report["counts"] == {
        "images": 4,
        "compliant": 4,
        "violation": 0,
        "unknown": 0,
        "waived": 0,
        "findings": 0,
    }
    assert "failed=0" in outcome.output
    assert "changed=0" in outcome.output


def test_the_report_is_for_its_owner_alone(gate: Gate) -> None:
    gate.run(inventory())
    path = gate.ansible.folder / "reports" / "image_sharing-localhost.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_audit_mode_reports_and_goes_on(gate: Gate) -> None:
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    outcome = gate.run(inventory(), mode="audit")
    assert outcome.status == 0, outcome.output
    assert "Image sharing: FAIL" in outcome.output
    assert gate.ansible.report()["gate"] == "fail"


def test_the_artifact_is_there_when_the_gate_fails(gate: Gate) -> None:
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    outcome = gate.run(inventory(), label="prod")
    stats = outcome.output[outcome.output.index("RUN: ") + 5 :]
    artifact = json.JSONDecoder().raw_decode(stats)[0]["image_sharing"]["prod"]
    assert (artifact["schema_version"], artifact["gate"], artifact["findings_truncated"]) == (1, "fail", False)
    assert artifact["scope"] == ["ims-native", "ims-sg", "phones", "scp-prod"]
    assert artifact["counts"]["unknown"] == 1
    assert artifact["findings"][0]["kind"] == "unreadable"


def test_the_same_world_gives_the_same_artifact(gate: Gate) -> None:
    digests = []
    for _run in range(2):
        outcome = gate.run(inventory())
        stats = outcome.output[outcome.output.index("RUN: ") + 5 :]
        digests.append(json.JSONDecoder().raw_decode(stats)[0])
    assert digests[0] == digests[1]


@pytest.mark.parametrize("flags", [("--tags", "deploy"), ("--limit", "nobody")], ids=["tags", "limit"])
def test_a_run_that_leaves_the_gate_out_is_not_green(gate: Gate, flags: tuple[str, ...]) -> None:
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    outcome = gate.run(inventory(), *flags)
    assert outcome.status != 0, outcome.output


def test_no_variable_stands_for_the_result(gate: Gate) -> None:
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    forged = {
        "assert_sharing_result": {"gate": "pass", "msg": "fine", "label": "localhost", "artifact": {"gate": "pass"}}
    }
    path = gate.ansible.write("forged.json", json.dumps(forged))
    outcome = gate.run(inventory(), "-e", f"@{path}")
    assert outcome.status == 2, outcome.output
    assert "assert_sharing_result" in outcome.output
    assert "RUN: " not in outcome.output
    assert gate.clouds.log == []


def test_two_hosts_cannot_publish_under_one_label(gate: Gate) -> None:
    """The artifact of the second would hide that of the first, which fails here."""
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    selections = {name: {"assert_sharing_select": [name]} for name in ("scp-prod", "phones")}
    hosts = gate.ansible.write("hosts.yml", {"all": {"hosts": selections}})
    outcome = gate.run(inventory(), "-i", hosts, hosts="all", label="prod", mode="audit")
    assert outcome.status == 2, outcome.output
    assert "RUN: " not in outcome.output
    outcome = gate.run(inventory(), "-i", hosts, hosts="all", mode="audit")
    assert outcome.status == 0, outcome.output


def test_a_difference_shows_expected_against_found(gate: Gate) -> None:
    gate.clouds.world.scp[RHEL].members.append({"member_id": "0f3c9a21b7d04c5ea1b2c3d4e5f60718"})
    outcome = gate.run(inventory(), "--diff")
    assert outcome.status == 2
    assert "--- expected" in outcome.output
    assert "+++ found" in outcome.output
    assert any(line.startswith("+") and "0f3c9a21b7" in line for line in outcome.output.splitlines())
