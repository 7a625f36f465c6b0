# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Glance's spelling of members and images, and its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.glance import marked_images

if TYPE_CHECKING:
    pass


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
