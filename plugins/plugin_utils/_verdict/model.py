# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The documents of the judgement: the evidence that goes in, the entries and findings that come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from ...module_utils._model import (
    AccountProof,
    Attributes,
    Discovered,
    ErrorInfo,
    ImageDetails,
    ImageResult,
    Incoming,
    IncomingImage,
    Member,
    ProvenBy,
    State,
    Visibility,
)
from .._inventory.model import ExpectedMember, IncomingRule, Match, Selection

Verdict = Literal["violation", "unknown", "waived", "compliant"]
VERDICTS: tuple[Verdict, ...] = ("violation", "unknown", "waived", "compliant")
"""All verdicts, the worst first: a violation outweighs an unknown, both outweigh a waived one."""

Gate = Literal["pass", "fail"]
Subject = Literal["image", "unmanaged_image", "image_list", "selection", "incoming"]
"""What an entry is about: an expected image, one that no inventory names, the list of a connection's own images where
it is not proven, a selection on one connection, or what others share with a connection."""

FindingKind = Literal[
    "unexpected_member",
    "missing_member",
    "wrong_status",
    "wrong_member_type",
    "stale_invitation",
    "open_visibility",
    "unmanaged_image",
    "image_not_found",
    "selection_count",
    "ambiguous_selection",
    "different_content",
    "unexpected_owner",
    "unexpected_name",
    "views_differ",
    "unreadable",
    "incomplete_list",
    "partial_view",
    "expired_waiver",
]


# -------------------------------------------------------------------------------------------------------- evidence in


class Place(TypedDict):
    """Where a connection's evidence was read, and with whose credentials.

    ``endpoint`` is the image service's base URL as it was used, None where nothing was read. So is ``region``, and
    where the cloud has none. ``account`` is the cloud's word; ``proven_by`` None: only written down, or not known, and
    ``account_note`` may then say why, and what to do.
    """

    provider: str
    endpoint: str | None
    region: str | None
    account: AccountProof
    account_note: str | None


class ConnectionEvidence(TypedDict):
    """What one connection gave. ``images`` are the requested ones; None elsewhere means that it was not asked for."""

    place: Place
    images: list[ImageResult]
    discovered: Discovered | None
    incoming: Incoming | None


Evidence = Mapping[str, ConnectionEvidence]
"""Connection name to its evidence. A connection in scope that is missing is unknown, never compliant."""


# -------------------------------------------------------------------------------------------------------- verdict out


class FoundMember(Member):
    """A member that an image has; ``principal`` is its name in the inventory, or None."""

    principal: str | None


class Waived(TypedDict):
    """Why a violation is tolerated, and until which day (YYYY-MM-DD, included); who agreed, and where it was agreed."""

    reason: str
    expires: str
    approved_by: str | None
    ticket: str | None


class FindingCore(TypedDict):
    """What is the case, where, and what it makes of the entry; see `Finding`."""

    image: str
    image_id: str | None
    connection: str
    kind: FindingKind
    verdict: Verdict
    member_id: str | None
    message: str


class Finding(FindingCore):
    """One thing that keeps an entry from being compliant.

    ``image`` is the entry's name; ``image_id`` is None where the finding is about no single image. ``expected`` and
    ``actual`` are short texts for people. ``message`` is one sentence, the same for the same state of the world.
    ``source`` is where it is written, "file:line".
    """

    expected: str | None
    actual: str | None
    waived: Waived | None
    source: str | None


class Candidate(TypedDict):
    """An image of a list that a selection matches, as far as the list itself describes it."""

    image_id: str
    image: ImageDetails | None
    attributes: Attributes


class Entry(TypedDict):
    """One judged thing: expectation and evidence side by side, and what came of it.

    ``image_id`` is None for lists and selections, ``match`` None where no inventory names the image. ``selection`` is
    the name of the selection that chose the image, or that this entry is about. ``found``, ``state``, ``complete``,
    ``error`` and ``record`` are the image's as the module read them; for lists and selections the list's (``found``
    and ``record`` are None there). ``rule`` is the inventory's selection or incoming expectation. ``listed`` are the
    images of the list that it was judged on: of a selection those that it matches, ``newest`` and other entries not
    yet considered; of an incoming list all; of a list of own images those whose owner nobody can tell. ``not_listed``
    are the statuses that the cloud's list leaves out.
    ``proof`` says in words why the evidence counts, None where it does not.
    """

    name: str
    subject: Subject
    connection: str
    provider: str
    image_id: str | None
    selection: str | None
    verdict: Verdict
    match: Match | None
    visibility: list[Visibility]
    max_pending_days: int | None
    expected: list[ExpectedMember]
    found: list[FoundMember] | None
    state: State
    complete: bool | None
    error: ErrorInfo | None
    record: ImageDetails | None
    rule: Selection | IncomingRule | None
    listed: list[Candidate] | list[IncomingImage] | None
    not_listed: list[str]
    proof: str | None
    findings: list[Finding]
    source: str | None


class ReportedPlace(TypedDict):
    """A `Place` as reports show it."""

    provider: str
    endpoint: str | None
    region: str | None
    account: str | None
    proven_by: ProvenBy | None


class JudgedInventory(TypedDict):
    """Which inventory was judged: its files, and the SHA-256 of what they merge to."""

    files: list[str]
    sha256: str | None


class Counts(TypedDict):
    """How many entries have which verdict; ``images`` are all entries."""

    images: int
    compliant: int
    violation: int
    unknown: int
    waived: int
    findings: int


class VerdictDocument(TypedDict):
    """The judgement of one run. ``images`` are all entries; ``findings`` those of all entries, the worst first.

    ``warnings`` are for whoever looks after the inventory; ``notes`` say what was not looked at, and what a list can
    prove. Neither changes the gate.
    """

    gate: Gate
    scope: list[str]
    not_in_scope: list[str]
    places: dict[str, ReportedPlace]
    inventory: JudgedInventory
    counts: Counts
    images: list[Entry]
    findings: list[Finding]
    warnings: list[str]
    notes: list[str]
