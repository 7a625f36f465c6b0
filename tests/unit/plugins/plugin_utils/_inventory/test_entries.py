# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Nothing is given twice, in one file or in two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import (
    CLOUD,
    IMAGE,
    A,
    whole,
)

WAIVER = {"image": "golden", "kind": "missing_member", "reason": "moving", "expires": "2027-01-31"}


@pytest.mark.parametrize(
    ("section", "entry", "what"),
    [
        (
            "connections",
            CLOUD,
            "connections.cloud: connection 'cloud' is given twice, first at a.yml:1: connections.cloud",
        ),
        (
            "principals",
            {"team": A},
            "principals.team: principal 'team' is given twice, first at a.yml:1: principals.team",
        ),
        ("images", [IMAGE], "images[0]: image 'golden' is given twice, first at a.yml:1: images[0]"),
        ("waivers", [WAIVER], "is given twice, first at a.yml:1: waivers[0]"),
    ],
)
def test_twice_in_two_files_names_both_places(
    problems: Callable[..., list[str]], section: str, entry: Any, what: str
) -> None:
    found = problems({"a.yml": whole(**{section: entry}), "b.yml": {section: entry}})
    assert found[0].startswith("b.yml:1: ")
    assert what in found[0]


def test_twice_inline_is_told_too() -> None:
    with pytest.raises(
        InventoryError, match=r"inline: images\[1\]: image 'golden' is given twice, first at inline: images\[0\]"
    ):
        load([], inline=whole(images=[IMAGE, {**IMAGE, "image_id": "i2"}]))
