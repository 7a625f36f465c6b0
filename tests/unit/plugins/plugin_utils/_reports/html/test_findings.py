# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils._reports.html.pages import (
    page_of,
    parsed,
    rows,
)
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    STRANGER,
    World,
    identifier,
)


def test_findings_show_expected_and_found_side_by_side() -> None:
    first = rows(page_of(sample.small()), "findings")[0]

    assert first[0] == "Violation"
    assert first[1].startswith("golden-rhel9")
    assert first[3] == f"Expected exactly team-a, team-b Found {STRANGER}, team-b, team-a "


def test_a_finding_says_what_to_do_where_it_is_written_and_whether_it_is_new() -> None:
    earlier, world = World(), World()
    for one, bronze in ((earlier, ["team-a"]), (world, ["team-a", STRANGER])):
        one.image("golden", "scp-prod", ["team-a"])
        one.image("silver", "scp-prod", ["team-a"], ["team-a", STRANGER])
        one.image("bronze", "scp-prod", ["team-a"], bronze)
    page = parsed(sample.report(world.verdict(), previous=sample.report(earlier.verdict())))
    found = {row[1].split(" ")[0]: row[2] for row in rows(page, "findings")}

    assert found["bronze"].startswith(f"New Unexpected member {STRANGER}")
    assert found["silver"].startswith("Unexpected member")
    assert "Remove the member from the image in the cloud, or add it to" in found["silver"]
    assert f"scp-cli virtualserver image member delete --image_id {identifier('scp-prod/silver')}" in found["silver"]
    assert found["silver"].endswith(" sharing.yml:19")
