# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Draw docs/images/report.png, the report in the README. Run it after the page has changed: draw_readme.py FILE"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.html import page as report_html
from ansible_collections.cloud_images.sharing.tests.pages.conftest import OPTIONS
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    FORBIDDEN,
    STRANGER,
    TEAMS,
    World,
)
from playwright.sync_api import sync_playwright

SYSTEMS = ("rhel9", "alma9", "debian13", "ubuntu24", "win2022", "win2025", "suse15", "rocky9", "k8s-node", "gpu-node")


def estate() -> dict[str, Any]:
    """A hundred images on four clouds, a few of them not as they should be."""
    world = World()
    for number, connection in enumerate(("scp-kr-west1", "ims-ap-southeast-3", "cph-cn-north-4", "glance-lab")):
        for index in range((40, 34, 8, 18)[number]):
            name = f"golden-{SYSTEMS[index % 10]}-2026.{index // 10 + 7:02}"
            world.image(name, connection, ["team-a", "team-b", "build-farm"][: 1 + index % 3])
    world.image("golden-rhel9-fips", "scp-kr-west1", ["team-a", "team-b"], ["team-a", "team-b", STRANGER])
    world.image("payroll-appliance", "ims-ap-southeast-3", [], ["finance-ou"], match="private")
    world.unread("golden-win2025-sql", "ims-ap-southeast-3", ["team-a"], FORBIDDEN)
    world.image("게임-서버-ubuntu24", "scp-kr-west1", ["build-farm", "team-b"], ["build-farm"])
    world.image("legacy-7", "glance-lab", ["team-a"], ["team-a", "team-b"])
    world.waive("legacy-7", member=TEAMS["team-b"], expires="2027-01-31", reason="migration of team B, ticket 4711")
    world.not_in_scope = ["otc-eu-de"]
    return world.verdict()


def main(picture: str) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        page.write_bytes(b"".join(report_html.encode(sample.report(estate(), label="production"))))
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        shown = chromium.new_page(viewport={"width": 1280, "height": 1226}, color_scheme="light")
        shown.goto(page.as_uri())
        shown.screenshot(path=picture)
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1])
