# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The loaded inventory, as everybody behind it takes it: checked, merged, every member an id."""

from __future__ import annotations

from typing import Literal, TypedDict

from ...module_utils._model import MemberStatus, MemberType, Visibility
from ...module_utils._options import Options

Match = Literal["exact", "at_least", "at_most", "private"]


class _Written(TypedDict, total=False):
    source: str


class Connection(_Written):
    """How one account, project or region is read. ``options`` are those of the provider's info module, by name.

    ``source`` is where it is written, "file:line"; missing where nobody said.
    """

    provider: str
    options: Options


class Principal(TypedDict):
    """Whom a name stands for. ``member_type`` is None where any will do."""

    member_id: str
    member_type: MemberType | None


class ExpectedMember(Principal):
    """A member that an image should have. None: any status; ``principal`` is None where the file gives an id."""

    status: MemberStatus | None
    principal: str | None


class Expectation(TypedDict):
    """What should hold for an image, or for each image of a selection.

    ``name`` is its label. ``max_pending_days`` None: any number. ``source`` is where it is written: "file:line".
    """

    name: str
    match: Match
    members: list[ExpectedMember]
    visibility: list[Visibility]
    max_pending_days: int | None
    source: str


class ExpectedImage(Expectation):
    """One image by its id. Hexadecimal ids and UUIDs are in lower case."""

    connection: str
    image_id: str


class Select(TypedDict):
    """Which images of an account are meant; each must fit all that is not None, and at least one is not.

    ``name`` is a shell pattern, ``name_regex`` a regular expression for the whole name, ``tags`` must all be there,
    ``newest`` is how many of the active images, by creation time, are taken.
    """

    name: str | None
    name_regex: str | None
    tags: list[str] | None
    status: str | None
    newest: int | None


class Count(TypedDict):
    """How many images a selection must find on each connection. ``max`` None: any number."""

    min: int
    max: int | None


class Selection(Expectation):
    """A rule for all images that ``select`` finds. ``connections`` are those in scope, at least one."""

    connections: list[str]
    select: Select
    count: Count
    same_content: bool


class Owner(TypedDict):
    """Who shares an image. ``principal`` is None where the file gives an id."""

    member_id: str
    principal: str | None


class IncomingSource(TypedDict):
    """One who may share images with a connection's account. None: any name, any status, any number of days."""

    owner: Owner
    names: list[str] | None
    status: list[MemberStatus] | None
    max_pending_days: int | None


# "from" is a word of Python, so this one cannot be a class.
IncomingRule = TypedDict("IncomingRule", {"connection": str, "from": list[IncomingSource], "source": str})


class Waiver(TypedDict):
    """A violation that is accepted through the day ``expires`` (YYYY-MM-DD, UTC).

    It names its image by ``name`` (the label of an image or a selection) or by ``connection`` and ``image_id``.
    ``connection`` is also given beside ``name``, but for selections. ``member`` or ``kind`` may be None, not both.
    ``group`` is the group that ``member`` was written as: a waiver for a group is one for each of its members.
    """

    name: str | None
    connection: str | None
    image_id: str | None
    member: str | None
    group: str | None
    kind: str | None
    reason: str
    expires: str
    approved_by: str | None
    ticket: str | None
    source: str


class Merged(TypedDict):
    """An inventory before anybody decides what of it is looked at.

    :key groups: the name of each group to its members. What names a group elsewhere is resolved to them already.
    """

    connections: dict[str, Connection]
    principals: dict[str, Principal]
    groups: dict[str, list[ExpectedMember]]
    images: list[ExpectedImage]
    selections: list[Selection]
    incoming: list[IncomingRule]
    waivers: list[Waiver]


class Inventory(Merged):
    """A sharing inventory: all of it, but images, selections and incoming rules only those of connections in scope.

    :key scope: the names of the connections that are looked at, sorted; ``not_in_scope`` are the others.
    :key files: the files that were read, as given or found, in that order.
    :key sha256: of the content of all files and what is inline, whatever its order and place, without secrets.
    :key warnings: what may have been forgotten, such as files in a folder that are not read.
    """

    scope: list[str]
    not_in_scope: list[str]
    files: list[str]
    sha256: str
    warnings: list[str]
