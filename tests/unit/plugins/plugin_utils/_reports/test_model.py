# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings of a report carry more than those of a verdict."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.model import findings_of
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import STRANGER, World


def test_the_findings_of_an_entry_are_those_of_the_report() -> None:
    world = World()
    world.image("golden", "scp-prod", ["team-a"], ["team-a", STRANGER])
    world.image("silver", "scp-prod", ["team-a"], ["team-a"])
    report = sample.report(world.verdict())
    golden, silver = sorted(report["images"], key=lambda entry: entry["name"])
    assert findings_of(golden) == report["findings"]
    assert [one["advice"].partition(",")[0] for one in findings_of(golden)] == [
        "Remove the member from the image in the cloud"
    ]
    assert findings_of(silver) == []
