# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who is meant: what stands for a member, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import (
    IMAGE,
    A,
    whole,
)


def test_a_member_type_must_not_contradict_its_principal(problems: Callable[..., list[str]]) -> None:
    principals = {"team": {"member_id": A, "member_type": "domain"}}
    members = [{"member_id": "team", "member_type": "project"}]
    (found,) = problems({"a.yml": whole(principals=principals, images=[{**IMAGE, "members": members}])})
    assert "member_type project contradicts principal 'team', which is of type domain" in found


@pytest.mark.parametrize(
    "text",
    [A, "6733A7AD-5869-4AF1-8C7E-E4820052D63F", "ou-1", "o-5x1bvygwrp", "r-abc", "organizations::123:ou/o-1/ou-1"],
)
def test_ids_of_any_cloud_stand_for_themselves(text: str) -> None:
    loaded = load([], inline=whole(images=[{**IMAGE, "members": [text]}]))
    assert loaded["images"][0]["members"] == [
        {"member_id": text, "member_type": None, "status": None, "principal": None}
    ]


@pytest.mark.parametrize("text", ["team", "a" * 31, "a" * 33, f"{A} ", "ou-", "organizations::", "123456789012"])
def test_any_other_bare_word_is_an_unknown_principal(problems: Callable[..., list[str]], text: str) -> None:
    (found,) = problems({"a.yml": whole(images=[{**IMAGE, "members": [text]}])})
    assert f"images[0].members[0]: unknown principal '{text}'. Known: none. An id in another form is written" in found
