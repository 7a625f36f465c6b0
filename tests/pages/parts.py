# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Worlds whose reports are shown, and the parts of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import FORBIDDEN, World
from playwright.sync_api import Locator, Page

MARKUP = "</template></script><img src=x onerror=alert(1)><script>alert(2)</script>"


def passed() -> dict[str, Any]:
    world = World()
    world.image("golden-alma9", "scp-prod", ["team-a", "team-b"])
    world.image("golden-debian13", "glance-lab", [], match="private")
    return world.verdict()


def hostile() -> dict[str, Any]:
    world = World()
    world.image(
        MARKUP, "scp-prod", ["team-a"], ["team-a", {"member_id": MARKUP, "status": MARKUP}], visibility_is=MARKUP
    )
    world.unread("second", f"ims-{MARKUP}", ["team-a"], {**FORBIDDEN, "message": MARKUP})
    world.image("x" * 3000, "scp-prod", ["team-a"], [])
    world.waive(MARKUP, kind="unexpected_member", expires="2027-01-31", reason=MARKUP)
    world.not_in_scope = [MARKUP]
    return world.verdict()


WORLDS: dict[str, Callable[[], dict[str, Any]]] = {
    "small": sample.small,
    "large": lambda: sample.large(5000),
    "passed": passed,
    "hostile": hostile,
}


def section(page: Page, name: str) -> Locator:
    return page.locator(f"section#{name}")


def rows(page: Page, name: str) -> Locator:
    return section(page, name).locator("tbody tr")


def status(page: Page, name: str) -> Locator:
    return section(page, name).get_by_role("status")


def names(page: Page) -> list[str]:
    return rows(page, "images").locator("th > bdi").all_inner_texts()
