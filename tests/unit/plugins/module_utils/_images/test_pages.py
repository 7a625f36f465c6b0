# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lists in pages: followed to a proven end, bounded, and never believed against their own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.pages import (
    Page,
    Row,
    by_last_id,
    by_offset,
    follow,
    numbered,
    rows_of,
    says_more,
    single,
)
from hypothesis import given
from hypothesis import strategies as st

Query = Sequence[tuple[str, str]]


class Cloud:
    """Rows, given out in one of the ways that clouds have."""

    def __init__(self, count: int, **also: Any) -> None:
        self.rows = [{"id": f"row-{number}"} for number in range(count)]
        self.also = also
        self.asked: list[dict[str, str]] = []

    def ask(self, _path: str, query: Query) -> Row:
        given = dict(query)
        self.asked.append(given)
        if "per_page" in given:
            start, size = (int(given["page"]) - 1) * int(given["per_page"]), int(given["per_page"])
        elif "offset" in given:
            start, size = int(given["offset"]), int(given["limit"])
        else:
            ids = [row["id"] for row in self.rows]
            start = ids.index(given["marker"]) + 1 if "marker" in given else 0
            size = int(given.get("limit", len(self.rows)))
        return {"rows": self.rows[start : start + size], **self.also}


def read(turn: Any) -> tuple[int, bool]:
    pages = list(follow(turn))
    return sum(len(page.rows) for page in pages), pages[-1].proven


@given(count=st.integers(0, 40), size=st.integers(1, 15))
def test_every_way_to_page_reads_every_row_once(count: int, size: int) -> None:
    cloud = Cloud(count, total=count)
    assert read(numbered(cloud.ask, "/", "rows", "id", size=size)) == (count, True)
    assert read(by_offset(cloud.ask, "/", "rows", "id", size=size)) == (count, True)
    assert read(by_last_id(Cloud(count).ask, "/", "rows", size=size)) == (count, True)
    assert read(single(Cloud(count).ask, "/", "rows", "id")) == (count, True)


def test_numbered_pages_without_a_total_have_no_proven_end() -> None:
    assert read(numbered(Cloud(7).ask, "/", "rows", "id", size=3)) == (7, False)


def test_an_unpaged_list_as_long_as_a_default_page_is_not_proven() -> None:
    assert read(single(Cloud(20).ask, "/", "rows", "id", default_size=20)) == (20, False)
    assert read(single(Cloud(21).ask, "/", "rows", "id", default_size=20)) == (21, True)


@pytest.mark.parametrize("turns", [numbered, by_offset])
def test_a_list_that_ends_before_its_total_is_an_error(turns: Any) -> None:
    with pytest.raises(ApiError, match="ends after"):
        read(turns(Cloud(5, total=9).ask, "/", "rows", "id", size=5))


def scripted(*pages: Page) -> Any:
    given_out = iter(pages)
    return lambda marker: next(given_out)


def test_a_marker_or_a_page_that_comes_again_ends_in_an_error() -> None:
    rows = [{"id": "a"}]
    with pytest.raises(ApiError, match="a page came twice"):
        read(scripted(Page(rows, {}, "x"), Page(rows, {}, "y")))
    with pytest.raises(ApiError, match="marker of the next page came twice"):
        read(scripted(Page(rows, {}, "x"), Page([{"id": "b"}], {}, "x")))


@pytest.mark.parametrize(
    "body",
    [
        {"next": "/x"},
        {"next_marker": "x"},
        {"nextPageToken": "x"},
        {"page_info": {"next_marker": "x"}},
        {"pagination": {"has_more": True}},
        {"links": [{"rel": "next", "href": "/x"}]},
        {"links": {"next": "/x"}},
        {"meta": {"truncated": 1}},
        {"rows_links": [{"rel": "next", "href": "/x"}]},
        {"next_cursor": "x"},
        {"@odata.nextLink": "/x"},
        {"hasNextPage": True},
    ],
)
def test_every_spelling_of_more_is_seen(body: Row) -> None:
    assert says_more(body)
    assert read(scripted(Page([{"id": "a"}], body, proven=True))) == (1, False)


