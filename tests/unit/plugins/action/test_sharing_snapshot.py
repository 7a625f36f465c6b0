# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An inventory of what is there, written at once or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.action import sharing_snapshot
from ansible_collections.cloud_images.sharing.tests.unit.plugins.actions import run_action
from ansible_collections.cloud_images.sharing.tests.unit.plugins.worlds_of_one import IMAGE, PARTNER, gate_args, reading

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def snapshot(clouds: Simulator, dest: Path | None, **more: Any) -> Mapping[str, Any]:
    given = {"connections": gate_args(clouds)["connections"], "dest": dest and str(dest)}
    task = {name: more.pop(name) for name in ("check_mode", "diff") if name in more}
    return run_action(sharing_snapshot.ActionModule, {**given, **more}, reading, **task)


def test_each_image_is_written_with_its_members_and_no_key(clouds: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "sharing.yml"
    result = snapshot(clouds, dest)
    assert result["changed"] is True
    text = dest.read_text()
    written = {image["image_id"]: image.get("members") for image in yaml.safe_load(text)["images"]}
    assert written[IMAGE] == [PARTNER]
    assert clouds.environ("scp")["SCP_SECRET_KEY"] not in text


def test_a_file_that_is_there_stays_unless_it_may_be_overwritten(clouds: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "sharing.yml"
    snapshot(clouds, dest)
    before = dest.read_text()
    with pytest.raises(AnsibleActionFail, match=r"is there already\. Nothing was read"):
        snapshot(clouds, dest)
    assert snapshot(clouds, dest, overwrite=True)["changed"] is False
    assert dest.read_text() == before


def test_check_mode_shows_and_writes_nothing(clouds: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "sharing.yml"
    result = snapshot(clouds, dest, check_mode=True, diff=True)
    assert (result["changed"], result["diff"]["before"]) == (True, "")
    assert IMAGE in result["diff"]["after"]
    assert not dest.exists()


def test_what_is_not_proven_stops_it(clouds: Simulator, tmp_path: Path) -> None:
    clouds.faults.add(image_id=IMAGE, preset="scp-403")
    with pytest.raises(AnsibleActionFail, match=IMAGE):
        snapshot(clouds, tmp_path / "sharing.yml")
    assert list(tmp_path.iterdir()) == []
    assert IMAGE in snapshot(clouds, None, partial=True)["missing"][0]
