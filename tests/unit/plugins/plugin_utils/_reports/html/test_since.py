# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils._reports.html.pages import (
    parsed,
    rows,
    section,
    text_of,
)
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import STRANGER, World


def test_what_changed_names_the_findings_that_are_gone_and_the_members() -> None:
    then = sample.report(sample.one("golden"))
    world = World()
    world.image("golden", "scp-prod", ["team-a"])
    page = parsed(sample.report(world.verdict(), previous=then))

    assert rows(page, "since") == [
        ["golden scp-prod", "Violation", f"Unexpected member {STRANGER}", "gone"],
        ["golden scp-prod", "", STRANGER],
    ]
    assert "Since 2026-11-22T08:30:04Z: 1 gone." in text_of(section(page, "since"))
