# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._help import ENTRIES, UNREAD, see, see_errors
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.kinds import KINDS

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize(
    "anchor",
    [*KINDS, *ENTRIES.values(), UNREAD, "the-inventory-is-refused", "a-snapshot-would-not-be-whole"],
)
def test_each_place_that_is_named_is_a_heading_of_the_page(anchor: str) -> None:
    (path, named) = see(anchor).removeprefix("See ").removesuffix(" in cloud_images.sharing.").split("#")
    headings = re.findall(r"^##+ (.+)$", (ROOT / path).read_text(encoding="utf-8"), re.M)
    assert named in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_errors_of_one_kind_name_its_entry_and_others_the_part_of_the_page() -> None:
    assert see_errors(["forbidden", "forbidden"]) == see("not-allowed")
    assert see_errors(["forbidden", "throttled"]) == see_errors(["unreachable"]) == see(UNREAD)
