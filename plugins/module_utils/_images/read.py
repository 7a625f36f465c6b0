# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Reads many images: bounded, in order, and each for itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from .._errors import ApiError
from .._model import ImageDetails
from .._providers.base import Account
from .details import read_details
from .members import member_pages

IMAGE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")


@dataclass(frozen=True)
class Reading:
    """What is known of one image. ``members`` is None unless its list was read: no evidence never looks like some.

    ``error`` with state read means that only the image's record could not be read.
    """

    image_id: str
    state: str
    complete: bool | None = None
    members: list[dict[str, Any]] | None = None
    image: dict[str, Any] | None = None
    error: ApiError | None = None

    @classmethod
    def refused(cls, image_id: str, error: ApiError, complete: bool | None = None) -> Reading:
        return cls(image_id, error.state, complete, error=error)

    def as_dict(self) -> dict[str, Any]:
        return {
            "image_id": self.image_id,
            "state": self.state,
            "complete": self.complete,
            "members": self.members,
            "member_count": None if self.members is None else len(self.members),
            "image": self.image,
            "error": self.error.as_dict() if self.error else None,
        }


def read_images(
    account: Account,
    image_ids: Sequence[str],
    *,
    concurrency: int,
    image_details: bool,
    records: Mapping[str, ImageDetails | ApiError] | None = None,
) -> list[Reading]:
    """One reading per image, in the order asked for; an error of one image is that image's alone.

    ``records``: the images' records where they are known already; else they are read, with ``image_details``.
    """
    with ThreadPoolExecutor(concurrency) as pool:
        readings = list(pool.map(lambda image_id: _read_members(account, image_id), image_ids))
        if image_details:
            if records is None:
                there = [one.image_id for one in readings if one.state != "not_found"]
                records = _read_details(account, there, concurrency)
            readings = [_with_details(one, records.get(one.image_id)) for one in readings]
        return list(pool.map(lambda reading: _refined(account, reading), readings))


def _read_members(account: Account, image_id: str) -> Reading:
    members: list[dict[str, Any]] = []
    complete: bool | None = None
    if not IMAGE_ID.fullmatch(image_id):  # found in a list of images; whoever asks for one is told at once
        return Reading.refused(image_id, ApiError("bad_response", "The id would change the path of the request."))
    try:
        for page in member_pages(account.client, image_id, account.members):
            members += [account.members.member(row, image_id) for row in page.rows]
            complete = page.proves_end
    except ApiError as error:
        return Reading.refused(image_id, error, complete)
    except Exception as error:  # a surprise in one image's answer must not hide the others
        return Reading.refused(image_id, surprise(error), complete)
    return Reading(image_id, "read", complete, members)


def _read_details(
    account: Account, image_ids: Sequence[str], concurrency: int
) -> Mapping[str, ImageDetails | ApiError]:
    try:
        return read_details(image_ids, account.records.page, account.records.one, concurrency)
    except Exception as error:
        return dict.fromkeys(image_ids, surprise(error))


def surprise(error: Exception) -> ApiError:
    """What stopped a read when nobody foresaw it."""
    return ApiError("bad_response", f"The answer could not be understood ({type(error).__name__}).")


def _refined(account: Account, reading: Reading) -> Reading:
    if account.refine is None:
        return reading
    try:
        return account.refine(reading)
    except Exception:  # it adds to what is known; without it the reading stands
        return reading


def _with_details(reading: Reading, record: dict[str, Any] | ApiError | None) -> Reading:
    if isinstance(record, dict):
        return replace(reading, image=record)
    if record is None or reading.error is not None:
        return reading
    return replace(reading, error=record)
