# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How an answer can lie and give itself away: each makes a lie of a page of a list.

A cloud whose answer is wrong and fits together cannot be told from an honest one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError

PAGE = 2  # rows
LIES: dict[str, Callable[[dict[str, Any], str], dict[str, Any]]] = {}
"""What makes a lie of an answer, whose rows are under a key."""


def _lie(tell: Callable[[dict[str, Any], str], dict[str, Any]]) -> Callable[[dict[str, Any], str], dict[str, Any]]:
    LIES[tell.__name__.strip("_")] = tell
    return tell


@_lie
def _denies(answer: dict[str, Any], key: str) -> dict[str, Any]:
    raise ApiError("forbidden", "No rights.", http_status=403)


@_lie
def _fails(answer: dict[str, Any], key: str) -> dict[str, Any]:
    raise ApiError("unavailable", "Out of order.", http_status=503)


@_lie
def _shows_an_error_page(answer: dict[str, Any], key: str) -> dict[str, Any]:
    raise ApiError("bad_response", "This is HTML.", http_status=200)


@_lie
def _calls_a_path_missing(answer: dict[str, Any], key: str) -> dict[str, Any]:
    raise ApiError("bad_response", "The 404 is not the service's own.", http_status=404)


@_lie
def _forgets_the_paging(answer: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: answer[key]} if len(answer[key]) >= PAGE else answer


@_lie
def _forgets_the_marker(answer: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: answer[key], "page_info": {"current_count": PAGE}} if len(answer[key]) >= PAGE else answer


@_lie
def _loses_rows_that_it_counted(answer: dict[str, Any], key: str) -> dict[str, Any]:
    if not answer[key]:
        return answer
    return {**answer, key: answer[key][:-1], "page_info": {**answer["page_info"], "next_marker": None}}


@_lie
def _links_to_more_than_it_marks(answer: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: answer[key][:1], "page_info": {"next_marker": None}, "next": "/v2/images?marker=x"}


@_lie
def _states_a_larger_total(answer: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: answer[key][:1], "page_info": {"next_marker": None}, "total_count": 9}


@_lie
def _turns_in_a_circle(answer: dict[str, Any], key: str) -> dict[str, Any]:
    return {**answer, "page_info": {"next_marker": "img-0", "current_count": len(answer[key])}}


@_lie
def _holds_no_rows(answer: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: None, "error": {"message": "try again"}}


@_lie
def _repeats_a_row(answer: dict[str, Any], key: str) -> dict[str, Any]:
    if not answer[key]:
        return answer
    return {key: [answer[key][0], answer[key][0]], "page_info": {"next_marker": None, "current_count": 2}}


@_lie
def _gives_another_images_members(answer: dict[str, Any], key: str) -> dict[str, Any]:
    return {**answer, key: [{**row, "image_id": "img-9"} for row in answer[key]]} if key == "members" else answer
