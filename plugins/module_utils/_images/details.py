# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The records of many images: from the image list as long as its pages pay, else one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .._errors import ApiError, surprise
from .._ids import same_id
from .._model import ImageDetails
from .._providers.base import Account
from .pages import Page, follow
from .workers import Workers


def read_details(account: Account, wanted: Sequence[str], workers: Workers) -> dict[str, ImageDetails | ApiError]:
    """The record of each wanted image, or what stopped it, in the wanted order.

    One image takes one request. For more, pages are read as long as they pay: every page must have found an image
    that a single read would have cost, but for one page in ten images (at least one) that may find none. So the whole
    never costs more than a tenth (or one request) above single reads. A refused list hides nothing, the single reads
    follow; only refused credentials end it, as asking on would lock the key.
    """
    found: dict[str, ImageDetails | ApiError] = {}
    if len(wanted) > 1:
        try:
            found.update(_listed(account, {same_id(image_id): image_id for image_id in wanted}))
        except ApiError as error:
            if error.kind == "unauthorized":
                return dict.fromkeys(wanted, error)
    missing = [image_id for image_id in dict.fromkeys(wanted) if image_id not in found]
    found.update(_read_singly(account, missing, workers))
    return {image_id: found[image_id] for image_id in wanted}


def _pages(account: Account) -> Iterator[Page]:
    for turn in account.lists:
        yield from follow(turn, "The image list")


def _listed(account: Account, wanted: Mapping[str, str]) -> dict[str, ImageDetails]:
    """Of two rows for one image that differ neither counts: it is read by itself.

    :param wanted: ids as `same_id` gives them, to the ids that were asked for.
    """
    found: dict[str, ImageDetails] = {}
    torn: set[str] = set()
    allowed_in_vain = max(1, len(wanted) // 10)
    try:
        for number, page in enumerate(_pages(account), 1):
            for image in map(account.listed, page.rows):
                key = same_id(image.image_id)
                if key in wanted and found.setdefault(wanted[key], image.details) != image.details:
                    torn.add(wanted[key])
            if len(found) == len(wanted) or number >= len(found) + allowed_in_vain:
                break
    except ApiError as error:
        if error.kind == "unauthorized":
            raise
    except Exception:  # a list that nobody understands hides nothing either
        return {}
    return {image_id: details for image_id, details in found.items() if image_id not in torn}


def _read_singly(account: Account, missing: Sequence[str], workers: Workers) -> dict[str, ImageDetails | ApiError]:
    def outcome(image_id: str) -> ImageDetails | ApiError:
        try:
            return account.details(image_id)
        except ApiError as error:
            return error
        except Exception as error:
            return surprise(error)

    if not missing:
        return {}
    first, rest = missing[0], missing[1:]
    outcomes = {first: outcome(first)}
    refused = outcomes[first]
    if isinstance(refused, ApiError) and refused.kind == "unauthorized":
        return dict.fromkeys(missing, refused)
    outcomes.update(zip(rest, workers.map(outcome, rest), strict=True))
    return outcomes
