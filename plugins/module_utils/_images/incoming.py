# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What other accounts share with the caller, in every state that the cloud lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from .._errors import ApiError, surprise
from .._ids import same_id
from .._model import PENDING, IncomingImage, MemberStatus
from .._providers.base import Account, IncomingList, Proof
from .members import MemberList
from .pages import follow

_ALL_STATES = 3  # pending, accepted, rejected
_NOT_FOR_US = (
    "The cloud lists the same images as pending, accepted and rejected at once. So it does for administrators, who see "
    "what is shared with anybody: ask as a user of the project who has no administrator's role."
)


@dataclass
class IncomingImages:
    """``images`` is None where no list could be read; ``complete`` is False where one ends unproven or failed.

    By id, as `same_id` gives it: ``images``; ``torn``, those that two rows describe in different ways; and
    ``statuses``, in whose lists each is.
    """

    images: dict[str, IncomingImage] | None = None
    complete: bool | None = None
    error: ApiError | None = None
    torn: set[str] = field(default_factory=set)
    statuses: dict[str, set[MemberStatus | None]] = field(default_factory=dict)


def read_incoming(account: Account) -> IncomingImages:
    """Every image in the lists of what is shared, the caller's own among them: `without_own` takes them away."""
    found = IncomingImages()
    complete = bool(account.incoming.lists)
    for one in account.incoming.lists:
        try:
            complete = _read(account, one, found) and complete
        except ApiError as error:
            found.error, complete = found.error or error, False
        except Exception as error:  # a row that nobody foresaw must not end the task
            found.error, complete = found.error or surprise(error), False
    found.complete = None if found.images is None else complete
    return found


def _read(account: Account, one: IncomingList, found: IncomingImages) -> bool:
    """Whether the list ended proven, and holds no image twice."""
    proven, twice = False, False
    seen: set[str] = set()
    for page in follow(one.turn, "The list of shared images"):
        found.images = found.images or {}
        for row in page.rows:
            image = account.incoming.image(row, one.status)
            key = same_id(image["image_id"])
            found.statuses.setdefault(key, set()).add(one.status)
            if found.images.setdefault(key, image) != image:
                found.torn.add(key)
            twice = twice or key in seen
            seen.add(key)
        proven = page.proven
    return proven and not twice


def without_own(found: IncomingImages, proof: Proof) -> None:
    """Take away what a proven account owns: a cloud lists that too, in every state. What is left must not be torn.

    What is left in every state at once says that the cloud shows more than what is shared with the account.
    """
    if found.images is None:
        return
    found.images = {key: image for key, image in found.images.items() if not proof.owns(image["owner_id"])}
    found.complete = found.complete and not found.torn & found.images.keys()
    if proof.id is not None and any(len(found.statuses[image_id]) >= _ALL_STATES for image_id in found.images):
        found.images, found.complete, found.error = None, None, ApiError("bad_response", _NOT_FOR_US)


def date_invitations(account: Account, found: IncomingImages, proof: Proof) -> None:
    """Give pending images the date of their invitation, where the caller's own member row has it: a request each."""
    for image in (found.images or {}).values():
        if image["status"] == PENDING and proof.id is not None:
            image["created_at"] = _invited_at(account, image["image_id"], proof.id)


def _invited_at(account: Account, image_id: str, own_id: str) -> str | None:
    rows = MemberList()
    try:
        rows.read(account, image_id)
    except Exception:  # the date stays unknown, and so does what depends on it
        return None
    dates = [row["created_at"] for row in rows.members if same_id(row["member_id"]) == same_id(own_id)]
    return dates[0] if len(dates) == 1 else None
