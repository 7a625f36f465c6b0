# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The filter on reports as they are written, and on what is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible.parsing.dataloader import DataLoader
from ansible_collections.cloud_images.sharing.plugins.filter.sharing_changes import FilterModule
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report as report_json
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import STRANGER, World

changes = FilterModule().filters()["sharing_changes"]


def written(found: list[str], **more: Any) -> Any:
    """A report on one image, as it comes back from a file through Ansible."""
    world = World()
    world.image("golden", "scp-prod", ["team-a"], ["team-a", *found], **more)
    text = b"".join(report_json.encode(sample.report(world.verdict()))).decode()
    return DataLoader().load(text)


def test_new_gone_and_still_open_are_told_apart() -> None:
    other = "1" * 32
    found = changes(written([STRANGER]), written([STRANGER, other]))
    assert [one["member_id"] for one in found["new"]] == [other]
    assert [one["member_id"] for one in found["still_open"]] == [STRANGER]
    assert (found["was_unknown"], found["gone"], found["since"]["label"]) == ([], [], "localhost")
    assert [(one["came"], one["went"]) for one in found["images"]] == [([other], [])]
    back = changes(written([STRANGER, other]), written([STRANGER]))
    assert [(one["member_id"], one["seen_now"]) for one in back["gone"]] == [(other, True)]
    assert back["counts"] == {"new": 0, "was_unknown": 0, "still_open": 1, "gone": 1, "not_seen": 0}


def test_what_was_unknown_then_is_a_word_of_its_own() -> None:
    found = changes(written([], complete=False), written([STRANGER]))
    assert [one["kind"] for one in found["was_unknown"]] == ["unexpected_member"]
    assert json.loads(json.dumps(found)) == found


def changed(report: Any, **parts: Any) -> Any:
    return {**report, **parts}


@pytest.mark.parametrize(
    ("old", "problem"),
    [
        ({"hello": "world"}, "not a report of the gate"),
        (report_json.unfinished("a", "2026-11-22T08:30:00Z"), "not finished"),
        (changed(written([STRANGER]), gate="pass", findings=[]), "changed after it was written"),
        (changed(written([]), schema_version=1), "schema version 1"),
        ("report.json", "not a report of the gate"),
    ],
)
def test_what_is_no_whole_report_is_refused(old: Any, problem: str) -> None:
    for pair, which in (((old, written([])), "earlier"), ((written([]), old), "later")):
        with pytest.raises(AnsibleFilterError, match=f"the {which} report cannot be compared: {problem}"):
            changes(*pair)


def test_a_report_with_other_content_is_refused() -> None:
    odd = {**written([]), "images": [{"name": "golden"}]}
    odd["run"] = {**odd["run"], "report_sha256": report_json.digest(odd)}
    with pytest.raises(AnsibleFilterError, match="does not have the shape of one"):
        changes(odd, written([]))
