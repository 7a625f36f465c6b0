# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Lists in pages, followed to an end that the cloud itself proves. A provider gives turns; this is the one loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .._errors import ApiError
from .._http.budget import one_list
from .._http.headers import PAGING_HEADERS

MAX_PAGES = 10_000
MAX_ROWS = 100_000
MAX_EMPTY_PAGES = 10  # in a row, each of which says that more follows

Row = Mapping[Any, Any]
"""One row as the cloud sent it. The reader of a cloud's rows names its fields, so that a misspelt one is found."""

Ask = Callable[[str, Sequence[tuple[str, str]]], Row]
"""GET: a path and a query to the decoded body. ApiError for anything but a success."""

# Fields by which a list says that it goes on, and by which it says how long it is, in the spelling of many APIs.
_GOES_ON = frozenset(("hasmore", "more", "moreresults", "istruncated", "truncated"))  # and whatever has "next" in it
_COUNTS = frozenset(("count", "currentcount", "membercount"))  # and whatever begins with "total"
_SIZES = frozenset(("limit", "pagesize", "perpage"))
_FAILURE = frozenset(
    ("error", "errors", "fault", "errorcode", "errormsg", "errormessage", "exception", "partial", "incomplete")
)
_PAGES = frozenset(("totalpages", "totalpage", "pagecount", "numpages", "lastpage"))
# And whatever ends with "links".
_ABOUT = ("page_info", "pageInfo", "paging", "pagination", "page", "meta", "metadata", PAGING_HEADERS)


@dataclass(frozen=True)
class Page:
    """One page of a list.

    :param rows: as the cloud sent them.
    :param body: the whole answer: what it says besides must not contradict the rows.
    :param following: the marker of the next page; None where there is none.
    :param proven: with no page following, whether the cloud or its documented API says that the list ends here.
    """

    rows: Sequence[Row]
    body: Row
    following: str | None = None
    proven: bool = False


Statements = list[tuple[str, object]]

Turn = Callable[["str | None"], Page]
"""Asks for one page: by the marker of the page before, None for the first. ApiError where it cannot be had."""


def follow(turn: Turn, what: str = "The list", most: int = MAX_ROWS) -> Iterator[Page]:
    """The pages of a list, in order; the last one's ``proven`` says whether the end is proven.

    :param what: names the list in errors, as "The member list".
    :param most: rows that the list may have.
    :raises ApiError: bad_response for a list that repeats itself or does not end.
    """
    with one_list(most):
        yield from _followed(turn, what, most)


def _followed(turn: Turn, what: str, most: int) -> Iterator[Page]:
    marker: str | None = None
    markers: set[str] = set()
    before: Sequence[Row] = ()
    count = empty = 0
    fits = True
    totals: set[str] = set()  # a total that changes says that rows moved between pages while they were read
    for number in range(1, MAX_PAGES + 1):
        page = turn(marker)
        if page.rows and page.rows == before:
            raise unbelievable(what, "a page came twice")
        count += len(page.rows)
        empty = 0 if page.rows else empty + 1
        if count > most or empty > MAX_EMPTY_PAGES:
            why = f"it has more than {most:,} rows" if count > most else f"{empty} pages in a row are empty"
            raise unbelievable(what, why)
        said = _statements(page.body)
        totals.update(repr(value) for name, value in said if name.startswith("total"))
        fits = fits and _fits(page, said, count) and len(totals) < 2 and not _speaks_of_failure(said)
        fits = fits and not _is_cut(page, said)
        marker, before = page.following, page.rows
        if marker is None:
            yield replace(page, proven=page.proven and fits and not _goes_on(said, number))
            return
        if marker in markers:
            raise unbelievable(what, "the marker of the next page came twice")
        markers.add(marker)
        yield replace(page, proven=False)
    raise unbelievable(what, f"it has more than {MAX_PAGES} pages")


def unbelievable(what: str, why: str) -> ApiError:
    """The error for a list that cannot be evidence, whatever it holds."""
    return ApiError("bad_response", f"{what} cannot be relied on: {why}.", http_status=200, attempts=1)


def rows_of(body: Row, key: str, id_key: str, what: str = "The list") -> list[Row]:
    """The rows of an answer. ApiError where it has none, or rows without an id."""
    rows = body.get(key)
    if not isinstance(rows, list):
        raise unbelievable(what, f"the answer has no list named {key}")
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get(id_key), str) or not row[id_key]:
            raise unbelievable(what, f"a row has no {id_key}")
    return rows


def says_more(body: Row) -> bool:
    """Whether an answer has any field by which lists say that they go on."""
    return _goes_on(_statements(body))


