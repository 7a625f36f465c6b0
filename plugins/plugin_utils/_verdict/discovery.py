# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Images that an account owns and no inventory names: shared or public ones are violations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ...module_utils._ids import same_id
from ...module_utils._model import DiscoveredImage, Visibility
from ...module_utils._text import number
from .entry import UNMANAGED, Case, JudgedList, candidate, case_of, image_entry, list_entry
from .findings import About
from .image import is_deleted, list_findings, unread_finding, visibility_findings
from .model import Entry, Finding
from .texts import member_list, unread
from .view import ConnectionView

_OPEN: tuple[Visibility, ...] = ("public", "community")
_CLOSED: tuple[Visibility, ...] = ("private", "shared")


def unmanaged_images(views: Iterable[ConnectionView], known: Collection[tuple[str, str]]) -> Iterator[Entry]:
    """An entry for each image that no inventory names and that is, or may be, shared; and for each list that failed.

    :param known: connection and id (as `same_id` gives it) of all images that an expectation judges.
    """
    for view in views:
        doubts = list(own_list_findings(view, _about(view)))
        if doubts:
            yield _list_entry(view, doubts)
        for image in view.discovered["images"] or ():
            if (view.name, same_id(image["image_id"])) not in known and is_owned(view, image):
                yield from _unmanaged(view, image)


def image_lists(views: Iterable[ConnectionView]) -> Iterator[Entry]:
    """An entry for each proven list: what a run has judged whose inventory names nothing but connections.

    An account without any image proves nothing there: it may be the wrong one.
    """
    for view in views:
        if not any(own_list_findings(view, _about(view))):
            owned = [image for image in view.discovered["images"] or () if is_owned(view, image)]
            message = f"the account of connection {view.name} owns no image: a check of nothing proves nothing"
            nothing = _about(view).finding(
                "image_not_found", message, verdict="unknown", expected="an image", actual="no image"
            )
            yield _list_entry(view, [] if owned else [nothing], f"complete list of {number(len(owned), 'own image')}")


def own_list_findings(
    view: ConnectionView, about: About, concerned: Iterable[DiscoveredImage] | None = None
) -> Iterator[Finding]:
    """Why the list of own images does not prove which images the account owns. Nothing where it does.

    :param concerned: the images whose owner matters; by default all.
    """
    listing = view.discovered
    if listing["images"] is None:
        message = f"its images could not be listed: {unread(listing['error'])}"
        yield about.finding("unreadable", message, expected="a list of all images", actual="not read")
        return
    if listing["complete"] is not True:
        message = "the end of its list of images is not proven: there may be more"
        yield about.finding("incomplete_list", message, expected="a complete list", actual="a part")
    doubt = view.witness.doubt
    if doubt is None and any(
        is_nobodys(view, image) for image in (listing["images"] if concerned is None else concerned)
    ):
        doubt = f"the cloud does not say who owns each image, so connection {view.name} may own more than is seen"
    if doubt is not None:
        yield about.finding("partial_view", doubt, expected="listed by the owner", actual="owner not known")


def is_owned(view: ConnectionView, image: DiscoveredImage) -> bool:
    """Whether an image of the list is the proven account's own."""
    return image["image"] is not None and view.witness.owns(image["image"])


def is_nobodys(view: ConnectionView, image: DiscoveredImage) -> bool:
    """Neither proven to be the account's nor said to be another's, or both at once: it may be the account's."""
    details, own = image["image"], view.witness.account_id
    if details is None or is_owned(view, image):
        return details is None
    is_own = own is not None and same_id(details["owner_id"] or "") == same_id(own)
    return is_own or details["caller_is_owner"] is not False


def _about(view: ConnectionView) -> About:
    return About(f"images of {view.name}", view.name, None, view.source)


def _list_entry(view: ConnectionView, findings: Sequence[Finding], proof: str | None = None) -> Entry:
    images = view.discovered["images"]
    listed = None if images is None else [candidate(image) for image in images if is_nobodys(view, image)]
    judged = JudgedList(_about(view), "image_list", view.discovered, findings, listed=listed, proof=proof)
    return list_entry(view, judged)


def _unmanaged(view: ConnectionView, image: DiscoveredImage) -> Iterator[Entry]:
    details = image["image"]
    about = About((details and details["name"]) or image["image_id"], view.name, image["image_id"], view.source)
    case = case_of(view, about, UNMANAGED, image["image_id"])
    findings = [] if is_deleted(details) else list(_unmanaged_findings(case, details and details["visibility"]))
    if findings:
        yield image_entry(case, findings, "unmanaged_image")


def _unmanaged_findings(case: Case, visibility: str | None) -> Iterator[Finding]:
    if visibility in _OPEN:
        yield _violation(case.about, f"in no inventory, and its visibility is {visibility}", visibility)
    elif case.found:
        members = member_list(case.found)
        yield _violation(case.about, f"in no inventory, and shared with {members}", members)
    elif case.found is None:
        yield unread_finding(case)
    else:
        yield from list_findings(case)
        yield from visibility_findings(case.about, visibility, _CLOSED)


def _violation(about: About, message: str, actual: str | None) -> Finding:
    return about.finding("unmanaged_image", message, expected="an entry in the inventory", actual=actual)
