# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What a provider is: its options, and how to open an account on its cloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .._errors import ErrorDetail
    from .._http.client import Client
    from .._images.read import Reading


class ClientFactory(Protocol):
    """Makes a client for one endpoint: https, or http to loopback. All clients of a task share pace and retries."""

    def __call__(
        self,
        endpoint: str,
        *,
        auth: Callable[[Any], Any] | None = None,
        headers: Mapping[str, str] | None = None,
        parse_error: Callable[[int, Mapping[str, str], object], ErrorDetail] | None = None,
        verify: bool | str | None = None,
        cert: str | tuple[str, str] | None = None,
    ) -> Client: ...


@dataclass(frozen=True)
class Context:
    """What a provider may use while it opens an account.

    ``options`` are the module's parameters; None and '' both mean unset. ``hide`` registers a secret value that must
    never be printed; every secret that does not come from a no_log option goes through it. ``reveal`` takes back a
    plain value that came in a no_log option, where it would be masked in every result.
    """

    options: Mapping[str, Any]
    environ: Mapping[str, str]
    home: Path
    new_client: ClientFactory
    no_log_add: Callable[[str], None]
    warn: Callable[[str], None]
    no_log_discard: Callable[[str], None] = lambda value: None


@dataclass(frozen=True)
class MemberCall:
    """How one cloud lists the members of an image.

    ``page_size`` is the limit that we ask for, None where the API has no paging; ``default_size`` is what the cloud
    would answer if it ignored the limit: a list of just that length proves nothing either.
    """

    path: Callable[[str], str]
    member: Callable[[Mapping[str, Any], str], dict[str, Any]]
    page_size: int | None = None
    default_size: int | None = None


@dataclass(frozen=True)
class DetailsCalls:
    """How one cloud gives image records ({name, visibility, owner_id, status, caller_is_owner}).

    ``page(marker)`` gives those of one page of the image list by image id, and the next marker or None; the first
    marker is None. ``one(image_id)`` gives a single one. Both raise ApiError.
    """

    page: Callable[[str | None], tuple[Mapping[str, dict[str, Any]], str | None]]
    one: Callable[[str], dict[str, Any]]


@dataclass(frozen=True)
class Account:
    """One opened account: all that is needed to read its images.

    ``credentials_from`` is "options", "environment" or the path of a file. ``own_id`` is the account or project whose
    images are ours. ``settle`` may turn a refused list into a proven one with facts of the image's record.
    """

    client: Client
    credentials_from: str
    own_id: str | None
    members: MemberCall
    records: DetailsCalls
    refine: Callable[[Reading], Reading] | None = None


@dataclass(frozen=True)
class Provider:
    """One cloud: its name in inventories, its own options (the common ones are added) and how to open an account."""

    name: str
    argument_spec: Mapping[str, Any]
    open: Callable[[Context], Account]