@pytest.mark.parametrize(
    "body",
    [
        {"error": "Policy check failed"},
        {"errors": "x"},
        {"fault": "x"},
        {"errorMessage": "x"},
        {"code": "APIGW.0301", "message": "Incorrect IAM authentication"},
        {"code": 403, "title": "Forbidden", "message": "no"},
        {"success": False},
        {"partial": True},
        {"meta": {"incomplete": True}},
    ],
)
def test_a_list_beside_words_of_failure_proves_nothing(body: Row) -> None:
    assert read(scripted(Page([], body, proven=True))) == (0, False)
    assert read(scripted(Page([{"id": "a"}], body, "m"), Page([{"id": "b"}], {}, proven=True))) == (2, False)


@pytest.mark.parametrize("body", [{"error": None}, {"error": ""}, {"message": "OK"}, {"success": True}, {"code": None}])
def test_words_of_success_do_no_harm(body: Row) -> None:
    assert read(scripted(Page([{"id": "a"}], body, proven=True))) == (1, True)


@pytest.mark.parametrize("count", [0, 2, 9, "1", 1.5])
def test_a_stated_count_that_does_not_fit_proves_nothing(count: object) -> None:
    assert read(scripted(Page([{"id": "a"}], {"count": count}, proven=True))) == (1, False)


@pytest.mark.parametrize("name", ["total_pages", "pageCount", "last_page", "total_records", "totalElements"])
def test_a_total_of_pages_or_rows_under_another_name_is_heard(name: str) -> None:
    for total, proven in ((1, True), (3, False), ("1", False), (None, True)):
        assert read(scripted(Page([{"id": "a"}], {"meta": {name: total}}, proven=True))) == (1, proven)


def test_pages_are_counted_as_far_as_they_were_read() -> None:
    first, second = Page([{"id": "a"}], {"total_pages": 2}, "m"), Page([{"id": "b"}], {"total_pages": 2}, proven=True)
    assert read(scripted(first, second)) == (2, True)


def test_a_count_that_does_not_fit_on_an_earlier_page_is_remembered() -> None:
    torn = Page([{"id": "a"}], {"page_info": {"current_count": 0}}, "m")
    assert read(scripted(torn, Page([{"id": "b"}], {}, proven=True))) == (2, False)


@pytest.mark.parametrize("rows", [None, {}, [1], [{}], [{"id": 1}], "absent"])
def test_rows_of_another_shape_are_an_error(rows: object) -> None:
    body = {} if rows == "absent" else {"rows": rows}
    with pytest.raises(ApiError, match="cannot be relied on"):
        rows_of(body, "rows", "id")


def test_a_total_that_shrinks_while_it_is_read_proves_nothing() -> None:
    """A row that went from an earlier page pulls one over the edge, which then is on no page."""
    answers = iter([{"rows": [{"id": "a"}, {"id": "b"}], "total": 4}, {"rows": [{"id": "d"}], "total": 3}])
    assert read(by_offset(lambda path, query: next(answers), "/", "rows", "id", size=2)) == (3, False)


@pytest.mark.parametrize("total", [[], {}, ["3"], {"value": 3}, "3", 3.5])
def test_a_total_that_is_no_number_proves_nothing(total: object) -> None:
    assert read(single(Cloud(3, total=total).ask, "/", "rows", "id")) == (3, False)


def test_a_total_that_grows_while_it_is_read_proves_nothing() -> None:
    answers = iter(
        [{"rows": [{"id": "a"}], "total": 2}, {"rows": [{"id": "b"}], "total": 3}, {"rows": [{"id": "c"}], "total": 3}]
    )
    assert read(by_offset(lambda path, query: next(answers), "/", "rows", "id", size=1)) == (3, False)


@pytest.mark.parametrize(
    ("body", "proven"),
    [
        ({"limit": 2}, False),
        ({"page_size": 2, "page": 1}, False),
        ({"meta": {"perPage": 1}}, False),
        ({"paging headers": {"per-page": 2}}, False),
        ({"limit": 3}, True),
        ({"limit": 0}, True),
        ({"limit": "2"}, False),
        ({"limit": 2, "total": 2}, True),
        ({"limit": 2, "next": None}, True),
        ({"limit": 2, "has_more": False}, True),
        ({"limit": 2, "page_info": {"next_marker": None}}, True),
    ],
    ids=str,
)
def test_a_page_as_long_as_it_says_that_pages_are_may_not_be_the_last(body: Row, proven: bool) -> None:
    assert read(scripted(Page([{"id": "a"}, {"id": "b"}], body, proven=True))) == (2, proven)
