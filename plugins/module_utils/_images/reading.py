# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What is known of one image, while it is read."""

from __future__ import annotations

from dataclasses import dataclass

from .._errors import ApiError
from .._model import Attributes, DiscoveredImage, ImageDetails, ImageResult, Member, State


@dataclass(frozen=True)
class Reading:
    """What is known of one image. ``members`` is None unless its list was read: no evidence never looks like some.

    ``error`` with state read means that only the image's record could not be read.
    """

    image_id: str
    state: State
    complete: bool | None = None
    members: list[Member] | None = None
    image: ImageDetails | None = None
    error: ApiError | None = None

    @classmethod
    def refused(cls, image_id: str, error: ApiError, complete: bool | None = None) -> Reading:
        """An image whose members could not be read."""
        error.__traceback__ = None  # it would keep all that the failed call knew, for every image
        return cls(image_id, error.state, complete, error=error)

    def as_dict(self) -> ImageResult:
        """The image as modules return it."""
        return {
            "image_id": self.image_id,
            "state": self.state,
            "complete": self.complete,
            "members": self.members,
            "member_count": None if self.members is None else len(self.members),
            "image": self.image,
            "error": self.error.as_dict() if self.error else None,
        }

    def discovered(self, attributes: Attributes) -> DiscoveredImage:
        """The image as modules return it under ``discovered``."""
        return {**self.as_dict(), "attributes": attributes}
