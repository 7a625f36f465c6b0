# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The SARIF 2.1.0 report: findings at the lines of the inventory, as code hosts show them in merge requests.

Standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. What GitHub takes of it, and its limits:
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from ...module_utils._text import number
from .._verdict.kinds import KINDS, Kind
from .._verdict.model import Verdict
from .markdown_text import code, escaped
from .model import Report, ReportedFinding, RunFacts
from .text import visible

MAX_RESULTS = 25_000  # a run with more is refused by GitHub

_LEVEL: dict[Verdict, str] = {"violation": "error", "unknown": "warning", "waived": "note"}
_SEVERITY: dict[Verdict, str] = {"violation": "8.0", "unknown": "5.0"}
_FILE_AND_LINE = re.compile(r"(?P<path>.+):(?P<line>[1-9][0-9]{0,8})")
_RULE_IDS = tuple(KINDS)


def encode(report: Report, *, waived: bool = False) -> Iterator[bytes]:
    """The report as a SARIF log. The same world gives the same bytes.

    :param waived: waived findings too, with a suppression. Consumers that do not know suppressions would show them as
        open.
    """
    findings = [one for one in report["findings"] if waived or one["verdict"] != "waived"]
    omitted = len(findings) - MAX_RESULTS
    run = {
        "tool": {"driver": _driver(report["run"])},
        "automationDetails": {"id": f"image_sharing/{visible(report['label'])}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(report, omitted)}],
        "results": list(_results(report, findings[:MAX_RESULTS])),
        "properties": {
            "gate": report["gate"],
            "mode": report["mode"],
            "counts": report["counts"],
            "inventorySha256": report["inventory"]["sha256"],
            "revision": report["revision"],
            "reportSha256": report["run"]["report_sha256"],
            "omittedResults": max(omitted, 0),
        },
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    yield b"\n"


def plain(text: object) -> str:
    """Text for a plain message, in which brackets would make a link and braces a placeholder (SARIF 3.11.5, 3.11.6)."""
    line = visible(text)
    for char in "\\[]":
        line = line.replace(char, f"\\{char}")
    return line.replace("{", "{{").replace("}", "}}")


def _driver(run: RunFacts) -> dict[str, object]:
    return {
        "name": "cloud_images.sharing",
        "fullName": "Ansible collection cloud_images.sharing",
        "semanticVersion": run["collection_version"],
        "rules": [_rule(name, kind) for name, kind in KINDS.items()],
    }


def _rule(name: str, kind: Kind) -> dict[str, object]:
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("_")),
        "shortDescription": {"text": f"{kind.title.capitalize()}."},
        "fullDescription": {"text": kind.meaning},
        "help": {
            "text": f"{kind.meaning} {kind.advice}",
            "markdown": f"{escaped(kind.meaning)}\n\n**What to do:** {escaped(kind.advice)}",
        },
        "defaultConfiguration": {"level": _LEVEL[kind.verdict]},
        "properties": {
            "tags": ["security", "sharing"],
            "precision": "very-high",
            "security-severity": _SEVERITY[kind.verdict],
        },
    }


def _notifications(report: Report, omitted: int) -> list[dict[str, object]]:
    said = [*report["warnings"]]
    if omitted > 0:
        said.append(
            f"{number(omitted, 'more finding')} left out: code hosts take {MAX_RESULTS:,}. The JSON report has all."
        )
    return [{"level": "warning", "message": {"text": plain(text)}} for text in said]


def _results(report: Report, findings: Sequence[ReportedFinding]) -> Iterator[dict[str, object]]:
    seen: Counter[str] = Counter()
    for finding in findings:
        fingerprint = _fingerprint(finding)
        seen[fingerprint] += 1
        result: dict[str, object] = {
            "ruleId": finding["kind"],
            "ruleIndex": _RULE_IDS.index(finding["kind"]),
            "level": _LEVEL[finding["verdict"]],
            "message": {"text": _message(finding), "markdown": _markdown(finding)},
            "locations": [_location(report, finding)],
            # In the form that GitHub's own action gives it; several of one rule on one image are counted.
            "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint[:32]}:{seen[fingerprint]}"},
        }
        waived = finding["waived"]
        if waived:
            justification = plain(f"Waived until {waived['expires']}: {waived['reason']}")
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
        yield result


def _message(finding: ReportedFinding) -> str:
    """The first sentence is the title of an alert."""
    said = [f"{finding['image']} ({finding['connection']}): {finding['message'].rstrip('.')}."]
    if finding["expected"] and finding["actual"]:
        said.append(f"Expected: {finding['expected']}. Found: {finding['actual']}.")
    said.append(finding["advice"])
    if finding["command"]:
        said.append(f"Command: {finding['command']}")
    return plain(" ".join(said))


def _markdown(finding: ReportedFinding) -> str:
    said = [f"{code(finding['image'])} ({code(finding['connection'])}): {code(finding['message'])}"]
    if finding["expected"] and finding["actual"]:
        said.append(f"Expected: {code(finding['expected'])}. Found: {code(finding['actual'])}.")
    said.append(escaped(finding["advice"]))
    if finding["command"]:
        said.append(code(finding["command"]))
    return "\n\n".join(said).replace("{", "{{").replace("}", "}}")


def _location(report: Report, finding: ReportedFinding) -> dict[str, object]:
    name, connection = visible(finding["image"]), visible(finding["connection"])
    path, line = _place(report, finding)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(path)},
            "region": {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": 2},
        },
        "logicalLocations": [{"name": name, "fullyQualifiedName": f"{connection}/{name}", "kind": "resource"}],
    }


def _place(report: Report, finding: ReportedFinding) -> tuple[str, int]:
    """Where it is written; else the first line of the inventory, since code hosts refuse what has no place in a file.

    What stands in a variable has the variable's name for its file.
    """
    written = _FILE_AND_LINE.fullmatch(visible(finding["source"] or ""))
    if written:
        return written["path"], int(written["line"])
    files = report["inventory"]["files"]
    return visible(files[0] if files else (finding["source"] or "assert_sharing_images").partition("[")[0]), 1


def _uri(path: str) -> str:
    """Relative paths stay relative: code hosts take them from the root of the repository."""
    pure = PurePosixPath(path)
    return pure.as_uri() if pure.is_absolute() else quote(str(pure))


def _fingerprint(finding: ReportedFinding) -> str:
    """The same for the same finding in a later run, wherever in the file the image is then written."""
    image = finding["image_id"] or finding["image"]
    identity = [finding["connection"], image, finding["kind"], finding["member_id"]]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()
