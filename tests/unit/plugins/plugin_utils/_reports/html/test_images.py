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
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import STRANGER


def test_images_list_their_members_and_mark_what_differs() -> None:
    by_name = {row[1].split(" ")[0]: row for row in rows(page_of(sample.small()), "images")}

    expected, found = by_name["golden-rhel9"][2:4]
    assert expected.startswith("Exactly 2 members")
    assert f"unexpected accepted account {STRANGER}" in found
    assert "missing team-b" in by_name["게임-클라이언트-안드로이드"][2]
    assert by_name["golden-win22"][3] == "Not read"
    assert by_name["golden-alma9"][4].startswith("Complete list of 2 members read by the owner")


def test_rows_are_called_images_only_where_all_of_them_are() -> None:
    report = sample.report(sample.small())
    assert "12 images" in text_of(section(parsed(report), "images"))

    report["images"][0]["subject"] = "selection"
    assert "12 entries" in text_of(section(parsed(report), "images"))
