# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What refusals mean: the records of images say more where Glance refuses their member lists.

Source: https://docs.openstack.org/api-ref/image/v2/ ("Image visibility", "API versions"): members exist for shared
images only, since version 2.5 of the API.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..._errors import ApiError
from ..._images.pages import Ask, Row
from ..._images.reading import Reading
from ..._model import ImageDetails, Visibility, known_visibility
from ..base import Proof, with_owner

_WHO_SEES: dict[Visibility, str] = {
    "public": "everyone can boot it",
    "community": "everyone who knows its id can boot it",
    "private": "the refused list does not prove that it has none",
    "shared": "the role reader in the owner's project, and a policy that allows get_members, are needed",
}


def since_2_5(ask: Ask) -> bool:
    """Whether the image service has version 2.5 of its API; False when unsure. Asked for without credentials."""
    try:
        versions = ask("/versions", ()).get("versions")
    except ApiError:
        return False
    ids = [str(one.get("id")) for one in versions if isinstance(one, dict)] if isinstance(versions, list) else []
    minors = [int(found[1]) for found in (re.fullmatch(r"v2\.(\d{1,4})", one) for one in ids) if found]
    return max(minors, default=0) >= 5


class RefusedLists:
    """Turns a refused list (403) into what the image's own record says about it.

    :param details: reads one image's record.
    :param is_since_2_5: whether the service has version 2.5 of the API, by which private images have no members.
    :param may_be_shared: whether a private image may have members all the same, as on Huawei's clouds.
    """

    def __init__(
        self,
        details: Callable[[str], ImageDetails],
        proof: Callable[[], Proof],
        is_since_2_5: Callable[[], bool],
        may_be_shared: Callable[[str], bool],
    ) -> None:
        self._details = details
        self._proof = proof
        self._is_since_2_5 = is_since_2_5
        self._may_be_shared = may_be_shared

    def refine(self, reading: Reading) -> Reading:
        """A private image of the caller has no members on upstream Glance; of others the reason is said."""
        error = reading.error
        if error is None or error.kind != "forbidden" or reading.state == "read":
            return reading
        if reading.complete is not None:  # a page was given before, so that there is a list
            return reading
        record = reading.image or self._record(reading.image_id)
        visibility = known_visibility(record["visibility"]) if record else None
        if record is None or visibility is None:
            return reading
        if visibility == "private" and record["caller_is_owner"] and self._has_no_members(reading.image_id):
            return replace(reading, state="read", complete=True, members=[], error=None)
        words = f"Members are listed for shared images. This one is {visibility}: {_WHO_SEES[visibility]}."
        return replace(reading, error=reworded(error, f"{words} The cloud says: {error.message}"))

    def _record(self, image_id: str) -> ImageDetails | None:
        try:
            return with_owner(self._details(image_id), self._proof())
        except ApiError:
            return None

    def _has_no_members(self, image_id: str) -> bool:
        return not self._may_be_shared(image_id) and self._is_since_2_5()


def explained(ask: Ask, why: str | None) -> Ask:
    """The same, but that refusals begin with what explains all of them, where there is such a thing."""
    if why is None:
        return ask

    def asked(path: str, query: Sequence[tuple[str, str]]) -> Row:
        try:
            return ask(path, query)
        except ApiError as error:
            if error.http_status in (401, 403, 404):
                raise reworded(error, f"{why} {error.message}") from None
            raise

    return asked


def reworded(error: ApiError, message: str) -> ApiError:
    """The same error in other words."""
    return ApiError(
        error.kind,
        message,
        http_status=error.http_status,
        code=error.code,
        request_id=error.request_id,
        attempts=error.attempts,
    )
