# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The first task of a run takes away what an earlier run wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.action import sharing_begin
from ansible_collections.cloud_images.sharing.tests.unit.plugins.actions import run_action


def report(folder: Path) -> Path:
    return folder / "image_sharing-nightly.json"


def test_reports_of_an_earlier_run_are_no_longer_green(tmp_path: Path) -> None:
    report(tmp_path).write_text('{"gate": "pass"}')
    result = run_action(sharing_begin.ActionModule, {"label": "nightly", "report_dir": str(tmp_path)})
    assert (result["changed"], result["label"]) == (False, "nightly")
    assert json.loads(report(tmp_path).read_text())["gate"] != "pass"


def test_check_mode_touches_no_report(tmp_path: Path) -> None:
    report(tmp_path).write_text('{"gate": "pass"}')
    run_action(sharing_begin.ActionModule, {"label": "nightly", "report_dir": str(tmp_path)}, check_mode=True)
    assert report(tmp_path).read_text() == '{"gate": "pass"}'


def test_a_label_by_default_and_no_folder_needed() -> None:
    assert run_action(sharing_begin.ActionModule, {"label": "", "report_dir": ""})["label"] == "localhost"


def test_a_folder_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AnsibleActionFail, match="Nothing was read"):
        run_action(sharing_begin.ActionModule, {"report_dir": str(tmp_path / "file" / "below")})
