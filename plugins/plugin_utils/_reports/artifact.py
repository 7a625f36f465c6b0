# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The artifact: the verdict that a workflow passes on. Its size is bounded, whatever the images and their names."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ...module_utils._text import clip
from .model import Artifact, ArtifactFinding, Report, ReportedFinding
from .text import visible

SCHEMA_VERSION = 1
MAX_BYTES = 64 * 1024
MAX_FINDINGS = 50
_MAX_TEXT = 240  # characters; a finding of such texts fits several times, whatever the characters
_MAX_LIST = MAX_BYTES // 4  # bytes of scope, and of proof


def build(report: Report) -> Artifact:
    """The artifact of a report, at most :data:`MAX_BYTES` as JSON however it is written, and without NUL.

    Only ``findings`` (the first, and worst) and in extreme cases ``scope`` and ``proof`` are cut; ``counts`` and the
    report's digest always tell the whole.
    """
    artifact: Artifact = {
        "schema_version": SCHEMA_VERSION,
        "gate": report["gate"],
        "scope": _first(report["scope"]),
        "counts": report["counts"],
        "findings": [],
        "findings_truncated": False,
        "inventory_sha256": report["inventory"]["sha256"],
        "proof": {},
        "revision": None if report["revision"] is None else _text(report["revision"]),
        "changes": report["changes"] and report["changes"]["counts"],
        "report_sha256": report["run"]["report_sha256"],
    }
    proven = {_text(name): place["proven_by"] for name, place in report["places"].items()}
    artifact["proof"] = {name: proven.get(name) for name in _first(sorted(proven))}
    room = MAX_BYTES - _size(artifact)
    for finding in map(_finding, report["findings"][:MAX_FINDINGS]):
        room -= _size(finding) + 2
        if room < 0:
            break
        artifact["findings"].append(finding)
    artifact["findings_truncated"] = len(artifact["findings"]) < len(report["findings"])
    return artifact


def _finding(finding: ReportedFinding) -> ArtifactFinding:
    waived = finding["waived"]
    return {
        "image": _text(finding["image"]),
        "image_id": _optional(finding["image_id"]),
        "connection": _text(finding["connection"]),
        "kind": finding["kind"],
        "verdict": finding["verdict"],
        "member_id": _optional(finding["member_id"]),
        "expected": _optional(finding["expected"]),
        "actual": _optional(finding["actual"]),
        "message": _text(finding["message"]),
        "waived": waived
        and {
            "reason": _text(waived["reason"]),
            "expires": _text(waived["expires"]),
            "approved_by": _optional(waived.get("approved_by")),
            "ticket": _optional(waived.get("ticket")),
        },
    }


def _first(names: Iterable[str]) -> list[str]:
    """As many names as there is room for. A last entry says how many are missing, so that nobody takes it for all."""
    names = [_text(name) for name in names]
    room = _MAX_LIST
    for index, name in enumerate(names):
        room -= _size(name) + 20  # with what stands beside it
        if room < 0:
            return [*names[:index], f"… and {len(names) - index} more"]
    return names


def _text(value: str) -> str:
    return clip(visible(value), _MAX_TEXT)


def _optional(value: str | None) -> str | None:
    return None if value is None else _text(value)


def _size(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=True))
