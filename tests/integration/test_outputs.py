# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What machines read of a run: its standard output stays theirs, its events stay small, its summary comes once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Ansible, Outcome
from .gate_runs import RHEL, Gate, inventory

GATE = "cloud_images.sharing.sharing_audit"
LARGEST_EVENT = 4_000  # bytes of the gate's result where nothing is wrong, however many images there are


def with_callback(ansible: Ansible, name: str) -> None:
    ansible.environ |= {
        "ANSIBLE_CALLBACK_PLUGINS": str(Path(__file__).parent / "callbacks"),
        "ANSIBLE_STDOUT_CALLBACK": name,
        "ANSIBLE_CALLBACKS_ENABLED": "ansible.builtin.junit",
        "JUNIT_OUTPUT_DIR": str(ansible.folder / "junit"),
    }


def playbook(ansible: Ansible, name: str, **variables: Any) -> Outcome:
    given = ansible.write(f"{name}.json", json.dumps(variables))
    return ansible.run("ansible-playbook", f"cloud_images.sharing.{name}", "-e", f"@{given}")


def run_gate(gate: Gate) -> Outcome:
    return gate.run(inventory())


def run_failing_gate(gate: Gate) -> Outcome:
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    return gate.run(inventory(), "--diff")


def run_merge(gate: Gate) -> Outcome:
    assert gate.run(inventory()).status == 0
    path = str(gate.ansible.folder / "sharing.yml")
    return playbook(gate.ansible, "merge_reports", assert_sharing_inventory=path, assert_sharing_merge_from="reports")


def run_query(gate: Gate) -> Outcome:
    query = {"provider": "scp", "image_ids": RHEL, "region": "kr-west1", "endpoint": gate.clouds.url}
    return playbook(gate.ansible, "query_members", **{f"query_members_{name}": value for name, value in query.items()})


def run_snapshot(gate: Gate) -> Outcome:
    scp = {"provider": "scp", "region": "kr-west1", "endpoint": gate.clouds.url, "iam_endpoint": gate.clouds.url}
    return playbook(
        gate.ansible, "snapshot_sharing", assert_sharing_connections={"scp": scp}, snapshot_sharing_to="new.yml"
    )


@pytest.mark.parametrize("run", [run_gate, run_failing_gate, run_merge, run_query, run_snapshot])
def test_the_standard_output_is_json_and_nothing_else(gate: Gate, run: Any) -> None:
    with_callback(gate.ansible, "all_json")
    outcome = run(gate)
    assert outcome.status == (2 if run is run_failing_gate else 0), outcome.output
    assert json.loads(outcome.stdout)["results"]


@pytest.mark.parametrize("callback", ["default", "minimal", "all_json"])
def test_the_summary_comes_once(gate: Gate, callback: str) -> None:
    with_callback(gate.ansible, callback)
    outcome = run_failing_gate(gate)
    assert outcome.status == 2
    assert outcome.output.count("UNKNOWN    rhel") == 1, outcome.output
    assert outcome.output.count("--- expected") == 1
    assert "UNKNOWN    rhel" not in outcome.stdout


def test_the_event_of_a_large_gate_is_small(gate: Gate) -> None:
    with_callback(gate.ansible, "all_json")
    ids = gate.clouds.world.generate(5_000, members=1, clouds=["scp"])["scp"]
    (member,) = gate.clouds.world.scp[ids[0]].members
    images = [
        {"name": f"image-{number}", "connection": "scp-prod", "image_id": image_id, "members": [member["member_id"]]}
        for number, image_id in enumerate(ids)
    ]
    connections = {"scp-prod": inventory()["connections"]["scp-prod"] | {"concurrency": 32}}
    outcome = gate.run({"connections": connections, "images": images}, report_formats=["json", "junit", "html"])
    assert outcome.status == 0, outcome.output[-3000:]
    results = json.loads(outcome.stdout)["results"]
    sizes = {row["task"]: len(json.dumps(row["result"])) for row in results}
    assert sizes[GATE] < LARGEST_EVENT
    assert max(sizes.values()) < LARGEST_EVENT
    assert gate.ansible.report()["counts"]["compliant"] == len(ids)
