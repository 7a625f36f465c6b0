# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Image records for few requests: whole pages of the image list first, single reads for what it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from .._errors import ApiError
from .._model import ImageDetails


def rows_of(body: Mapping[str, Any], key: str, id_key: str) -> list[Mapping[str, Any]]:
    """The rows of an image list. ApiError where it has none, or rows without an id."""
    rows = body.get(key)
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and isinstance(row.get(id_key), str) and row[id_key] for row in rows
    ):
        raise ApiError("bad_response", f"The answer has no list of {key} with ids.", http_status=200)
    return rows


def read_details(
    wanted: Sequence[str],
    fetch_page: Callable[[str | None], tuple[Mapping[str, ImageDetails], str | None]],
    fetch_one: Callable[[str], ImageDetails],
    concurrency: int,
) -> dict[str, ImageDetails | ApiError]:
    """The record of each wanted image, or what stopped it, in the wanted order.

    ``fetch_page(marker)`` gives the records of one page of the image list by image id, and the next marker or None;
    the first marker is None. ``fetch_one(image_id)`` gives one record. Both raise ApiError.

    One image takes one request. For more, pages are read as long as they pay: every page must have found an image
    that a single read would have cost, but for one page in ten images (at least one) that may find none. So the whole
    never costs more than a tenth (or one request) above single reads. A refused list hides nothing, the single reads
    follow; only refused credentials end it, as asking on would lock the key.
    """
    found: dict[str, ImageDetails | ApiError] = {}
    if len(wanted) > 1:
        try:
            found.update(_listed(frozenset(wanted), fetch_page))
        except ApiError as error:
            if error.kind == "unauthorized":
                return dict.fromkeys(wanted, error)
    missing = [image_id for image_id in dict.fromkeys(wanted) if image_id not in found]
    found.update(_read_singly(missing, fetch_one, concurrency))
    return {image_id: found[image_id] for image_id in wanted}


def _listed(
    wanted: frozenset[str], fetch_page: Callable[[str | None], tuple[Mapping[str, ImageDetails], str | None]]
) -> dict[str, ImageDetails]:
    found: dict[str, ImageDetails] = {}
    marker: str | None = None
    markers: set[str | None] = set()
    allowed_in_vain = max(1, len(wanted) // 10)
    while len(found) < len(wanted) and marker not in markers and len(markers) < len(found) + allowed_in_vain:
        markers.add(marker)
        try:
            page, marker = fetch_page(marker)
        except ApiError as error:
            if error.kind == "unauthorized":
                raise
            break
        found.update({image_id: record for image_id, record in page.items() if image_id in wanted})
        if marker is None:
            break
    return found


def _read_singly(
    missing: Sequence[str], fetch_one: Callable[[str], ImageDetails], concurrency: int
) -> dict[str, ImageDetails | ApiError]:
    def outcome(image_id: str) -> ImageDetails | ApiError:
        try:
            return fetch_one(image_id)
        except ApiError as error:
            return error

    if not missing:
        return {}
    first, rest = missing[0], missing[1:]
    outcomes: dict[str, ImageDetails | ApiError] = {first: outcome(first)}
    refused = outcomes[first]
    if isinstance(refused, ApiError) and refused.kind == "unauthorized":
        return dict.fromkeys(missing, refused)
    with ThreadPoolExecutor(max_workers=max(1, concurrency)) as pool:
        outcomes.update(zip(rest, pool.map(outcome, rest), strict=True))
    return outcomes
