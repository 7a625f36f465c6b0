# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When two ids are the same."""

from __future__ import annotations

import re

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._ids import HEX, UUID, same_id

LOWER = "70a599e0-31e7-49b7-b260-868f441e862b"


@pytest.mark.parametrize("text", [LOWER, LOWER.replace("-", "")])
def test_hexadecimal_ids_are_the_same_in_either_case(text: str) -> None:
    assert same_id(text.upper()) == same_id(text) == text


@pytest.mark.parametrize(
    "text", ["Golden", "OU-5x1b", "A" * 31, "A" * 33, LOWER.upper()[:-1], f"{LOWER.upper()}\n", ""]
)
def test_all_others_are_the_same_only_to_the_letter(text: str) -> None:
    assert same_id(text) == text


def test_the_forms_take_nothing_else() -> None:
    assert re.fullmatch(HEX, "0" * 32)
    assert not re.fullmatch(HEX, "g" * 32)
    assert re.fullmatch(UUID, LOWER)
    assert not re.fullmatch(UUID, LOWER.replace("-", "", 1))
