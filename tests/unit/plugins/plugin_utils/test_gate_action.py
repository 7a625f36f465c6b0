# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the actions that judge have in common: nobody hides their result, and waivers end in time."""

from __future__ import annotations

import weakref
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.action import sharing_audit
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import _gate_action
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import files
from ansible_collections.cloud_images.sharing.tests.unit.plugins.actions import run_action
from ansible_collections.cloud_images.sharing.tests.unit.plugins.worlds_of_one import PARTNER, gate_args, reading

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def judged(args: dict[str, Any], **task: Any) -> dict[str, Any]:
    return run_action(sharing_audit.ActionModule, args, reading, **task)


@pytest.mark.parametrize("register", ["image_sharing", ["other", "image_sharing"]])
def test_an_extra_variable_that_would_hide_the_result_is_refused(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch, register: str | list[str]
) -> None:
    monkeypatch.setattr(_gate_action, "load_extra_vars", lambda _loader: {"image_sharing": {"gate": "pass"}})
    with pytest.raises(AnsibleActionFail, match="image_sharing would hide this task's result"):
        judged(gate_args(clouds, PARTNER), register=register)
    assert clouds.log == []


def test_a_waiver_may_not_end_later_than_allowed(clouds: Simulator) -> None:
    today = datetime.now(timezone.utc).date()
    waiver = {"image": "golden", "kind": "unexpected_member", "reason": "moving"}
    for days, allowed in ((30, True), (32, False)):
        waivers = [{**waiver, "expires": (today + timedelta(days=days)).isoformat()}]
        args = gate_args(clouds, waivers=waivers, max_waiver_days=31)
        if allowed:
            assert judged(args)["counts"]["waived"] == 1
        else:
            with pytest.raises(AnsibleActionFail, match="expires"):
                judged(args)


def test_an_earlier_report_in_the_runs_own_folder_is_read_before_it_is_replaced(
    clouds: Simulator, tmp_path: Path
) -> None:
    args = gate_args(clouds, report_dir=str(tmp_path), report_formats="json", previous=str(tmp_path))
    judged(args)
    again = judged(args, diff=True)
    assert (again["artifact"]["changes"]["still_open"], again["artifact"]["changes"]["new"]) == (1, 0)
    assert "diff" in again


def test_what_was_read_is_gone_when_reports_are_written(
    clouds: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is as large as the report itself."""
    read: list[weakref.ref[_gate_action.Gathered]] = []
    held: list[object] = []
    gather, write = sharing_audit.ActionModule._evidence, files.write

    def gathered(*given: Any) -> _gate_action.Gathered:
        found = gather(*given)
        read.append(weakref.ref(found))
        return found

    def written(*given: Any, **how: Any) -> list[Path]:
        held.extend(one() for one in read)
        return write(*given, **how)

    monkeypatch.setattr(sharing_audit.ActionModule, "_evidence", gathered)
    monkeypatch.setattr(files, "write", written)
    judged(gate_args(clouds, report_dir=str(tmp_path)))
    assert held == [None]
