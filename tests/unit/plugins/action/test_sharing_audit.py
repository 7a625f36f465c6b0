# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The gate's task, from options to verdict and reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible.errors import AnsibleActionFail, AnsibleError
from ansible_collections.cloud_images.sharing.plugins.action import sharing_audit
from ansible_collections.cloud_images.sharing.tests.unit.plugins.actions import run_action
from ansible_collections.cloud_images.sharing.tests.unit.plugins.worlds_of_one import IMAGE, PARTNER, gate_args, reading

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def audited(args: Mapping[str, Any], **task: Any) -> dict[str, Any]:
    return run_action(sharing_audit.ActionModule, args, reading, **task)


def test_the_verdict_of_a_run_and_its_reports(clouds: Simulator, tmp_path: Path) -> None:
    result = audited(gate_args(clouds, PARTNER, report_dir=str(tmp_path), report_formats="json,junit", label="nightly"))
    assert (result["gate"], result["counts"]["compliant"], result["changed"]) == ("pass", 1, False)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "image_sharing-nightly.json",
        "image_sharing-nightly.xml",
    ]
    report = json.loads((tmp_path / "image_sharing-nightly.json").read_text())
    assert (report["gate"], report["images"][0]["image_id"]) == ("pass", IMAGE)


def test_a_stranger_fails_the_gate_and_check_mode_writes_nothing(clouds: Simulator, tmp_path: Path) -> None:
    result = audited(gate_args(clouds, report_dir=str(tmp_path / "reports")), check_mode=True)
    assert (result["gate"], result["counts"]["violation"]) == ("fail", 1)
    assert result["reports"] == []
    assert not (tmp_path / "reports").exists()


def test_a_module_that_cannot_even_start_leaves_a_verdict(clouds: Simulator) -> None:
    def broken(name: str, options: Mapping[str, Any]) -> Mapping[str, Any]:
        raise AnsibleError("no Python")

    result = run_action(sharing_audit.ActionModule, gate_args(clouds, PARTNER), broken)
    assert (result["gate"], result["counts"]["unknown"]) == ("fail", 1)
    assert "no Python" in result["artifact"]["findings"][0]["message"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"mode": "lenient"}, "mode must be one of"),
        ({"concurrency": 0}, "concurrency must be at least 1"),
        ({"images": []}, "sharing inventory"),
        ({"label": "a", "other_labels": ["a"]}, "Several hosts of this run have the label a"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_reads_nothing(clouds: Simulator, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(AnsibleActionFail, match=said):
        run_action(sharing_audit.ActionModule, {**gate_args(clouds), **wrong})
    assert clouds.log == []
