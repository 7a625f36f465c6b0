# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The judgement: expectations and what was read in, one verdict document out. Pure: no cloud, no clock, no Ansible.

Green means proven. An image is compliant only if its complete member list was read by its owner, equals the
expectation under its ``match``, and its visibility is allowed. Whatever was not seen is ``unknown``, never compliant.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .discovery import unmanaged_images
from .findings import COMPLIANT, UNKNOWN, VIOLATION, WAIVED, WORST_FIRST, Entry, same_id, worst
from .image import judge_image
from .reading import Readings
from .waivers import Waivers


def judge(
    inventory: Mapping[str, Any],
    readings: Mapping[str, Sequence[Mapping[str, Any]]],
    today: datetime.date,
    discovered: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Judge every image of a loaded inventory.

    :param inventory: what ``inventory.load`` returned.
    :param readings: connection to the ``images`` of the info module's result, read with image_details. An expected
        image without a reading is unknown.
    :param today: the date in UTC, for waivers and invitations.
    :param discovered: None without discovery; else for each connection in scope ``{"images": [record and image_id],
        "complete": bool, "error": dict or None}``, the images that the connection's account owns. Their members
        are looked up in ``readings``. A connection in scope that is not there is unknown.
    :returns: the verdict document. ``gate`` is ``pass`` only with at least one expected image and each image compliant
        or waived.
    :raises ValueError: one image was read twice over one connection, so that two answers compete.
    """
    principals = _principal_names(inventory["principals"])
    read = {name: Readings(name, readings.get(name) or ()) for name in inventory["scope"]}
    entries = [
        judge_image(image, inventory["connections"][image["connection"]], read[image["connection"]], principals, today)
        for image in inventory["images"]
    ]
    expected = len(entries)
    if discovered is not None:
        entries += unmanaged_images(inventory, discovered, read, principals)
    waivers = Waivers(inventory["waivers"], today)
    for entry in entries:
        waivers.apply(entry)
        entry["verdict"] = worst(entry["findings"])
        entry["findings"].sort(key=_badness)
    return _document(inventory, entries, expected, waivers.left_over(inventory["scope"]))


def _principal_names(principals: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for name, principal in principals.items():
        names.setdefault(same_id(principal["member_id"]), name)
    return names


def _document(
    inventory: Mapping[str, Any], entries: Sequence[Entry], expected: int, warnings: Sequence[str]
) -> dict[str, Any]:
    findings = [one for entry in entries for one in entry["findings"]]
    findings.sort(key=_badness)
    counts = _counts(entry["verdict"] for entry in entries)
    passed = expected > 0 and counts[COMPLIANT] + counts[WAIVED] == len(entries)
    return {
        "gate": "pass" if passed else "fail",
        "scope": list(inventory["scope"]),
        "not_in_scope": list(inventory["not_in_scope"]),
        "counts": {"images": len(entries), **counts, "findings": len(findings)},
        "images": list(entries),
        "findings": findings,
        "warnings": list(warnings),
    }


def _badness(finding: Mapping[str, Any]) -> int:
    return WORST_FIRST.index(finding["verdict"])


def _counts(verdicts: Iterable[str]) -> dict[str, int]:
    counts = {COMPLIANT: 0, VIOLATION: 0, UNKNOWN: 0, WAIVED: 0}
    for verdict in verdicts:
        counts[verdict] += 1
    return counts
