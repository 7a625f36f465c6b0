# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Both ends of a share: what the owner of an image lists, held against what its member sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...module_utils._ids import same_id
from ...module_utils._model import ImageResult, Member, MemberType
from .._inventory.model import Inventory
from .findings import About
from .model import Evidence, Finding
from .principals import Principals
from .texts import shown
from .view import ConnectionView, view

_OF_MANY: tuple[MemberType, ...] = ("domain", "organization")


def differing_views(member: ConnectionView, about: About, others: Sequence[ConnectionView]) -> Iterator[Finding]:
    """Images that one of the others shares with a connection's account and that it does not see, or the reverse.

    Only where both accounts are proven, at one place of one cloud, and where both ends were read. What cannot be in
    the list of the one, such as a status that the cloud leaves out, is not a difference.
    """
    for owner in others:
        if _are_both_ends(owner, member):
            yield from _unseen(member, owner, about)
            yield from _unlisted(member, owner, about)


def differing_ends(inventory: Inventory, evidence: Evidence) -> list[str]:
    """The connections of both ends wherever views differ: to be read once more, since a share may just have changed.

    :param inventory: what ``_inventory.load`` returned.
    :param evidence: what was read, by connection.
    """
    nobody = Principals({})
    names = [rule["connection"] for rule in inventory["incoming"]]
    if len(names) < 2:
        return []
    views = [view(name, inventory["connections"][name], evidence.get(name), nobody) for name in names]
    ends: set[str] = set()
    for one in views:
        for owner in views:
            if any(differing_views(one, About(one.name, one.name, None, None), [owner])):
                ends.update((one.name, owner.name))
    return sorted(ends)


def _are_both_ends(owner: ConnectionView, member: ConnectionView) -> bool:
    mine, theirs = owner.witness, member.witness
    return (
        owner.provider == member.provider
        and owner.place["endpoint"] is not None
        and owner.place["endpoint"] == member.place["endpoint"]
        and owner.place["region"] == member.place["region"]
        and mine.doubt is None
        and theirs.doubt is None
        and mine.account_id is not None
        and theirs.account_id is not None
        and same_id(mine.account_id) != same_id(theirs.account_id)
    )


def _unseen(member: ConnectionView, owner: ConnectionView, about: About) -> Iterator[Finding]:
    """What the owner lists and the member does not see. An end that is not proven is told elsewhere."""
    if member.incoming["images"] is None or member.incoming["complete"] is not True:
        return
    seen = {same_id(image["image_id"]) for image in member.incoming["images"]}
    for reading in owner.readings.values():
        details, row, image_id = reading["image"], _row_of(reading, member), reading["image_id"]
        is_owned = details is not None and owner.witness.owns(details)
        if row is None or not is_owned or same_id(image_id) in seen or _may_be_left_out(row["status"], member):
            continue
        status = "not given" if row["status"] is None else shown(row["status"])
        yield _difference(
            about,
            image_id,
            member,
            f"connection {owner.name} shares image {shown(image_id)} with connection {member.name} (status {status}), "
            "which does not see it",
            expected="the image in the list",
            actual="not in the list",
        )


def _unlisted(member: ConnectionView, owner: ConnectionView, about: About) -> Iterator[Finding]:
    """What the member sees and the owner does not list, as far as the owner's end was asked for."""
    for image in member.incoming["images"] or ():
        reading = owner.readings.get(same_id(image["image_id"]))
        theirs = image["owner_id"] is not None and same_id(image["owner_id"]) == same_id(owner.witness.account_id or "")
        if reading is None or not theirs or _reaches_through_another(reading, member):
            continue
        what = f"image {shown(image['image_id'])}, which connection {member.name} sees,"
        if reading["state"] == "read" and reading["complete"] is True:
            message = f"{what} has no such member over connection {owner.name}"
            yield _difference(
                about, image["image_id"], member, message, expected="a member of the image", actual="none"
            )
        else:
            message = f"it is not clear whether both ends agree: the members of {what} were not read over {owner.name}"
            yield _about_image(about, image["image_id"]).finding(
                "views_differ", message, verdict="unknown", expected="a member of the image", actual="not read"
            )


def _row_of(reading: ImageResult, member: ConnectionView) -> Member | None:
    own = same_id(member.witness.account_id or "")
    rows = reading["members"] if reading["state"] == "read" else None
    return next(
        (row for row in rows or () if same_id(row["member_id"]) == own and row["member_type"] not in _OF_MANY), None
    )


def _reaches_through_another(reading: ImageResult, member: ConnectionView) -> bool:
    """Whether the account is a member, or may belong to one that stands for many accounts."""
    rows = reading["members"] or ()
    return _row_of(reading, member) is not None or any(row["member_type"] in _OF_MANY for row in rows)


def _may_be_left_out(status: str | None, member: ConnectionView) -> bool:
    not_listed = member.incoming["not_listed"]
    return bool(not_listed) if status is None else status in not_listed


def _about_image(about: About, image_id: str) -> About:
    return About(about.name, about.connection, image_id, about.source)


def _difference(
    about: About, image_id: str, member: ConnectionView, message: str, *, expected: str, actual: str
) -> Finding:
    return _about_image(about, image_id).finding(
        "views_differ", message, member_id=member.witness.account_id, expected=expected, actual=actual
    )
