# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The JUnit report: a test case for each image, its class the connection. What CI systems show beside other tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from .text import visible

Image = Mapping[str, Any]

_RESULT = {"violation": "failure", "unknown": "error", "waived": "skipped"}


def encode(report: Mapping[str, Any]) -> Iterator[bytes]:
    """The report as JUnit XML. A violation is a failure, an unknown image an error, a waived one is skipped."""
    root = ElementTree.Element("testsuites", {"name": f"Image sharing {visible(report['label'])}"})
    totals = Counter[str]()
    for connection, images in _by_connection(report):
        totals += _add_suite(root, connection, images)
    if report["gate"] != "pass" and not totals["failures"] + totals["errors"]:
        totals += _add_closed_gate(root)
    _set_counts(root, totals)
    _add_properties(root[0], report)
    ElementTree.indent(root)
    yield ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    yield b"\n"


def _by_connection(report: Mapping[str, Any]) -> Iterable[tuple[str, list[Image]]]:
    images: dict[str, list[Image]] = {name: [] for name in report["scope"]}
    for image in report["images"]:
        images.setdefault(image["connection"], []).append(image)
    return images.items()


def _add_suite(root: ElementTree.Element, connection: str, images: Sequence[Image]) -> Counter[str]:
    suite = ElementTree.SubElement(root, "testsuite", {"name": visible(connection)})
    for image in images:
        case = ElementTree.SubElement(suite, "testcase", {"classname": visible(connection), "name": _name(image)})
        if image["verdict"] != "compliant":
            _add_result(case, image)
    counts = Counter(image["verdict"] for image in images)
    totals = Counter(
        tests=len(images), failures=counts["violation"], errors=counts["unknown"], skipped=counts["waived"]
    )
    _set_counts(suite, totals)
    return totals


def _name(image: Image) -> str:
    """An inventory has each name once; a cloud may not, so images that are in no inventory show their id as well."""
    name = visible(image["name"])
    return name if image["source"] else f"{name} [{image['image_id']}]"


def _add_result(case: ElementTree.Element, image: Image) -> None:
    decisive = [finding for finding in image["findings"] if finding["verdict"] == image["verdict"]]
    messages = [_message(finding) for finding in decisive]
    result = ElementTree.SubElement(case, _RESULT[image["verdict"]], {"message": "; ".join(messages)})
    if image["verdict"] != "waived":
        result.set("type", decisive[0]["kind"])
    result.text = "\n".join(line for finding in image["findings"] for line in _lines(finding))


def _message(finding: Mapping[str, Any]) -> str:
    waived = finding["waived"]
    if waived:
        return f"{visible(finding['message'])}: waived until {waived['expires']}, {visible(waived['reason'])}"
    return visible(finding["message"])


def _lines(finding: Mapping[str, Any]) -> Iterator[str]:
    yield f"{finding['verdict']}: {_message(finding)}"
    for title, key in (("expected", "expected"), ("found", "actual"), ("written in", "source")):
        if finding[key]:
            yield f"    {title}: {visible(finding[key])}"


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


def _add_properties(suite: ElementTree.Element, report: Mapping[str, Any]) -> None:
    properties = ElementTree.Element("properties")
    facts = {"gate": report["gate"], "mode": report["mode"], "report_sha256": report["run"]["report_sha256"]}
    for name, value in facts.items():
        ElementTree.SubElement(properties, "property", {"name": name, "value": value})
    suite.insert(0, properties)
