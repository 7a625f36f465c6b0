# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The JSON report: the whole evidence of one run, the same bytes for the same state of the world but for ``run``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, cast

from ...module_utils._model import ErrorInfo
from .._verdict.model import Entry, Finding, VerdictDocument
from .changes import compare
from .model import Changes, Mode, Report, ReportedFinding, RequestError, RunFacts, UnfinishedReport, discovers
from .remedy import with_remedy

SCHEMA_VERSION = 2

_COMPACT = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_SORTING = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True)

# What an error says about one request, not about the world: it moves to `run`.
_PER_REQUEST: tuple[Literal["request_id", "attempts"], ...] = ("request_id", "attempts")


def build(
    verdict: VerdictDocument,
    run: RunFacts,
    label: str,
    mode: Mode,
    *,
    revision: str | None = None,
    previous: Report | None = None,
) -> Report:
    """Join a verdict document and the facts of its run into the report that all other reports are made from.

    :param verdict: what ``judge`` returned.
    :param run: all that changes from run to run: times, versions, requests and retries of each connection.
    :param revision: of the project that holds the inventory, where AWX or git says it.
    :param previous: an earlier finished report, checked by ``stored.damage``; None without one.
    :returns: the JSON document, ``run["errors"]`` and ``run["report_sha256"]`` filled in.
    """
    images, findings = _with_remedies(verdict)
    changes, warnings = _add_changes(findings, previous, verdict, discover=discovers(run))
    report: Report = {
        "schema_version": SCHEMA_VERSION,
        "label": label,
        "finished": True,
        "mode": mode,
        "gate": verdict["gate"],
        "scope": sorted(verdict["scope"]),
        "not_in_scope": sorted(verdict["not_in_scope"]),
        "places": verdict["places"],
        "inventory": verdict["inventory"],
        "revision": revision,
        "counts": verdict["counts"],
        "changes": changes,
        "findings": findings,
        "warnings": [*verdict["warnings"], *warnings],
        "notes": list(verdict["notes"]),
        "images": images,
        "run": {**run, "errors": list(_request_errors(verdict["images"]))},
    }
    report["run"]["report_sha256"] = digest(report)
    return report


def unfinished(label: str, started_at: str) -> UnfinishedReport:
    """What stands for a run that has not come to its end. It has no digest: nobody is to rely on it."""
    run: RunFacts = {"started_at": started_at}
    return {"schema_version": SCHEMA_VERSION, "label": label, "finished": False, "gate": "fail", "run": run}


def digest(report: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the report's canonical JSON less its ``run`` part.

    Canonical: keys sorted, no white space, UTF-8; what ``jq --sort-keys --compact-output 'del(.run)'`` prints, less its
    last line feed.
    """
    sha256 = hashlib.sha256()
    keys = sorted(report.keys() - {"run"})
    for index, key in enumerate(keys):
        sha256.update(_json(key, before="," if index else "{", after=":"))
        value = report[key]
        if isinstance(value, list):  # in pieces: the whole text of many images would double the memory
            for place, item in enumerate(value):
                sha256.update(_json(item, sort_keys=True, before="," if place else "["))
            sha256.update(b"]" if value else b"[]")
        else:
            sha256.update(_json(value, sort_keys=True))
    sha256.update(b"}")
    return sha256.hexdigest()


def encode(report: Mapping[str, Any]) -> Iterator[bytes]:
    """The report as the pieces of a JSON file: one image, finding or warning a line, so that line tools compare two."""
    for index, (key, value) in enumerate(report.items()):
        yield _json(key, before=",\n" if index else "{\n", after=": ")
        if isinstance(value, list) and value:
            for place, item in enumerate(value):
                yield _json(item, before=",\n" if place else "[\n")
            yield b"\n]"
        else:
            yield _json(value)
    yield b"\n}\n"


def _add_changes(
    findings: list[ReportedFinding], previous: Report | None, verdict: VerdictDocument, *, discover: bool
) -> tuple[Changes | None, list[str]]:
    """What changed, told to the findings, too; and a warning where the earlier report cannot be compared."""
    if previous is None:
        return None, []
    try:
        changes, of_findings = compare(previous, verdict, discover=discover)
    except (AttributeError, KeyError, TypeError, ValueError):  # its digest fits, and still it is not one of ours
        return None, ["no comparison with the previous report: it does not have the shape of a report"]
    for finding, change in zip(findings, of_findings, strict=True):
        finding["change"] = change
    return changes, []


def _with_remedies(verdict: VerdictDocument) -> tuple[list[Entry], list[ReportedFinding]]:
    """The entries, and all findings in the verdict's order; each finding is one object in both."""
    known: dict[int, ReportedFinding] = {}
    images = []
    for entry in verdict["images"]:
        place = verdict["places"].get(entry["connection"])
        for finding in entry["findings"]:
            known[id(finding)] = with_remedy(finding, entry, place)
        error = entry["error"] and cast(ErrorInfo, _lasting(entry["error"]))
        findings: list[Finding] = [known[id(finding)] for finding in entry["findings"]]
        as_it_is = not error and not findings  # most are, and there may be many
        images.append(entry if as_it_is else {**entry, "error": error, "findings": findings})
    return images, [known.get(id(finding)) or with_remedy(finding, None, None) for finding in verdict["findings"]]


def _lasting(error: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in error.items() if key not in _PER_REQUEST}


def _request_errors(images: Iterable[Entry]) -> Iterator[RequestError]:
    for image in images:
        error = image["error"]
        if error:
            yield {
                "connection": image["connection"],
                "image_id": image["image_id"],
                "request_id": error.get("request_id"),
                "attempts": error.get("attempts"),
            }


def _json(value: object, *, sort_keys: bool = False, before: str = "", after: str = "") -> bytes:
    text = (_SORTING if sort_keys else _COMPACT).encode(value)
    # A lone surrogate has no UTF-8 form; the backslash form that replaces it is the JSON escape of the same character.
    return f"{before}{text}{after}".encode("utf-8", "backslashreplace")
