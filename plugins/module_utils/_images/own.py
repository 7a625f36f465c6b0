# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The images that an account owns: one list, read to its end, for discovery, names and records alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .._errors import ApiError, surprise
from .._providers.base import Account, ListedImage, Proof
from .pages import MAX_ROWS, follow


@dataclass
class OwnImages:
    """All that the account's image lists gave, images of others among them.

    :param images: by id. A row that comes twice in one list may stand for one that was left out, and rows of one id
        that differ prove nothing: then the list is not complete.
    :param complete: None where nothing could be listed, False where the end is not proven.
    """

    images: dict[str, ListedImage] = field(default_factory=dict)
    complete: bool | None = None
    error: ApiError | None = None

    def candidates(self, proof: Proof) -> list[ListedImage]:
        """Those that are the caller's, or may be: an unproven account's by the id that is written down."""
        return [image for image in self.images.values() if _may_own(image, proof)]


def _may_own(image: ListedImage, proof: Proof) -> bool:
    owner = image.details["owner_id"]
    if image.details["caller_is_owner"] is False:
        return False
    return owner is None or proof.id is None or owner == proof.id


def list_images(account: Account, told: Callable[[], None] = lambda: None) -> OwnImages:
    """Read all of an account's image lists.

    :param told: called after each page.
    """
    found = OwnImages()
    complete = True
    try:
        for turn in account.lists:
            ended = False
            seen: set[str] = set()
            for page in follow(turn, "The image list"):
                for row in page.rows:
                    image = account.listed(row)
                    same = found.images.setdefault(image.image_id, image) == image
                    complete = complete and same and image.image_id not in seen
                    seen.add(image.image_id)
                found.complete = False
                ended = page.proven
                told()
            complete = complete and ended
    except ApiError as error:
        found.error = error
        if len(found.images) >= MAX_ROWS:  # who lists for ever names whatever comes to mind
            found.images, found.complete = {}, None
    except Exception as error:  # a row that nobody foresaw must not end the task
        found.error = surprise(error)
    else:
        found.complete = complete
    return found
