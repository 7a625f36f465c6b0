# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The artifact: the verdict that a workflow passes on. Its size is bounded, whatever the images and their names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .text import clip, visible

MAX_BYTES = 64 * 1024
MAX_FINDINGS = 50
_MAX_TEXT = 240  # characters; a finding of such texts fits several times, whatever the characters

_TEXTS = ("image", "image_id", "connection", "kind", "verdict", "member_id", "expected", "actual", "message")


def build(report: Mapping[str, Any]) -> dict[str, Any]:
    """The artifact of a report, at most :data:`MAX_BYTES` as JSON however it is written, and without NUL.

    Only ``findings`` (the first, and worst) and in extreme cases ``scope`` are cut; ``counts`` and the report's digest
    always tell the whole.
    """
    findings = [_finding(finding) for finding in report["findings"][:MAX_FINDINGS]]
    artifact: dict[str, Any] = {
        "schema_version": report["schema_version"],
        "gate": report["gate"],
        "scope": _scope(report["scope"]),
        "counts": dict(report["counts"]),
        "findings": [],
        "findings_truncated": False,
        "report_sha256": report["run"]["report_sha256"],
    }
    room = MAX_BYTES - _size(artifact)
    for finding in findings:
        room -= _size(finding) + 2
        if room < 0:
            break
        artifact["findings"].append(finding)
    artifact["findings_truncated"] = len(artifact["findings"]) < len(report["findings"])
    return artifact


def _finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    waived = finding["waived"]
    return {
        **{key: _text(finding[key]) for key in _TEXTS},
        "waived": waived and {key: _text(waived[key]) for key in ("reason", "expires")},
    }


def _scope(names: list[str]) -> list[str]:
    """Half of the room at most. A last entry says how many are missing, so that nobody takes it for the whole."""
    scope: list[str] = []
    room = MAX_BYTES // 2
    for index, name in enumerate(map(_text, names)):
        room -= _size(name) + 2
        if room < 0:
            return [*scope, f"… and {len(names) - index} more"]
        scope.append(name)
    return scope


def _text(value: Any) -> Any:
    return None if value is None else clip(visible(value), _MAX_TEXT)


def _size(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=True))
