# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The SARIF 2.1.0 report: findings at the lines of the inventory, as code hosts show them in merge requests.

Standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from .._verdict.kinds import KINDS, Kind
from .text import visible

_LEVEL = {"violation": "error", "unknown": "warning", "waived": "note"}
_FILE_AND_LINE = re.compile(r"(?P<path>.+):(?P<line>[1-9][0-9]{0,8})")
_RULE_IDS = tuple(KINDS)


def encode(report: Mapping[str, Any], *, waived: bool = False) -> Iterator[bytes]:
    """The report as a SARIF log. The same world gives the same bytes."""
    run = {
        "tool": {"driver": _driver(report["run"])},
        "automationDetails": {"id": f"image_sharing/{visible(report['label'])}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(report)}],
        "results": [_result(finding) for finding in report["findings"]],
        "properties": {
            "gate": report["gate"],
            "mode": report["mode"],
            "counts": report["counts"],
            "reportSha256": report["run"]["report_sha256"],
        },
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, separators=(",", ":")).encode()
    yield b"\n"


def _driver(run: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": "cloud_images.sharing",
        "fullName": "Ansible collection cloud_images.sharing",
        "semanticVersion": run["collection_version"],
        "rules": [_rule(name, kind) for name, kind in KINDS.items()],
    }


def _rule(name: str, kind: Kind) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": f"{kind.title.capitalize()}."},
        "fullDescription": {"text": kind.meaning},
        "help": {"text": f"{kind.meaning} {kind.advice}", "markdown": f"{kind.meaning}\n\n{kind.advice}"},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["security", "sharing"]},
    }


def _notifications(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"level": "warning", "message": {"text": visible(warning)}} for warning in report["warnings"]]


def _result(finding: Mapping[str, Any]) -> dict[str, Any]:
    result = {
        "ruleId": finding["kind"],
        "ruleIndex": _RULE_IDS.index(finding["kind"]),
        "level": _LEVEL[finding["verdict"]],
        "message": {"text": _message(finding)},
        "locations": [_location(finding)],
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
    }
    waived = finding["waived"]
    if waived:
        justification = f"Waived until {waived['expires']}: {visible(waived['reason'])}"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
    return result


def _message(finding: Mapping[str, Any]) -> str:
    text = f"{visible(finding['image'])} ({visible(finding['connection'])}): {visible(finding['message'])}"
    if finding["expected"] and finding["actual"]:
        text = text.rstrip(".") + f". Expected: {visible(finding['expected'])}. Found: {visible(finding['actual'])}"
    return text


def _location(finding: Mapping[str, Any]) -> dict[str, Any]:
    name, connection = visible(finding["image"]), visible(finding["connection"])
    location: dict[str, Any] = {
        "logicalLocations": [{"name": name, "fullyQualifiedName": f"{connection}/{name}", "kind": "resource"}]
    }
    written = _FILE_AND_LINE.fullmatch(visible(finding["source"] or ""))
    if written:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": _uri(written["path"])},
            "region": {"startLine": int(written["line"])},
        }
    return location


def _uri(path: str) -> str:
    """Relative paths stay relative: code hosts take them from the root of the repository."""
    pure = PurePosixPath(path)
    return pure.as_uri() if pure.is_absolute() else quote(str(pure))


def _fingerprint(finding: Mapping[str, Any]) -> str:
    """The same for the same finding in a later run, wherever in the file the image is then written."""
    identity = [finding[key] for key in ("connection", "image_id", "kind", "member_id")]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()
