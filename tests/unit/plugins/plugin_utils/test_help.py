# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._help import see
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.kinds import KINDS

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize("anchor", [*KINDS, "the-inventory-is-refused"])
def test_each_place_that_is_named_is_a_heading_of_the_page(anchor: str) -> None:
    (path, named) = see(anchor).removeprefix("See ").removesuffix(".").split("#")
    headings = re.findall(r"^##+ (.+)$", (ROOT / path).read_text(encoding="utf-8"), re.M)
    assert named in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
