# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils._reports.html.pages import (
    page_of,
    parsed,
    rows,
    section,
    text_of,
)
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import World

SVG = "{http://www.w3.org/2000/svg}"


def test_the_chart_counts_images_by_verdict_and_connection() -> None:
    page = page_of(sample.small())

    overall, *by_connection = (drawn.get("aria-label") for drawn in section(page, "overview").findall(f".//{SVG}svg"))

    assert overall == "7 in violation, 3 unknown, 1 waived, 1 compliant"
    assert by_connection == [
        "3 in violation, 1 compliant",
        "2 in violation, 1 unknown",
        "1 in violation, 2 unknown, 1 waived",
        "1 in violation",
    ]
    assert rows(page, "overview")[0][3:] == ["4", "3", "0", "0", "1"]


def test_a_connection_says_its_place_and_whose_account_it_is() -> None:
    report = sample.report(sample.small())
    report["places"]["ims-sg"]["proven_by"] = "operator"
    report["places"]["cph-sh"] |= {"account": None, "proven_by": None}
    page = parsed(report)
    by_name = {row[0].split(" ")[0]: row for row in rows(page, "overview")}

    assert by_name["scp-prod"][0] == ("scp-prod scp, kr-west1 https://virtualserver.kr-west1.e.samsungsdscloud.com")
    assert by_name["scp-prod"][1] == (
        f"{sample.place('scp-prod')['account']} proven by the cloud's list of access keys"
    )
    assert by_name["ims-sg"][1].endswith(" only the operator's word")
    assert by_name["cph-sh"][1] == "not known"
    assert "ims-sg: the operator vouches for account" in text_of(section(page, "outside"))


@pytest.mark.slow
def test_bars_are_whole_and_show_even_one_image_of_ten_thousand() -> None:
    world = World()
    for number in range(2000):
        world.image(f"golden-{number}", "scp-prod", ["team-a"], [] if number == 7 else None)

    drawn = section(page_of(world.verdict()), "overview").findall(f".//{SVG}svg")[0]
    widths = [float(segment.get("width", "")) for segment in drawn]

    assert widths[0] > 1
    assert sum(widths) == pytest.approx(100, abs=0.1)
