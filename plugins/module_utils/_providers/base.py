# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What a provider is: its options, and how to open an account on its cloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .._ids import same_id, same_owner
from .._images.pages import Row, Turn
from .._images.reading import Reading
from .._model import Attributes, ImageDetails, IncomingImage, Member, MemberStatus, ProvenBy
from .._options import ArgumentSpec, Options

if TYPE_CHECKING:
    from .._http.auth import Auth
    from .._http.client import Client
    from .._http.response import ErrorParser


class ClientFactory(Protocol):
    """Makes a client for one endpoint: https, or http to loopback. All clients of a task share rate and retries."""

    def __call__(
        self,
        endpoint: str,
        *,
        service: str = ...,
        auth: Auth | None = None,
        headers: Mapping[str, str] | None = None,
        parse_error: ErrorParser = ...,
        verify: bool | str | None = None,
        cert: str | tuple[str, str] | None = None,
    ) -> Client: ...


@dataclass(frozen=True)
class Context:
    """What a provider may use while it opens an account.

    ``options`` are the module's parameters; None and '' both mean unset. ``no_log_add`` registers a secret value that
    must never be printed; every secret that does not come from a no_log option goes through it. ``no_log_discard``
    takes back a plain value that came in a no_log option, where it would be masked in every result.
    ``folder`` is where relative names of files in variables begin. ``trust_current_folder``: whether a configuration in
    the current folder counts that nobody named. Not where the folder is a repository's, whose files others may change.
    """

    options: Options
    environ: Mapping[str, str]
    home: Path
    new_client: ClientFactory
    no_log_add: Callable[[str], None]
    warn: Callable[[str], None]
    no_log_discard: Callable[[str], None] = lambda value: None
    folder: Path = Path()
    trust_current_folder: bool = True


@dataclass(frozen=True)
class Proof:
    """Whose credentials asked, by whose word. ``note``: why it is not proven and what to do, None where it is."""

    id: str | None = None
    proven_by: ProvenBy | None = None
    note: str | None = None

    def owns(self, owner_id: str | None) -> bool | None:
        """Whether the caller is this owner; None where either is not known for sure."""
        if self.proven_by is None or self.id is None or owner_id is None:
            return None
        return same_owner(owner_id, self.id)


def with_owner(details: ImageDetails, proof: Proof) -> ImageDetails:
    """The record with ``caller_is_owner``: true or false for a proven account only.

    What a provider knows to be nobody's among its customers stays false.
    """
    if details["caller_is_owner"] is False:
        return details
    return {**details, "caller_is_owner": proof.owns(details["owner_id"])}


def reconciled(stated: str | None, proven: Proof, what: str) -> Proof:
    """The proof, unless somebody wrote down another account: then nothing is proven.

    :param what: names what was written down, such as "account_id (from environment)".
    """
    if proven.proven_by is None:
        return Proof(proven.id or stated, None, proven.note)
    if stated and (proven.id is None or same_id(proven.id) != same_id(stated)):
        said = f"{what} says {stated}, but the credentials belong to {proven.id}: correct one of them."
        return Proof(stated, None, said)
    return proven


@dataclass(frozen=True)
class ListedImage:
    """One row of an image list."""

    image_id: str
    details: ImageDetails
    attributes: Attributes


@dataclass(frozen=True)
class IncomingList:
    """One list of images that others share with the caller, and the status that its rows have."""

    turn: Turn
    status: MemberStatus | None


@dataclass(frozen=True)
class IncomingCalls:
    """How one cloud lists what others share with the caller.

    ``not_listed``: statuses of invitations that no list has.
    """

    lists: Sequence[IncomingList]
    image: Callable[[Row, MemberStatus | None], IncomingImage]
    not_listed: Sequence[MemberStatus] = ()


@dataclass(frozen=True)
class Account:
    """One opened account: all that is needed to read its images. Whatever it calls raises ApiError.

    :param credentials_from: "options", "environment" or the path of a file.
    :param endpoint: the image service's base URL.
    :param region: None where none was given.
    :param members: an image's id to the turns of its member list.
    :param member: a row of that list and the image's id to a member.
    :param lists: the lists that together hold every image that the account owns; other images may be among them.
    :param listed: a row of those to an image.
    :param details: an image's id to its own record.
    :param proof: asks the cloud whose credentials these are; it is called once, after the first good answer.
    :param refine: may turn a refused member list into a proven one with facts of the image's record.
    """

    credentials_from: str
    endpoint: str
    region: str | None
    members: Callable[[str], Turn]
    member: Callable[[Row, str], Member]
    lists: Sequence[Turn]
    listed: Callable[[Row], ListedImage]
    details: Callable[[str], ImageDetails]
    proof: Callable[[], Proof]
    incoming: IncomingCalls = field(default_factory=lambda: IncomingCalls((), _no_incoming))
    refine: Callable[[Reading], Reading] | None = None


def _no_incoming(row: Row, status: MemberStatus | None) -> IncomingImage:
    raise NotImplementedError


@dataclass(frozen=True)
class Provider:
    """One cloud: its own options (the common ones are added), and how to open an account on it."""

    argument_spec: ArgumentSpec
    open: Callable[[Context], Account]
