# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The judgement: expectations and what was read in, one verdict document out. Pure: no cloud, no clock, no Ansible.

Green means proven. An image is compliant only if its complete member list was read by its proven owner, equals the
expectation under its ``match``, and its visibility is allowed. Whatever was not seen is ``unknown``, never compliant.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence

from ...module_utils._ids import same_id
from .._inventory.model import Inventory
from .discovery import image_lists, unmanaged_images
from .findings import badness
from .image import judge_image
from .incoming import judge_incoming
from .model import Counts, Entry, Evidence, Finding, VerdictDocument
from .notes import scope_notes
from .principals import Principals
from .selection import judge_selections
from .view import ConnectionView, view
from .waivers import Waivers
from .witness import reported


def judge(
    inventory: Inventory,
    evidence: Evidence,
    today: datetime.date,
    *,
    discover: bool = False,
    notes: Sequence[str] = (),
) -> VerdictDocument:
    """Judge all that a loaded inventory expects.

    :param inventory: what ``_inventory.load`` returned.
    :param evidence: what was read, by connection. What is expected and was not read is unknown.
    :param today: the date in UTC, for waivers and invitations.
    :param discover: also judge the images that each connection in scope owns and no expectation names.
    :param notes: what else the document should say of the evidence.
    :returns: the verdict document. ``gate`` is ``pass`` only with at least one entry, and each of them compliant or
        waived.
    :raises ValueError: one image was read twice over one connection, so that two answers compete.
    """
    principals = Principals(inventory["principals"])
    views = {
        name: view(name, inventory["connections"][name], evidence.get(name), principals) for name in inventory["scope"]
    }
    entries = [judge_image(image, views[image["connection"]], today) for image in inventory["images"]]
    entries += judge_selections(inventory, views, today)
    known = {(one["connection"], same_id(one["image_id"])) for one in entries if one["image_id"] is not None}
    entries += judge_incoming(inventory, views, today)
    if discover:
        if not entries:
            entries += image_lists(views.values())
        entries += unmanaged_images(views.values(), known)
    waivers = Waivers(inventory["waivers"], today)
    entries = [waivers.applied(entry) for entry in entries]
    warnings = [*inventory["warnings"], *waivers.warnings(inventory)]
    return _document(inventory, views, entries, warnings, [*notes, *scope_notes(inventory, discover)])


def _document(
    inventory: Inventory,
    views: Mapping[str, ConnectionView],
    entries: list[Entry],
    warnings: list[str],
    notes: list[str],
) -> VerdictDocument:
    findings = sorted((one for entry in entries for one in entry["findings"]), key=badness)
    counts = _counts(entries, findings)
    passed = bool(entries) and counts["compliant"] + counts["waived"] == len(entries)
    return {
        "gate": "pass" if passed else "fail",
        "scope": list(inventory["scope"]),
        "not_in_scope": list(inventory["not_in_scope"]),
        "places": {name: reported(one.place) for name, one in views.items()},
        "inventory": {"files": list(inventory["files"]), "sha256": inventory["sha256"]},
        "counts": counts,
        "images": entries,
        "findings": findings,
        "warnings": warnings,
        "notes": notes,
    }


def _counts(entries: Sequence[Entry], findings: Sequence[Finding]) -> Counts:
    of = Counter(entry["verdict"] for entry in entries)
    return {
        "images": len(entries),
        "compliant": of["compliant"],
        "violation": of["violation"],
        "unknown": of["unknown"],
        "waived": of["waived"],
        "findings": len(findings),
    }
