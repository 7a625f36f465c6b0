# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The kinds of findings in the words of people: the rules of the SARIF report and the titles of all others."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of finding."""

    title: str  # a few words, lower case, that can follow an image's name
    means: str  # what is the case
    advice: str  # what to do about it


KINDS = {
    "unexpected_member": Kind(
        "unexpected member",
        "The image is shared with a member that its expectation does not name.",
        "Remove the member from the image in the cloud, or add it to the image's expected members.",
    ),
    "missing_member": Kind(
        "missing member",
        "A member that should have the image does not.",
        "Share the image with the member in the cloud, or take the member out of the expectation.",
    ),
    "wrong_status": Kind(
        "wrong status",
        "A member has the image in another status than expected, or the cloud does not say which.",
        "Let the member accept or reject the invitation, or correct the expected status.",
    ),
    "wrong_member_type": Kind(
        "wrong member type",
        "A member is of another type (account, project, domain, organization) than expected, "
        "or the cloud does not say which.",
        "Check whom the image is shared with, or correct the expected type.",
    ),
    "stale_invitation": Kind(
        "stale invitation",
        "An invitation has been pending for longer than the image allows. A pending member may still boot the image.",
        "Withdraw the invitation, let the member answer it, or allow more days in max_pending_days.",
    ),
    "open_visibility": Kind(
        "open visibility",
        "The image's visibility lets more people use it than its member list says.",
        "Make the image private or shared in the cloud, or allow its visibility in the expectation.",
    ),
    "unmanaged_image": Kind(
        "unmanaged image",
        "The account owns an image that is shared or public and in no inventory.",
        "Add the image to the inventory with the members it should have, or stop sharing it.",
    ),
    "image_not_found": Kind(
        "image not found",
        "The cloud knows no such image, or does not show it to this caller.",
        "Check the image id, connection and region; take a deleted image out of the inventory.",
    ),
    "unreadable": Kind(
        "could not be read",
        "The image's members could not be read, so nothing is known about them.",
        "See what the cloud answered: often a permission is missing, or the service was not available.",
    ),
    "incomplete_list": Kind(
        "incomplete list",
        "Members were read, but nothing proves that the list has ended.",
        "Run again; if it stays so, the service does not page as documented.",
    ),
    "partial_view": Kind(
        "partial view",
        "The caller is not known to own the image, so it may see only its own entry in the member list.",
        "Read the image with credentials of the account or project that owns it.",
    ),
    "expired_waiver": Kind(
        "expired waiver",
        "A waiver's last day has passed.",
        "Solve what it waived and delete the waiver, or agree on a new date.",
    ),
}
