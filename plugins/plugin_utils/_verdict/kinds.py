# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The one table of the kinds of findings: what reports call each, and what the judgement does with it."""

from __future__ import annotations

from dataclasses import dataclass

from .model import FindingKind, Verdict


@dataclass(frozen=True)
class Kind:
    """One kind of finding.

    :param title: a few words, lower case, that can follow an image's name.
    :param meaning: what is the case.
    :param advice: what to do about it.
    :param waivable: whether a waiver may name it. Nothing that could not be seen is waivable.
    :param verdict: what it usually makes of an entry; a check may say otherwise where the cloud does not say enough.
    :param compared: expected and found tell more than the message alone.
    """

    title: str
    meaning: str
    advice: str
    waivable: bool = True
    verdict: Verdict = "violation"
    compared: bool = False


KINDS: dict[FindingKind, Kind] = {
    "unexpected_member": Kind(
        "unexpected member",
        "The image is shared with a member that its expectation does not name.",
        "Remove the member from the image in the cloud, or add it to the image's expected members.",
        compared=True,
    ),
    "missing_member": Kind(
        "missing member",
        "A member that should have the image does not.",
        "Share the image with the member in the cloud, or take the member out of the expectation.",
        compared=True,
    ),
    "wrong_status": Kind(
        "wrong status",
        "A member's status is not the expected one, or the cloud does not say it.",
        "Let the member accept or reject the invitation, or correct the expected status.",
        compared=True,
    ),
    "wrong_member_type": Kind(
        "wrong member type",
        "A member is of another type (account, project, domain, organization) than expected, "
        "or the cloud does not say which.",
        "Check whom the image is shared with, or correct the expected type.",
        compared=True,
    ),
    "stale_invitation": Kind(
        "stale invitation",
        "An invitation has been pending for longer than allowed. A pending member may still boot the image.",
        "Withdraw the invitation, let the member answer it, or allow more days in max_pending_days.",
        compared=True,
    ),
    "open_visibility": Kind(
        "open visibility",
        "The image's visibility lets more people use it than its member list says.",
        "Make the image private or shared in the cloud, or allow its visibility in the expectation.",
        compared=True,
    ),
    "unmanaged_image": Kind(
        "unmanaged image",
        "The account owns an image that is shared or public and in no inventory.",
        "Add the image to the inventory with the members it should have, or stop sharing it.",
    ),
    "image_not_found": Kind(
        "image not found",
        "The cloud knows no such image, has deleted it, or does not show it to this caller.",
        "Check the image id, connection and region; take a deleted image out of the inventory.",
    ),
    "selection_count": Kind(
        "wrong number of images",
        "A selection matches fewer or more images of the connection than its count allows.",
        "Build or delete images, or correct the selection or its count.",
    ),
    "ambiguous_selection": Kind(
        "ambiguous selection",
        "Two selections match one image, so two expectations compete.",
        "Make the selections exclude each other, or give the image an entry of its own.",
    ),
    "different_content": Kind(
        "different content",
        "Images that should hold the same content have different hashes, or the cloud does not give all of them.",
        "Build the images from one source, or drop same_content from the selection.",
    ),
    "unexpected_owner": Kind(
        "unexpected owner",
        "An account that the inventory does not allow shares an image with this account.",
        "Reject the image and do not boot it, or allow its owner under incoming.",
    ),
    "unexpected_name": Kind(
        "unexpected name",
        "An allowed owner shares an image whose name the inventory does not allow.",
        "Ask the owner what the image is for and reject it, or allow its name under incoming.",
    ),
    "views_differ": Kind(
        "views differ",
        "What the image's owner sees and what its member sees do not agree.",
        "Run again; if they still differ, ask the cloud which of the two is right.",
    ),
    "unreadable": Kind(
        "could not be read",
        "Members or images could not be read, so nothing is known about them.",
        "See what the cloud answered: often a permission is missing, or the service was not available.",
        waivable=False,
        verdict="unknown",
    ),
    "incomplete_list": Kind(
        "incomplete list",
        "A list was read, but nothing proves that it has ended.",
        "Run again; if nothing changes, the service does not page as documented.",
        waivable=False,
        verdict="unknown",
    ),
    "partial_view": Kind(
        "partial view",
        "The caller is not proven to own the image, so it may see only its own entry in the member list.",
        "Read with credentials of the account or project that owns the image, and that the cloud can name.",
        waivable=False,
        verdict="unknown",
    ),
    "expired_waiver": Kind(
        "expired waiver",
        "A waiver's last day has passed.",
        "Fix what it waived and delete the waiver, or agree on a new date.",
        waivable=False,
    ),
}
