# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The documents that the modules return, and their makers: one shape each, whichever cloud a fact comes from."""

from __future__ import annotations

from typing import Literal, TypedDict, get_args

State = Literal["read", "not_found", "denied", "failed"]
ErrorKind = Literal[
    "unauthorized",
    "forbidden",
    "not_found",
    "bad_request",
    "unsupported_version",
    "throttled",
    "unavailable",
    "unreachable",
    "bad_response",
    "missing",  # of no module: the judgement says it where a run has no result
]
MemberType = Literal["account", "project", "domain", "organization"]
MemberStatus = Literal["pending", "accepted", "rejected"]
PENDING: MemberStatus = "pending"
Visibility = Literal["private", "shared", "public", "community"]
VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
ProvenBy = Literal["access_key", "private_image", "token", "signature", "operator"]
"""Whose word says whose credentials asked: SCP's key list, a private image of the caller, a token, or the signed
project; "operator" where only trust_account_id vouches."""


class Member(TypedDict):
    """One member of an image. What a cloud does not say is None; times are RFC 3339 in UTC."""

    member_id: str
    member_type: str | None
    status: str | None
    created_at: str | None
    updated_at: str | None
    image_id: str
    urn: str | None
    schema: str | None


DELETED = ("deleted", "pending_delete")
"""The words of records for an image that is gone, in lower case."""


class ImageDetails(TypedDict):
    """An image's own record. ``caller_is_owner`` is None where nobody can tell, and true for a proven account only."""

    name: str | None
    visibility: str | None
    owner_id: str | None
    status: str | None
    caller_is_owner: bool | None


class Attributes(TypedDict):
    """What only a list of images says: for selections. None where the cloud does not say.

    ``content_hash`` is "algorithm:value"; ``created_at`` is RFC 3339 in UTC.
    """

    created_at: str | None
    tags: list[str] | None
    content_hash: str | None
    hidden: bool | None


class ErrorInfo(TypedDict):
    """Why something is not known: ``message`` says it in words, and what to do next."""

    kind: ErrorKind
    http_status: int | None
    code: str | None
    message: str
    request_id: str | None
    attempts: int


class ImageResult(TypedDict):
    """What is known of one image. ``members`` is None unless the list was read: no evidence never looks like some.

    ``complete``: followed to its proven end; False where the end is not proven, None where nothing was read.
    """

    image_id: str
    state: State
    complete: bool | None
    members: list[Member] | None
    member_count: int | None
    image: ImageDetails | None
    error: ErrorInfo | None


class DiscoveredImage(ImageResult):
    """An image that the account owns and nobody asked for by id."""

    attributes: Attributes


class Discovered(TypedDict):
    """The account's own images. ``images`` is None where nothing could be listed, ``complete`` as for members."""

    complete: bool | None
    error: ErrorInfo | None
    images: list[DiscoveredImage] | None


class IncomingImage(TypedDict):
    """An image that another account shares with the caller. ``status`` is the caller's own answer to it."""

    image_id: str
    name: str | None
    owner_id: str | None
    owner_name: str | None
    status: str | None
    created_at: str | None
    visibility: str | None


class Incoming(TypedDict):
    """What others share with the caller. ``not_listed``: statuses of invitations that the cloud cannot list."""

    complete: bool | None
    error: ErrorInfo | None
    not_listed: list[str]
    images: list[IncomingImage] | None


class AccountProof(TypedDict):
    """Whose credentials asked. ``proven_by`` None: the id is only written down."""

    id: str | None
    proven_by: ProvenBy | None


class Summary(TypedDict):
    """What a task did. ``credentials_from`` is "options", "environment" or a file's path."""

    requested: int
    read: int
    failed: int
    members: int
    requests: int
    retries: int
    credentials_from: str | None
    account: AccountProof


class Place(TypedDict):
    """Where a task looked: ``endpoint`` is the image service's base URL.

    ``account_note``: why the account is not proven and what to do, None where it is.
    """

    endpoint: str | None
    region: str | None
    account_note: str | None


class Names(TypedDict):
    """What became of ``image_names``: the list of own images, and the patterns that none of them has."""

    complete: bool | None
    error: ErrorInfo | None
    unmatched: list[str]


class ModuleResult(TypedDict, total=False):
    """The result of an info module; ``discovered`` and ``incoming`` only where they were asked for; so is ``names``."""

    images: list[ImageResult]
    summary: Summary
    place: Place
    discovered: Discovered
    names: Names
    incoming: Incoming


def make_member(
    *,
    member_id: str,
    image_id: str,
    member_type: object = None,
    status: object = None,
    created_at: object = None,
    updated_at: object = None,
    urn: object = None,
    schema: object = None,
) -> Member:
    """A member from a cloud's words: null and '' become None, anything else text."""
    return {
        "member_id": member_id,
        "member_type": stated(member_type),
        "status": stated(status),
        "created_at": stated(created_at),
        "updated_at": stated(updated_at),
        "image_id": image_id,
        "urn": stated(urn),
        "schema": stated(schema),
    }


def make_details(
    *,
    name: object = None,
    visibility: object = None,
    owner_id: object = None,
    status: object = None,
    caller_is_owner: bool | None = None,
) -> ImageDetails:
    """An image's record from a cloud's words: null and '' become None, anything else text.

    But for an owner that can be no id: taken for somebody's, it would make an own image a stranger's.
    """
    return {
        "name": stated(name),
        "visibility": stated(visibility),
        "owner_id": stated(owner_id or None)
        if isinstance(owner_id, (str, int)) and not isinstance(owner_id, bool)
        else None,
        "status": stated(status),
        "caller_is_owner": caller_is_owner,
    }


def known_visibility(said: str | None) -> Visibility | None:
    """The visibility that a cloud's word stands for; None for any other word."""
    return next((one for one in VISIBILITIES if one == said), None)


def stated(value: object) -> str | None:
    """What a cloud says as text; None where it says nothing (null, '')."""
    return None if value is None or value == "" else str(value)
