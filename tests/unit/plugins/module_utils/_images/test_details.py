# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Image records: few requests, nothing hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.details import read_details
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.pages import Page, Row, Turn
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.workers import Threads
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import (
    Attributes,
    ErrorKind,
    ImageDetails,
    make_details,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import ListedImage
from hypothesis import given
from hypothesis import strategies as st


class Cloud:
    """An image list with pages, and single reads; it counts what it is asked."""

    def __init__(
        self, listed: Sequence[str], size: int, hidden: Sequence[str] = (), refuse: ErrorKind | None = None
    ) -> None:
        self.listed = listed
        self.size = size
        self.hidden = set(hidden)
        self.refuse = refuse
        self.pages = 0
        self.singles = 0

    def page(self, marker: str | None) -> Page:
        self.pages += 1
        if self.refuse:
            raise ApiError(self.refuse, "no list")
        start = 0 if marker is None else int(marker)
        rows = [{"id": name} for name in self.listed[start : start + self.size]]
        end = start + self.size >= len(self.listed)
        return Page(rows, {}, None if end else str(start + self.size), proven=True)

    def one(self, image_id: str) -> ImageDetails:
        self.singles += 1
        if image_id in self.hidden:
            raise ApiError("not_found", f"no image {image_id}")
        return make_details(name=image_id)

    def read(self, wanted: Sequence[str]) -> dict[str, Any]:
        return read(wanted, self.page, self.one, concurrency=4)


def read(wanted: Sequence[str], page: Turn, one: Callable[[str], ImageDetails], concurrency: int) -> dict[str, Any]:
    account: Any = SimpleNamespace(lists=[page], listed=listed, details=one)
    return dict(read_details(account, wanted, Threads(concurrency)))


def listed(row: Row) -> ListedImage:
    attributes: Attributes = {"created_at": None, "tags": None, "content_hash": None, "hidden": None}
    return ListedImage(row["id"], make_details(name=row["id"]), attributes)


def names(count: int, prefix: str = "i") -> list[str]:
    return [f"{prefix}{number}" for number in range(count)]


def test_a_thousand_listed_images_cost_their_pages() -> None:
    cloud = Cloud(names(4000), size=500)
    wanted = names(4000)[-1000:]
    records = cloud.read(wanted)
    assert list(records) == wanted
    assert all(records[name]["name"] == name for name in wanted)
    assert (cloud.pages, cloud.singles) == (8, 0)


def test_one_image_is_one_request() -> None:
    cloud = Cloud(names(10), size=5)
    assert cloud.read(["i7"])["i7"]["name"] == "i7"
    assert (cloud.pages, cloud.singles) == (0, 1)


def test_images_that_the_list_lacks_are_read_singly() -> None:
    cloud = Cloud(names(3), size=10, hidden=["gone"])
    records = cloud.read(["i0", "foreign", "gone"])
    assert records["i0"]["name"] == "i0"
    assert records["foreign"]["name"] == "foreign"
    assert records["gone"].kind == "not_found"
    assert (cloud.pages, cloud.singles) == (1, 2)


def test_a_refused_list_hides_nothing() -> None:
    for kind in ("forbidden", "bad_response", "unavailable", "not_found"):
        cloud = Cloud(names(3), size=10, refuse=kind)
        assert [record["name"] for record in cloud.read(names(3)).values()] == names(3)
        assert (cloud.pages, cloud.singles) == (1, 3)


def test_refused_credentials_are_not_tried_again() -> None:
    cloud = Cloud(names(3), size=10, refuse="unauthorized")
    assert [record.kind for record in cloud.read(names(3)).values()] == ["unauthorized"] * 3
    assert (cloud.pages, cloud.singles) == (1, 0)


def test_refused_credentials_end_the_single_reads_too() -> None:
    calls: list[str] = []

    def one(image_id: str) -> ImageDetails:
        calls.append(image_id)
        raise ApiError("unauthorized", "expired")

    records = read(["a", "b", "c"], lambda marker: Page([], {}, proven=True), one, concurrency=2)
    assert {record.kind for record in records.values() if isinstance(record, ApiError)} == {"unauthorized"}
    assert calls == ["a"]


def test_a_marker_that_repeats_ends_the_list() -> None:
    pages: list[str | None] = []

    def page(marker: str | None) -> Page:
        pages.append(marker)
        return Page([{"id": name} for name in [*names(30), f"p{len(pages)}"]], {}, "again")

    records = read([*names(30), "other"], page, lambda image_id: make_details(name=image_id), concurrency=1)
    assert records["other"]["name"] == "other"
    assert pages == [None, "again"]


def test_a_later_page_that_fails_keeps_what_was_found() -> None:
    cloud = Cloud(names(20), size=10)

    def page(marker: str | None) -> Page:
        if marker is not None:
            raise ApiError("unavailable", "busy")
        return cloud.page(marker)

    records = read(names(20), page, cloud.one, concurrency=3)
    assert [records[name]["name"] for name in names(20)] == names(20)
    assert cloud.singles == 10


def test_of_two_rows_that_differ_neither_counts() -> None:
    rows = [{"id": "a", "name": "one"}, {"id": "b"}, {"id": "a", "name": "two"}]
    asked: list[str] = []

    def one(image_id: str) -> ImageDetails:
        asked.append(image_id)
        return make_details(name="its own record")

    def as_listed(row: Row) -> ListedImage:
        return ListedImage(row["id"], make_details(name=row.get("name", row["id"])), listed(row).attributes)

    account: Any = SimpleNamespace(lists=[lambda marker: Page(rows, {}, proven=True)], listed=as_listed, details=one)
    records = read_details(account, ["a", "b"], Threads(1))
    assert (records["a"], asked) == (make_details(name="its own record"), ["a"])


def test_what_a_cloud_does_not_say_is_none() -> None:
    assert make_details(name="", owner_id=None) == {
        "name": None,
        "visibility": None,
        "owner_id": None,
        "status": None,
        "caller_is_owner": None,
    }
    assert make_details(status=1)["status"] == "1"


@given(
    wanted=st.lists(st.integers(0, 300), min_size=1, max_size=60, unique=True),
    listed=st.lists(st.integers(0, 300), max_size=200, unique=True),
    size=st.integers(1, 50),
)
def test_the_cost_is_bounded_by_single_reads(wanted: list[int], listed: list[int], size: int) -> None:
    cloud = Cloud([str(name) for name in listed], size)
    records = cloud.read([str(name) for name in wanted])
    assert [record["name"] for record in records.values()] == [str(name) for name in wanted]
    assert cloud.pages + cloud.singles <= len(wanted) + max(1, len(wanted) // 10)


def test_rows_of_one_image_in_two_spellings_that_differ_do_not_count() -> None:
    image_id = "abcdef01-0000-4000-8000-000000000001"
    cloud = Cloud([image_id, image_id.upper(), "other"], size=10)
    assert cloud.read([image_id, "other"])[image_id]["name"] == image_id
    assert cloud.singles == 1


def test_a_row_in_capitals_is_of_the_image_that_was_asked_for() -> None:
    image_id = "abcdef01-0000-4000-8000-000000000001"
    cloud = Cloud([image_id.upper(), "other"], size=10)
    assert cloud.read([image_id, "other"])[image_id]["name"] == image_id.upper()
    assert cloud.singles == 0
