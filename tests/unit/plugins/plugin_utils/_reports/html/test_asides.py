# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils._reports.html.pages import (
    page_of,
    parsed,
    rows,
    section,
    text_of,
)


def test_waivers_show_their_end_and_reason_and_the_ended_ones() -> None:
    assert [(row[0], row[1], row[3]) for row in rows(page_of(sample.small()), "waivers")] == [
        ("Ended", "payroll-2019 scp-prod", ""),
        ("2027-01-31", "legacy-7 ims-sg", "migration of team B, ticket 4711"),
    ]


def test_what_the_run_did_not_look_at_is_said() -> None:
    text = text_of(section(page_of(sample.small()), "outside"))

    assert "otc-de" in text
    assert "scp-dev" in text
    assert "matches nothing" in text


def test_how_it_was_read_tells_what_is_not_known_from_nought() -> None:
    report = sample.report(sample.small())
    del report["run"]["connections"]["cph-sh"]

    assert rows(parsed(report), "run")[:3] == [
        ["cph-sh", "-", "-", "-"],
        ["glance-lab", "5", "1", "environment"],
        ["ims-sg", "6", "1", "environment"],
    ]
