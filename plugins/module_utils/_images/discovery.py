# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The images that an account owns and nobody asked for, as far as they are, or may be, shared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from .._errors import ApiError
from .._model import ImageDetails
from .._providers.base import Account
from .members import MAX_PAGES
from .read import Reading, read_images, surprise

_CLOSED = ("private", "shared")


@dataclass(frozen=True)
class Discovery:
    """``listed`` counts the account's own images, the requested ones among them.

    ``complete`` is None when the list could not be read at all, False when its end was not reached. ``images`` are the
    readings of those that are not proven to be shared with nobody.
    """

    listed: int = 0
    complete: bool | None = None
    error: ApiError | None = None
    images: list[Reading] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "listed": self.listed,
            "complete": self.complete,
            "error": self.error.as_dict() if self.error else None,
            "images": [reading.as_dict() for reading in self.images],
        }


def discover(account: Account, requested: Collection[str], concurrency: int) -> Discovery:
    """List the account's own images, and read the members of those that were not requested."""
    own: dict[str, ImageDetails] = {}
    complete, error = _list_own_images(account, own)
    asked = frozenset(requested)
    others = {image_id: record for image_id, record in own.items() if image_id not in asked}
    readings = read_images(account, list(others), concurrency=concurrency, image_details=True, records=others)
    return Discovery(len(own), complete, error, [one for one in readings if not _is_proven_unshared(one)])


def _list_own_images(account: Account, own: dict[str, ImageDetails]) -> tuple[bool | None, ApiError | None]:
    """Adds each page to ``own``. An image whose owner the cloud does not say may be the account's, too."""
    complete: bool | None = None
    marker: str | None = None
    known: set[str] = set()
    for _page in range(MAX_PAGES):
        try:
            page, marker = account.records.page(marker)
        except ApiError as error:
            return complete, error
        except Exception as error:
            return complete, surprise(error)
        if page and page.keys() <= known:
            break
        known.update(page)
        own.update({image_id: record for image_id, record in page.items() if record["caller_is_owner"] is not False})
        if marker is None:
            return True, None
        complete = False
    return complete, ApiError(
        "bad_response", "The image list does not end: a page brought nothing new.", http_status=200
    )


def _is_proven_unshared(reading: Reading) -> bool:
    record = reading.image
    return (
        record is not None
        and record["caller_is_owner"] is True
        and record["visibility"] in _CLOSED
        and reading.error is None
        and reading.complete is True
        and reading.members == []
    )
