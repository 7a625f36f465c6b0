# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A list that does not end is no evidence, and ends all the same."""

from __future__ import annotations

import itertools

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http import budget
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.budget import most_values
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.pages import MAX_EMPTY_PAGES, Page, follow


def asked_for(rows: int) -> tuple[list[str | None], str]:
    """The markers that an endless list of so many rows a page is asked for, and how it ends."""
    asked: list[str | None] = []
    numbers = itertools.count()

    def turn(marker: str | None) -> Page:
        asked.append(marker)
        return Page([{"id": str(next(numbers))} for _row in range(rows)], {}, following=f"m{len(asked)}")

    with pytest.raises(ApiError) as error:
        for _page in follow(turn, "The list", most=100):
            pass
    assert error.value.kind == "bad_response"
    return asked, error.value.message


def test_more_rows_than_a_list_may_have_end_it() -> None:
    assert asked_for(rows=30) == (
        [None, "m1", "m2", "m3"],
        "The list cannot be relied on: it has more than 100 rows.",
    )


def test_a_few_empty_pages_may_come_and_more_end_the_list() -> None:
    markers, message = asked_for(rows=0)
    assert len(markers) == MAX_EMPTY_PAGES + 1
    assert message == f"The list cannot be relied on: {MAX_EMPTY_PAGES + 1} pages in a row are empty."


def test_all_pages_of_a_list_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MAX_LIST_BYTES", 1024 * 1024)

    def turn(marker: str | None) -> Page:
        most_values(300_000)  # as the client counts each answer
        return Page([{"id": marker}], {}, following=f"{marker}.")

    with pytest.raises(ApiError, match="hold more than 1 MiB"):
        list(follow(turn))
    assert most_values(300_000)  # outside of a list nothing is counted
