# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The JUnit report: a suite for each connection, a case for each image, as CI systems show them beside other tests.

Jenkins, GitLab and GitHub's viewers show the message and text of a result; some show a case's properties or its file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree

from .._verdict.model import Entry, Verdict
from .model import Report, ReportedFinding, findings_of
from .text import visible

_RESULT: dict[Verdict, str] = {"violation": "failure", "unknown": "error", "waived": "skipped"}
_FILE_AND_LINE = re.compile(r"(?P<file>.+):(?P<line>[1-9][0-9]{0,8})", re.DOTALL)


def encode(report: Report) -> Iterator[bytes]:
    """The report as JUnit XML. A violation is a failure, an unknown image an error, a waived one is skipped."""
    root = ElementTree.Element("testsuites", {"name": f"Image sharing {visible(report['label'])}"})
    totals = Counter[str]()
    for connection, images in _by_connection(report):
        totals += _add_suite(root, report, connection, images)
    if report["gate"] != "pass" and not totals["failures"] + totals["errors"]:
        totals += _add_closed_gate(root)
    _set_counts(root, totals)
    ElementTree.indent(root)
    yield ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    yield b"\n"


def _by_connection(report: Report) -> Iterable[tuple[str, list[Entry]]]:
    images: dict[str, list[Entry]] = {name: [] for name in report["scope"]}
    for image in report["images"]:
        images.setdefault(image["connection"], []).append(image)
    return images.items()


def _add_suite(root: ElementTree.Element, report: Report, connection: str, images: Sequence[Entry]) -> Counter[str]:
    suite = ElementTree.SubElement(root, "testsuite", {"name": visible(connection)})
    place = report["places"].get(connection)
    _add_properties(
        suite,
        gate=report["gate"],
        mode=report["mode"],
        endpoint=place and place["endpoint"],
        account=place and place["account"],
        proven_by=place and place["proven_by"],
        inventory_sha256=report["inventory"]["sha256"],
        revision=report["revision"],
        report_sha256=report["run"]["report_sha256"],
    )
    for image in images:
        _add_case(suite, image)
    counts = Counter(image["verdict"] for image in images)
    totals = Counter(
        tests=len(images), failures=counts["violation"], errors=counts["unknown"], skipped=counts["waived"]
    )
    _set_counts(suite, totals)
    return totals


def _add_case(suite: ElementTree.Element, image: Entry) -> None:
    case = ElementTree.SubElement(suite, "testcase", {"classname": visible(image["connection"]), "name": _name(image)})
    written = _FILE_AND_LINE.fullmatch(image["source"] or "")
    if written:
        place = {"file": visible(written["file"]), "line": written["line"]}
        case.attrib.update(place)
        _add_properties(case, **place)
    if image["verdict"] != "compliant":
        _add_result(case, image)


def _name(image: Entry) -> str:
    """An inventory has each name once; a cloud may not, so images that are in no inventory show their id as well."""
    name = visible(image["name"])
    return f"{name} [{visible(image['image_id'])}]" if image["subject"] == "unmanaged_image" else name


def _add_result(case: ElementTree.Element, image: Entry) -> None:
    findings = findings_of(image)
    decisive = [finding for finding in findings if finding["verdict"] == image["verdict"]]
    messages = [_message(finding) for finding in decisive]
    result = ElementTree.SubElement(case, _RESULT[image["verdict"]], {"message": "; ".join(messages)})
    if image["verdict"] != "waived":
        result.set("type", decisive[0]["kind"])
    result.text = "\n".join(line for finding in findings for line in _lines(finding))


def _message(finding: ReportedFinding) -> str:
    waived = finding["waived"]
    if waived:
        return visible(f"{finding['message']}: waived until {waived['expires']}, {waived['reason']}")
    return visible(finding["message"])


def _lines(finding: ReportedFinding) -> Iterator[str]:
    yield f"{finding['verdict']}: {_message(finding)}"
    said: dict[str, str | None] = {
        "expected": finding["expected"],
        "found": finding["actual"],
        "written in": finding["source"],
        "what to do": None if finding["waived"] else finding["advice"],
        "command": finding["command"],
    }
    for title, text in said.items():
        if text:
            yield f"    {title}: {visible(text)}"


def _add_closed_gate(root: ElementTree.Element) -> Counter[str]:
    """A gate that failed for want of images must not look like a suite without failures."""
    totals = Counter(tests=1, failures=0, errors=1, skipped=0)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "gate"})
    case = ElementTree.SubElement(suite, "testcase", {"classname": "gate", "name": "gate"})
    ElementTree.SubElement(case, "error", {"message": "The gate failed: nothing was proven.", "type": "gate"})
    _set_counts(suite, totals)
    return totals


def _set_counts(element: ElementTree.Element, totals: Mapping[str, int]) -> None:
    for name in ("tests", "failures", "errors", "skipped"):
        element.set(name, str(totals[name]))


def _add_properties(element: ElementTree.Element, **facts: str | None) -> None:
    properties = ElementTree.SubElement(element, "properties")
    for name, value in facts.items():
        if value:
            ElementTree.SubElement(properties, "property", {"name": name, "value": visible(value)})
