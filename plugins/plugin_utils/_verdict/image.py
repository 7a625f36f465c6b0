# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The judgement of one image. Each function gives the findings of one question; none changes anything."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from ...module_utils._model import DELETED, ImageDetails
from ...module_utils._text import number
from .._inventory.model import ExpectedImage
from .entry import DEMANDS_ALL, Case, case_of, demand_of, image_entry
from .findings import About
from .members import invitation_findings, member_findings
from .model import Entry, Finding
from .texts import NOT_SAID, expectation, member_list, shown, unread
from .view import ConnectionView


def judge_image(
    image: ExpectedImage, view: ConnectionView, today: datetime.date, *, selection: str | None = None
) -> Entry:
    """The entry of one expected image, before waivers.

    :param image: the expectation; where a selection chose the image, in the image's own name.
    :param selection: the name of that selection.
    """
    about = About(image["name"], image["connection"], image["image_id"], image["source"])
    case = case_of(view, about, demand_of(image), image["image_id"])
    return image_entry(case, _findings(case, today), "image", selection)


def _findings(case: Case, today: datetime.date) -> Iterator[Finding]:
    state = case.reading["state"]
    if state == "not_found" or is_deleted(case.reading["image"]):
        yield _absent(case)
        if case.view.witness.doubt is not None:
            yield _partial(case, case.reading["image"])
    elif state == "read":
        yield from list_findings(case)
        yield from member_findings(case)
        yield from invitation_findings(case, today)
        yield from record_findings(case)
    else:
        yield unread_finding(case)
        if case.reading["image"] is not None:
            yield from record_findings(case)


def is_deleted(details: ImageDetails | None) -> bool:
    """Whether the image's own record calls it deleted: then nobody can boot it, whatever its member list says."""
    return details is not None and (details["status"] or "").lower() in DELETED


def list_findings(case: Case) -> Iterator[Finding]:
    """A list counts only when it was read to its proven end."""
    if case.reading["complete"] is not True:
        found = case.found or []
        yield case.about.finding(
            "incomplete_list",
            f"the end of the member list is not proven: {number(len(found), 'member')} seen, more may follow",
            expected="a complete list",
            actual=member_list(found),
        )


def unread_finding(case: Case) -> Finding:
    """The list could not be read: nothing is known of the members."""
    return case.about.finding(
        "unreadable",
        f"could not be read: {unread(case.reading['error'])}",
        expected=expectation(case.demand.match, case.demand.members),
        actual="not read",
    )


def _absent(case: Case) -> Finding:
    demand, details = case.demand, case.reading["image"]
    expected = bool(demand.match in DEMANDS_ALL and demand.members)
    what, actual = "image not found", "image not found"
    if details is not None and is_deleted(details):
        actual = f"status {shown(details['status'] or '')}"
        what = f"the image is deleted ({actual})"
    elif not expected:
        what += ": it may not exist, or may be invisible to these credentials"
    return case.about.finding(
        "image_not_found",
        f"{what}, though it should be shared" if expected else what,
        verdict="violation" if expected else "unknown",
        expected=expectation(demand.match, demand.members),
        actual=actual,
    )


def record_findings(case: Case) -> Iterator[Finding]:
    """Visibility and ownership: a member list alone does not say who can boot an image."""
    details = case.reading["image"]
    if details is None:
        message = f"the image's own record could not be read: {unread(case.reading['error'])}"
        yield case.about.finding("unreadable", message, expected="visibility and owner", actual="not read")
        return
    yield from visibility_findings(case.about, details["visibility"], case.demand.visibility)
    if not case.owned:
        yield _partial(case, details)


def visibility_findings(about: About, visibility: str | None, allowed: Sequence[str]) -> Iterator[Finding]:
    """A visibility that is not allowed; so is a word that no cloud's documents know."""
    wanted = " or ".join(allowed)
    if visibility is None:
        message = f"the cloud does not say the image's visibility, expected {wanted}"
        yield about.finding("unreadable", message, expected=wanted, actual=NOT_SAID)
    elif visibility not in allowed:
        message = f"visibility is {shown(visibility)}, expected {wanted}"
        yield about.finding("open_visibility", message, expected=wanted, actual=shown(visibility))


def _partial(case: Case, details: ImageDetails | None) -> Finding:
    owner, witness = details and details["owner_id"], case.view.witness
    if witness.doubt is not None:
        message = witness.doubt
    elif owner is None and (details is None or details["caller_is_owner"] is not False):
        message = "the cloud does not say who owns the image, so the caller may see only its own entry"
    else:
        message = "the caller does not own the image, so it may see only its own entry"
    return case.about.finding(
        "partial_view",
        message,
        expected="read by the owner",
        actual=f"owner {shown(owner)}" if owner else "owner not known",
    )
