# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What others share with a connection's account, held against who may."""

from __future__ import annotations

import datetime
import fnmatch
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...module_utils._ids import same_id
from ...module_utils._model import IncomingImage
from ...module_utils._text import joined, listed, number
from .._inventory.model import IncomingRule, IncomingSource, Inventory
from .both_ends import differing_views
from .entry import JudgedList, list_entry
from .findings import About
from .members import pending_too_long
from .model import Entry, Finding
from .texts import NOT_SAID, member_name, shown, unread
from .view import ConnectionView

_NAMED = 10


def judge_incoming(inventory: Inventory, views: Mapping[str, ConnectionView], today: datetime.date) -> Iterator[Entry]:
    """An entry for the list of each connection that the inventory speaks of."""
    ruled = [views[rule["connection"]] for rule in inventory["incoming"]]
    for rule in inventory["incoming"]:
        view = views[rule["connection"]]
        about = About(f"images shared with {view.name}", view.name, None, rule["source"])
        listing, doubts = view.incoming, list(_list_findings(view, about))
        findings = [*doubts, *_image_findings(rule, view, about, today), *differing_views(view, about, ruled)]
        whole = f"complete list of {number(len(listing['images'] or []), 'image')} shared by others"
        judged = JudgedList(
            about,
            "incoming",
            listing,
            findings,
            rule=rule,
            listed=listing["images"],
            not_listed=listing["not_listed"],
            proof=None if doubts else whole,
        )
        yield list_entry(view, judged)


def _list_findings(view: ConnectionView, about: About) -> Iterator[Finding]:
    """Why the list does not prove what is shared with the account. Nothing where it does."""
    listing, doubt = view.incoming, view.witness.doubt
    if listing["images"] is None:
        message = f"the images that others share could not be listed: {unread(listing['error'])}"
        yield about.finding("unreadable", message, expected="a list of all shared images", actual="not read")
        return
    if listing["complete"] is not True:
        why = f": {unread(listing['error'])}" if listing["error"] else ""
        message = f"the end of the list of shared images is not proven, there may be more{why}"
        yield about.finding("incomplete_list", message, expected="a complete list", actual="a part")
    if doubt is not None:
        yield about.finding("partial_view", doubt, expected="listed by the account", actual="account not known")


@dataclass(frozen=True)
class _Shared:
    """One image that somebody shares with the account, and how findings speak of it."""

    image: IncomingImage
    about: About
    owner: str

    @property
    def name(self) -> str:
        image_id, name = self.image["image_id"], self.image["name"]
        return f"{shown(name)} ({shown(image_id)})" if name else shown(image_id)


def _image_findings(rule: IncomingRule, view: ConnectionView, about: About, today: datetime.date) -> Iterator[Finding]:
    sources = {same_id(source["owner"]["member_id"]): source for source in rule["from"]}
    own = view.witness.account_id
    for image in view.incoming["images"] or ():
        owner = image["owner_id"]
        if owner is not None and own is not None and same_id(owner) == same_id(own):
            continue
        principal = None if owner is None else view.principals.name(owner) or image["owner_name"]
        who = "somebody" if owner is None else member_name(owner, principal and shown(principal))
        one = _Shared(image, About(about.name, about.connection, image["image_id"], about.source), who)
        source = None if owner is None else sources.get(same_id(owner))
        if source is None:
            yield _owner_finding(one, rule, may_be_own=own is None)
        else:
            yield from _source_findings(one, source, today)


def _owner_finding(one: _Shared, rule: IncomingRule, *, may_be_own: bool) -> Finding:
    owners = [source["owner"]["principal"] or shown(source["owner"]["member_id"]) for source in rule["from"]]
    expected = f"shared by {listed(owners, _NAMED)}" if owners else "shared by nobody"
    if one.image["owner_id"] is None:
        message = f"the cloud does not say who shares image {one.name}"
        return one.about.finding("unexpected_owner", message, verdict="unknown", expected=expected, actual=NOT_SAID)
    doubt = ", unless the account itself owns it" if may_be_own else ""
    return one.about.finding(
        "unexpected_owner",
        f"image {one.name} is shared by {one.owner}, whom the inventory does not allow{doubt}",
        verdict="unknown" if may_be_own else "violation",
        member_id=one.image["owner_id"],
        expected=expected,
        actual=f"shared by {one.owner}",
    )


def _source_findings(one: _Shared, source: IncomingSource, today: datetime.date) -> Iterator[Finding]:
    owner_id = one.image["owner_id"]
    yield from _name_findings(one, source)
    status, allowed = one.image["status"], source["status"]
    if allowed is not None and status not in allowed:
        wanted = joined(allowed, "or")
        said = NOT_SAID if status is None else shown(status)
        what = f"the status of image {one.name}, shared by {one.owner}"
        yield one.about.finding(
            "wrong_status",
            f"the cloud does not say {what}, expected {wanted}"
            if status is None
            else f"{what}, is {said}, expected {wanted}",
            verdict="unknown" if status is None else "violation",
            member_id=owner_id,
            expected=wanted,
            actual=said,
        )
    limit = source["max_pending_days"]
    what = f"the invitation to image {one.name}, shared by {one.owner},"
    age = None if limit is None else pending_too_long(what, status, one.image["created_at"], limit, today)
    if limit is not None and age is not None:
        verdict, message, actual = age
        wanted = f"pending for at most {number(limit, 'day')}"
        yield one.about.finding(
            "stale_invitation", message, verdict=verdict, member_id=owner_id, expected=wanted, actual=actual
        )


def _name_findings(one: _Shared, source: IncomingSource) -> Iterator[Finding]:
    name, patterns = one.image["name"], source["names"]
    if patterns is None or (name is not None and any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)):
        return
    wanted = joined(patterns, "or")
    message = f"{one.owner} shares image {one.name}, expected the name {wanted}"
    yield one.about.finding(
        "unexpected_name",
        message if name is not None else f"the cloud does not say the name of image {one.name}, expected {wanted}",
        verdict="violation" if name is not None else "unknown",
        member_id=one.image["owner_id"],
        expected=wanted,
        actual=shown(name) if name is not None else NOT_SAID,
    )
