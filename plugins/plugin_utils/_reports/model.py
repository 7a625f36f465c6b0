# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The documents that a run leaves behind: the JSON report, from which all others are made, and the artifact."""

from __future__ import annotations

from typing import Literal, TypedDict, cast

from ...module_utils._model import ProvenBy, Summary
from .._verdict.model import Counts, Entry, Finding, FindingCore, Gate, JudgedInventory, ReportedPlace, Waived

Mode = Literal["enforce", "audit"]
FindingChange = Literal["new", "was_unknown", "still_open"]
"""A finding against an earlier report: not there then; not to be seen then; there then and now."""


class ReportedFinding(Finding):
    """A finding, what to do about it, and how it stands to an earlier report.

    ``advice`` is a sentence. ``command`` is a line for a shell that would put it right with the vendor's own tool, as
    text that nothing ever runs; None where there is no such command. ``change`` is None without an earlier report.
    """

    advice: str
    command: str | None
    change: FindingChange | None


class PastFinding(FindingCore):
    """A finding of an earlier report. ``seen_now`` tells whether this run could see that it is gone."""

    seen_now: bool


class ImageChange(TypedDict):
    """Who came to an image and who went since the earlier report; both runs read the whole list."""

    image: str
    image_id: str
    connection: str
    came: list[str]
    went: list[str]


class ChangeCounts(TypedDict):
    """How many findings are new, were unknown then, are still open, are gone, and cannot be seen now."""

    new: int
    was_unknown: int
    still_open: int
    gone: int
    not_seen: int


class Since(TypedDict):
    """The earlier report: its label, the end of its run, its digest."""

    label: str
    finished_at: str
    report_sha256: str


class Changes(TypedDict):
    """This report against an earlier one. Each finding of this report says itself how it stands to that one."""

    since: Since
    counts: ChangeCounts
    gone: list[PastFinding]
    images: list[ImageChange]


class RequestError(TypedDict):
    """What an error says about one request, for the support of the cloud. ``image_id`` is None for a list."""

    connection: str
    image_id: str | None
    request_id: str | None
    attempts: int | None


class RunFacts(TypedDict, total=False):
    """All that changes from run to run. ``connections`` are the modules' summaries by connection name.

    ``merged`` are the labels of the reports that were joined. ``report_sha256`` is the digest of all the rest.
    """

    started_at: str
    finished_at: str
    collection_version: str
    ansible_version: str
    check_mode: bool
    discover: bool
    connections: dict[str, Summary]
    merged: list[str]
    errors: list[RequestError]
    report_sha256: str


class UnfinishedReport(TypedDict):
    """What stands for a run that has not come to its end."""

    schema_version: int
    label: str
    finished: Literal[False]
    gate: Literal["fail"]
    run: RunFacts


class Report(TypedDict):
    """The report of a finished run. All but ``run`` is the same for the same state of the world.

    The findings of ``images`` are those of ``findings``: see :func:`findings_of`. Their errors lack what belongs to one
    request.
    ``revision`` is that of the project, where AWX or git says it. ``changes`` is None without an earlier report.
    """

    schema_version: int
    label: str
    finished: Literal[True]
    mode: Mode
    gate: Gate
    scope: list[str]
    not_in_scope: list[str]
    places: dict[str, ReportedPlace]
    inventory: JudgedInventory
    revision: str | None
    counts: Counts
    changes: Changes | None
    findings: list[ReportedFinding]
    warnings: list[str]
    notes: list[str]
    images: list[Entry]
    run: RunFacts


def discovers(run: RunFacts) -> bool:
    """Whether the run looked for images that no inventory names."""
    said: bool = run.get("discover", False)  # a report that was read may hold anything there
    return bool(said)


def findings_of(entry: Entry) -> list[ReportedFinding]:
    """The findings of an entry of a report, which carry more than those of a verdict document."""
    return cast("list[ReportedFinding]", entry["findings"])


class ArtifactFinding(FindingCore):
    """A finding as the artifact publishes it; its texts may be cut."""

    expected: str | None
    actual: str | None
    waived: Waived | None


class Artifact(TypedDict):
    """The verdict that a workflow passes on; see docs/reports.md. ``changes`` are counts only."""

    schema_version: int
    gate: Gate
    scope: list[str]
    counts: Counts
    findings: list[ArtifactFinding]
    findings_truncated: bool
    inventory_sha256: str | None
    proof: dict[str, ProvenBy | None]
    revision: str | None
    changes: ChangeCounts | None
    report_sha256: str
