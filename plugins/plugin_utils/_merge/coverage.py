# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Whether reports add up to one run: their age, and that they cover everything that is expected exactly once."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from ...module_utils._ids import same_id
from .._inventory.model import Inventory, Selection
from .._reports.model import Report
from .._reports.stored import moment
from .._verdict.model import Entry

Reports = Mapping[str, Report]
"""Where a report was found, to the report."""

_CLOCKS_DIFFER_BY = datetime.timedelta(minutes=5)
_MOST_NAMED = 10


def age_problems(reports: Reports, now: datetime.datetime, max_age: datetime.timedelta) -> Iterator[str]:
    """Reports whose run ended too long ago, or after now."""
    for place, report in reports.items():
        finished_at = moment(report["run"]["finished_at"]) or now
        if now - finished_at > max_age:
            yield f"{place}: too old, its run ended at {report['run']['finished_at']}"
        elif finished_at - now > _CLOCKS_DIFFER_BY:
            yield f"{place}: from the future, its run ended at {report['run']['finished_at']}"


def coverage_problems(inventory: Inventory, reports: Reports) -> Iterator[str]:
    """Each connection in the scope of exactly one report, all that is expected of it there, and nothing else."""
    yield from _twice("label", ((report["label"], place) for place, report in reports.items()))
    looked_at = [(name, place) for place, report in reports.items() for name in report["scope"]]
    yield from _twice("connection", looked_at)
    covered = {name for name, _place in looked_at}
    yield from (f"connection {name} is in no report" for name in inventory["scope"] if name not in covered)
    yield from (f"connection {name} is not in the inventory" for name in sorted(covered - set(inventory["scope"])))
    yield from _image_problems(inventory, reports)
    yield from _rule_problems(inventory, reports)
    yield from _some(
        f"{place}: {_named(entry)} is of connection {entry['connection']}, which its run did not look at"
        for place, report in reports.items()
        for entry in report["images"]
        if entry["connection"] not in report["scope"]
    )


def _image_problems(inventory: Inventory, reports: Reports) -> Iterator[str]:
    expected = {(image["connection"], same_id(image["image_id"])): image["name"] for image in inventory["images"]}
    judged = [
        ((entry["connection"], same_id(entry["image_id"] or "")), place)
        for place, entry in _entries(reports)
        if entry["subject"] == "image" and entry["selection"] is None
    ]
    found = {key for key, _place in judged}
    yield from _some(f"image {name} ({key[0]}) is in no report" for key, name in expected.items() if key not in found)
    yield from _some(
        f"{place}: image {key[1]} ({key[0]}) is not in the inventory" for key, place in judged if key not in expected
    )
    everything = [
        (f"{same_id(entry['image_id'])} ({entry['connection']})", place)
        for place, entry in _entries(reports)
        if entry["image_id"] is not None
    ]
    yield from _twice("image", everything)


def _rule_problems(inventory: Inventory, reports: Reports) -> Iterator[str]:
    """Selections and lists of what others share: each on each of its connections, by the rule of the inventory."""
    selections = {(name, one["name"]): one for one in inventory["selections"] for name in one["connections"]}
    incoming = {rule["connection"] for rule in inventory["incoming"]}
    selected = [(place, entry) for place, entry in _entries(reports) if entry["subject"] == "selection"]
    listed = [(entry["connection"], place) for place, entry in _entries(reports) if entry["subject"] == "incoming"]
    judged = {(entry["connection"], entry["name"]) for _place, entry in selected}
    yield from _some(
        f"selection {name} ({where}) is in no report" for where, name in selections if (where, name) not in judged
    )
    yield from _twice("selection", ((f"{entry['name']} ({entry['connection']})", place) for place, entry in selected))
    yield from _twice("what others share on", listed)
    yield from _some(
        f"what others share on {name} is in no report" for name in sorted(incoming - {name for name, _place in listed})
    )
    for place, entry in selected:
        rule = selections.get((entry["connection"], entry["name"]))
        if rule is None:
            yield f"{place}: selection {entry['name']} ({entry['connection']}) is not in the inventory"
        elif _selects_otherwise(rule, entry):
            yield f"{place}: selection {entry['name']} ({entry['connection']}) selected by another rule"


def _selects_otherwise(rule: Selection, entry: Entry) -> bool:
    """Only the images that a rule matches are in its entry: another rule may match others."""
    selected = cast(Mapping[str, object], entry["rule"] or {}).get("select")
    wanted = {key: value for key, value in rule["select"].items() if key != "newest"}
    return not isinstance(selected, dict) or wanted != {key: selected.get(key) for key in wanted}


def _entries(reports: Reports) -> Iterator[tuple[str, Entry]]:
    return ((place, entry) for place, report in reports.items() for entry in report["images"])


def _named(entry: Entry) -> str:
    return f"image {entry['image_id']}" if entry["image_id"] is not None else entry["name"]


def _twice(what: str, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    places: dict[str, list[str]] = defaultdict(list)
    for name, place in names:
        places[name].append(place)
    yield from _some(
        f"{what} {name} is covered {len(found)} times: {', '.join(sorted(set(found)))}"
        for name, found in places.items()
        if len(found) > 1
    )


def _some(problems: Iterable[str]) -> Iterator[str]:
    every = list(problems)
    yield from every[:_MOST_NAMED]
    if len(every) > _MOST_NAMED:
        yield f"and {len(every) - _MOST_NAMED} more like this"
