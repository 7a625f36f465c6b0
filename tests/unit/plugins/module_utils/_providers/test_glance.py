# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Glance's spelling of members and images, and its pages."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.glance import (
    ImageRow,
    MemberRow,
    glance_listed,
    glance_member,
    marked_images,
    marked_members,
    that_image,
)


def following(info: dict[str, Any]) -> str | None:
    """Where the image list goes on after a page with one image."""
    return marked_images(lambda path, query: {"images": [{"id": "last"}], **info}, "/", size=500)(None).following


@pytest.mark.parametrize(
    ("info", "marker"),
    [
        ({}, "last"),
        ({"page_info": None}, "last"),
        ({"page_info": {"next_marker": "other"}}, "other"),
        ({"page_info": {"next_marker": None}}, None),
        ({"page_info": {"next_marker": ""}}, None),
        ({"page_info": {"current_count": 1}}, "last"),
    ],
)
def test_where_an_image_list_goes_on(info: dict[str, Any], marker: str | None) -> None:
    assert following(info) == marker


@pytest.mark.parametrize("page_info", ["more", ["more"], {"next_marker": 7}, {"next_marker": ["x"]}])
def test_an_image_list_that_does_not_say_whether_it_goes_on_is_no_answer(page_info: object) -> None:
    with pytest.raises(ApiError, match="page_info"):
        following({"page_info": page_info})


def test_a_row_keeps_what_only_huawei_adds_and_times_are_utc() -> None:
    row: MemberRow = {
        "member_id": "ou-1",
        "member_type": "organization",
        "urn": "organizations::x",
        "created_at": "2026-11-01T09:00:00",
    }
    assert glance_member(row, "i") == {
        "member_id": "ou-1",
        "member_type": "organization",
        "status": None,
        "created_at": "2026-11-01T09:00:00Z",
        "updated_at": None,
        "image_id": "i",
        "urn": "organizations::x",
        "schema": None,
    }


@pytest.mark.parametrize(
    ("image", "content_hash"),
    [
        ({"os_hash_algo": "sha512", "os_hash_value": "ab", "checksum": "cd"}, "sha512:ab"),
        ({"os_hash_algo": "sha512", "os_hash_value": None, "checksum": "cd"}, "md5:cd"),
        ({"checksum": ""}, None),
        ({}, None),
    ],
)
def test_the_content_is_told_by_the_strongest_hash(image: ImageRow, content_hash: str | None) -> None:
    assert glance_listed({"id": "i", **image}).attributes["content_hash"] == content_hash


def test_attributes_of_another_type_are_not_said() -> None:
    attributes = glance_listed({"id": "i", "tags": "golden", "os_hidden": "no"}).attributes
    assert (attributes["tags"], attributes["hidden"]) == (None, None)
    attributes = glance_listed({"id": "i", "tags": ["golden", 7], "os_hidden": False}).attributes
    assert (attributes["tags"], attributes["hidden"]) == (["golden", "7"], False)


@pytest.mark.parametrize("answer", [{}, {"id": None}, {"id": "other"}])
def test_an_answer_about_another_image_is_an_error(answer: ImageRow) -> None:
    with pytest.raises(ApiError, match="belongs to another image"):
        that_image(answer, "mine")


@pytest.mark.parametrize(
    ("rows", "info", "proven"),
    [
        (1, {}, True),
        (2, {}, False),
        (3, {}, False),
        (2, {"page_info": {"next_marker": None}}, True),
        (2, {"page_info": {"current_count": 2}}, False),
    ],
)
def test_a_full_page_ends_a_list_of_members_only_where_it_says_so(
    rows: int, info: dict[str, Any], proven: bool
) -> None:
    body = {"members": [{"member_id": str(number)} for number in range(rows)], **info}
    assert marked_members(lambda path, query: body, "/", size=2)(None).proven is proven


def test_upstream_glance_has_no_pages() -> None:
    asked: list[object] = []

    def ask(path: str, query: object) -> dict[str, Any]:
        asked.append(query)
        return {"members": [{"member_id": "a"}]}

    page = marked_members(ask, "/members")(None)
    assert (page.proven, page.following, asked) == (True, None, [[]])