def _goes_on(said: Statements, read: int = 1) -> bool:
    """``read``: the pages so far. A number of pages that is not a number only says that it is not known."""
    ends: tuple[object, ...] = (None, "", False, [], {}, 0)
    pages = [value for name, value in said if name in _PAGES and value is not None]
    return any(value not in ends for name, value in said if name in _GOES_ON or "next" in name) or any(
        not isinstance(value, int) or isinstance(value, bool) or value > read for value in pages
    )


def _is_cut(page: Page, said: Statements) -> bool:
    """Whether the last page is as long as it says that pages are, and nothing says whether another one follows."""
    if page.following is not None or any(
        "next" in name or name in _GOES_ON or name.startswith("total") or name in _PAGES for name, _value in said
    ):
        return False
    sizes = [str(value)[:20] for name, value in said if name in _SIZES]
    return any(size.isdecimal() and 0 < int(size) <= len(page.rows) for size in sizes)


def _speaks_of_failure(said: Statements) -> bool:
    """Whether an answer has words of an error beside its list: a refusal that is given as an empty list has."""
    truths = {name for name, value in said if value}
    return bool(truths & _FAILURE) or {"code", "message"} <= truths or ("success", False) in said


def _fits(page: Page, said: Statements, so_far: int) -> bool:
    """Whether each stated count is that of the page, of all rows so far or, where more follows, of more rows."""
    for name, value in said:
        is_count = name in _COUNTS or (name.startswith("total") and name not in _PAGES)
        if not is_count or isinstance(value, bool) or value is None:
            continue
        if not isinstance(value, int):
            return False
        if value not in (len(page.rows), so_far) and (page.following is None or value < so_far):
            return False
    return True


def _statements(body: Row) -> Statements:
    """What an answer says about its list, by plain names: its own fields and those of a nested paging object."""
    said = list(body.items())
    for about in [value for name, value in body.items() if name in _ABOUT or name.lower().endswith("links")]:
        if isinstance(about, Mapping):
            said += about.items()
        elif isinstance(about, list):  # links as [{rel, href}]
            said += [(str(link.get("rel")), link.get("href")) for link in about if isinstance(link, Mapping)]
    return [(name.lower().replace("_", "").replace("-", ""), value) for name, value in said]


# ------------------------------------------------------------------------------------------------ ready-made turns


def single(ask: Ask, path: str, key: str, id_key: str, *, default_size: int | None = None) -> Turn:
    """A list without paging. One of just ``default_size`` rows is not proven: paging may be undocumented."""

    def turn(_marker: str | None) -> Page:
        body = ask(path, ())
        rows = rows_of(body, key, id_key)
        return Page(rows, body, proven=default_size is None or len(rows) != default_size)

    return turn


def numbered(
    ask: Ask,
    path: str,
    key: str,
    id_key: str,
    *,
    size: int,
    query: Sequence[tuple[str, str]] = (),
    names: tuple[str, str, str] = ("page", "per_page", "total"),
) -> Turn:
    """Pages by number, from 1, with a stated total. ``names``: those of page, page size and total in this API."""
    page_name, size_name, total_name = names

    def turn(marker: str | None) -> Page:
        number = int(marker or 1)
        body = ask(path, [*query, (page_name, str(number)), (size_name, str(size))])
        rows = rows_of(body, key, id_key)
        total = body.get(total_name)
        if not isinstance(total, int) or isinstance(total, bool):
            return Page(rows, body, str(number + 1) if rows else None, proven=False)
        seen = (number - 1) * size + len(rows)
        more = seen < total
        if more and not rows:
            raise unbelievable("The list", f"it ends after {seen} of {total} rows")
        return Page(rows, body, str(number + 1) if more else None, proven=True)

    return turn


def by_offset(ask: Ask, path: str, key: str, id_key: str, *, size: int, query: Sequence[tuple[str, str]] = ()) -> Turn:
    """Pages by the number of rows before them. A stated ``total`` proves the end; without it, an empty page does."""

    def turn(marker: str | None) -> Page:
        offset = int(marker or 0)
        body = ask(path, [*query, ("limit", str(size)), ("offset", str(offset))])
        rows = rows_of(body, key, id_key)
        following = offset + len(rows)
        total = body.get("total")
        if not isinstance(total, int) or isinstance(total, bool):
            return Page(rows, body, str(following) if rows else None, proven=True)
        if following < total and not rows:
            raise unbelievable("The list", f"it ends after {offset} of {total} rows")
        return Page(rows, body, str(following) if following < total else None, proven=True)

    return turn


def by_last_id(ask: Ask, path: str, key: str, *, size: int, query: Sequence[tuple[str, str]] = ()) -> Turn:
    """Pages by the last id of the page before, in a list without a mark for its end: only an empty page proves it."""

    def turn(marker: str | None) -> Page:
        body = ask(path, [*query, ("limit", str(size)), *([("marker", marker)] if marker else [])])
        rows = rows_of(body, key, "id")
        return Page(rows, body, rows[-1]["id"] if rows else None, proven=True)

    return turn
