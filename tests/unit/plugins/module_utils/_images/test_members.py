# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Member lists: every row is checked before it counts, and a list that contradicts itself is not complete."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.members import MemberList
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.pages import Page
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.glance import glance_member

UUID = "abcdef01-0000-4000-8000-000000000001"


def read(*pages: Page, image_id: str = "image-1") -> MemberList:
    given_out = iter(pages)
    account: Any = SimpleNamespace(members=lambda image_id: lambda marker: next(given_out), member=glance_member)
    found = MemberList()
    found.read(account, image_id)
    return found


def rows(*ids: str, **also: object) -> list[dict[str, object]]:
    return [{"member_id": one, "image_id": "image-1", **also} for one in ids]


def test_all_pages_count_and_the_last_one_proves_the_end() -> None:
    found = read(Page(rows("a"), {}, "m"), Page(rows("b"), {}, proven=True))
    assert ([one["member_id"] for one in found.members], found.complete) == (["a", "b"], True)


def test_an_end_that_is_not_proven_is_not_complete() -> None:
    assert read(Page(rows("a"), {}, proven=False)).complete is False


def test_a_member_that_is_listed_twice_contradicts_the_list() -> None:
    found = read(Page(rows("a"), {}, "m"), Page(rows("b", "a", status="accepted"), {}, proven=True))
    assert found.complete is False


def test_a_member_counts_whatever_its_status() -> None:
    """One that is pending, or said no, may still boot the image by its id."""
    words = ("accepted", "pending", "rejected", "invented", None)
    found = read(Page([row for word in words for row in rows(f"of-{word}", status=word)], {}, proven=True))
    assert [one["status"] for one in found.members] == list(words)


@pytest.mark.parametrize("image_id", ["image-2", "IMAGE-1", "image-1 ", 0, False, "", [], {}])
def test_a_row_of_another_image_is_an_error(image_id: object) -> None:
    with pytest.raises(ApiError, match="another image"):
        read(Page([{"member_id": "a", "image_id": image_id}], {}, proven=True))


def test_a_uuid_in_upper_case_is_the_same_image() -> None:
    page = Page([{"member_id": "a", "image_id": UUID.upper()}], {}, proven=True)
    assert read(page, image_id=UUID).complete is True


def test_a_row_that_does_not_say_its_image_is_of_the_one_that_was_asked_for() -> None:
    found = read(Page([{"member_id": "a"}, {"member_id": "b", "image_id": None}], {}, proven=True))
    assert ([one["image_id"] for one in found.members], found.complete) == (["image-1", "image-1"], True)


@pytest.mark.parametrize("member_id", ["", None, 7])
def test_a_row_without_a_member_is_an_error(member_id: object) -> None:
    with pytest.raises(ApiError, match="no id"):
        read(Page([{"member_id": member_id}], {}, proven=True))


def test_what_was_read_before_an_error_stays_incomplete() -> None:
    found = MemberList()
    pages = iter([Page(rows("a"), {}, "m"), Page([{"member_id": ""}], {}, proven=True)])
    account: Any = SimpleNamespace(members=lambda image_id: lambda marker: next(pages), member=glance_member)
    with pytest.raises(ApiError):
        found.read(account, "image-1")
    assert (len(found.members), found.complete) == (1, False)


def test_a_member_that_comes_again_in_capitals_is_listed_twice() -> None:
    assert read(Page(rows("a" * 32, "A" * 32), {}, proven=True)).complete is False
