# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The images that an account owns: one list, read to its end, for discovery, names and records alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .._errors import ApiError, surprise
from .._ids import same_id, same_owner
from .._model import ImageDetails
from .._providers.base import Account, ListedImage, Proof
from .pages import MAX_ROWS, follow


@dataclass
class OwnImages:
    """All that the account's image lists gave, images of others among them.

    :param images: by id, as `same_id` gives it. A row that comes twice in one list may stand for one that was left out,
        and rows of one id that differ prove nothing: then the list is not complete.
    :param torn: the ids of images that two rows describe in different ways.
    :param complete: None where nothing could be listed, False where the end is not proven.
    """

    images: dict[str, ListedImage] = field(default_factory=dict)
    complete: bool | None = None
    error: ApiError | None = None
    torn: set[str] = field(default_factory=set)

    def record(self, image_id: str) -> ImageDetails | None:
        """What the list says of an image; None where it does not have it, or contradicts itself."""
        key = same_id(image_id)
        return self.images[key].details if key in self.images and key not in self.torn else None

    def candidates(self, proof: Proof) -> list[ListedImage]:
        """Those that are the caller's, or may be: an unproven account's by the id that is written down."""
        return [image for image in self.images.values() if _may_own(image, proof)]


def _may_own(image: ListedImage, proof: Proof) -> bool:
    owner = image.details["owner_id"]
    if image.details["caller_is_owner"] is False:
        return False
    return owner is None or proof.id is None or same_owner(owner, proof.id) is not False


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
                    key = same_id(image.image_id)
                    if found.images.setdefault(key, image) != image:
                        found.torn.add(key)
                    complete = complete and key not in seen
                    seen.add(key)
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
        found.complete = complete and not found.torn
    return found
