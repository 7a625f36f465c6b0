# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Texts of files become numbers and truth values where the schema wants them; nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import (
    IMAGE,
    A,
    whole,
)


@pytest.mark.parametrize("value", [123456789012, 12.5, True])
def test_numbers_of_playbooks_are_asked_for_in_quotes(value: Any) -> None:
    for changes in ({"image_id": value}, {"members": [value]}, {"members": [{"member_id": value}]}):
        with pytest.raises(InventoryError, match="put it in quotes"):
            load([], inline=whole(images=[{**IMAGE, **changes}]))


TEXT = """
connections:
  cloud: {provider: scp, retries: 3, timeout: 7.5, requests_per_second: "2"}
images:
- {name: '1', connection: cloud, image_id: 0012, members: [], max_pending_days: 007}
- {name: 1.0, connection: cloud, select: {name: 1, newest: 3}, count: {max: 4}, same_content: Yes, members: []}
incoming:
- {connection: cloud, from: [{owner: %s, names: [1], max_pending_days: 5}]}
"""


def test_numbers_and_truth_values_of_files(load_files: Callable[..., Inventory]) -> None:
    loaded = load_files({"a.yml": TEXT % A})
    assert loaded["connections"]["cloud"]["options"] == {"retries": 3, "timeout": 7.5, "requests_per_second": 2}
    (image,), (rule,) = loaded["images"], loaded["selections"]
    assert (image["name"], image["image_id"], image["max_pending_days"]) == ("1", "0012", 7)
    assert (rule["name"], rule["select"]["name"], rule["select"]["newest"]) == ("1.0", "1", 3)
    assert (rule["count"]["max"], rule["same_content"]) == (4, True)
    (source,) = loaded["incoming"][0]["from"]
    assert (source["names"], source["max_pending_days"]) == (["1"], 5)


@pytest.mark.parametrize("text", ["1e3", "0x10", "1_000", "١", "+1", " 1", "1" * 10, "three", ""])
def test_what_is_not_a_plain_number_stays_text_and_is_refused(problems: Callable[..., list[str]], text: str) -> None:
    (found,) = problems({"a.json": whole(images=[{**IMAGE, "max_pending_days": text}])})
    assert "images[0].max_pending_days: is text, but should be a whole number" in found


def test_a_value_that_two_places_share_is_read_alike_in_both(load_files: Callable[..., Inventory]) -> None:
    image = f"{{name: a, connection: c, select: {{name: a}}, count: &count {{max: 2}}, members: [{A}]}}"
    again = f"{{name: b, connection: c, select: {{name: b}}, count: *count, members: [{A}]}}"
    text = f"connections: {{c: {{provider: scp}}}}\nimages: [{image}, {again}]\n"
    assert [one["count"]["max"] for one in load_files({"a.yml": text})["selections"]] == [2, 2]
