# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What the clouds say now, as a sharing inventory: its parts, and what could not be proven."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...module_utils._help import see
from ...module_utils._options import Options
from .._inventory.model import ExpectedMember, Principal, Selection, Waiver

_PRINTED = 25


class SnapshotError(Exception):
    """The snapshot would not hold what is there. ``problems`` name all that is missing, one sentence each.

    The message is bounded: one cause may leave 10,000 images unproven.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        lines = ["The snapshot is not written, because it would not be whole:", *problems[:_PRINTED]]
        if len(problems) > _PRINTED:
            lines.append(f"and {len(problems) - _PRINTED:,} more problems")
        super().__init__("\n".join([*lines, see("a-snapshot-would-not-be-whole")]))


@dataclass(frozen=True)
class WrittenConnection:
    """A connection as a plain file may hold it.

    :param withheld: options that come from elsewhere and stay there: secrets, TLS switches, other endpoints.
    :param account: whose images follow, and by whose word.
    """

    name: str
    provider: str
    options: Options
    withheld: tuple[str, ...]
    account: str


@dataclass(frozen=True)
class WrittenMember:
    """A member of an image: a principal's name, or an id that nobody named."""

    text: str
    is_plain: bool
    is_named: bool


@dataclass(frozen=True)
class WrittenImage:
    """One image. ``review``: why it is only a comment; None for an entry of its own.

    :param comments: what stood above its entry in the file that is replaced.
    """

    name: str
    connection: str
    image_id: str
    members: tuple[WrittenMember, ...]
    review: str | None = None
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeptRule:
    """A rule with select of the file that is replaced, and the lines in which it stands there."""

    selection: Selection
    lines: tuple[str, ...]


@dataclass(frozen=True)
class WrittenSource:
    """Who shares images with a connection's account now. ``names`` is None where an image has none."""

    owner: WrittenMember
    owner_name: str | None
    names: tuple[str, ...] | None


@dataclass(frozen=True)
class Snapshot:
    """A whole inventory, in the order in which it is written."""

    connections: list[WrittenConnection]
    principals: dict[str, Principal | list[ExpectedMember]]
    images: list[WrittenImage]
    incoming: dict[str, list[WrittenSource]] | None
    waivers: list[Waiver]
    missing: list[str] = field(default_factory=list)
    rules: list[KeptRule] = field(default_factory=list)
