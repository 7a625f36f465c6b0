# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reports of several runs, judged as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.action import sharing_audit, sharing_merge
from ansible_collections.cloud_images.sharing.tests.unit.plugins.actions import run_action
from ansible_collections.cloud_images.sharing.tests.unit.plugins.worlds_of_one import PARTNER, gate_args, reading

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def test_a_run_that_is_judged_again_by_its_report(clouds: Simulator, tmp_path: Path) -> None:
    args = gate_args(clouds, PARTNER)
    run_action(sharing_audit.ActionModule, {**args, "report_dir": str(tmp_path), "report_formats": "json"}, reading)
    clouds.log.clear()
    merged = run_action(sharing_merge.ActionModule, {**args, "reports": [str(tmp_path)], "label": "all"})
    assert (merged["gate"], merged["counts"]["compliant"]) == ("pass", 1)
    stricter = run_action(sharing_merge.ActionModule, {**gate_args(clouds), "reports": [str(tmp_path)], "label": "all"})
    assert (stricter["gate"], stricter["counts"]["violation"]) == ("fail", 1)
    assert clouds.log == []


def test_reports_that_do_not_add_up_are_refused(clouds: Simulator, tmp_path: Path) -> None:
    with pytest.raises(AnsibleActionFail, match="The reports do not add up to one run"):
        run_action(sharing_merge.ActionModule, {**gate_args(clouds), "reports": [str(tmp_path)]})
