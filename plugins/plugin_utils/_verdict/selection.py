# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Selections: which images of a connection a rule means, whether it found as many as it should, and each of them."""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...module_utils._ids import same_id
from ...module_utils._model import DiscoveredImage
from ...module_utils._text import joined, listed, number
from .._inventory.model import ExpectedImage, Inventory, Selection
from .discovery import is_nobodys, is_owned, own_list_findings
from .entry import JudgedList, candidate, list_entry
from .findings import About, distinct, worst
from .image import judge_image
from .matching import Choice, choose, label
from .model import Entry, Finding
from .texts import shown
from .view import ConnectionView

_NAMED = 5


@dataclass(frozen=True)
class _Part:
    """One selection on one of its connections.

    ``chosen`` are the account's own images that are meant for sure, ``doubts`` why these may not be all.
    """

    rule: Selection
    view: ConnectionView
    choice: Choice
    chosen: list[DiscoveredImage]
    doubts: list[Finding]

    @property
    def about(self) -> About:
        return About(self.rule["name"], self.view.name, None, self.rule["source"])


_Key = tuple[str, str]  # connection and image id, as two are the same
_Reached = Mapping[_Key, list[_Part]]


def judge_selections(
    inventory: Inventory, views: Mapping[str, ConnectionView], today: datetime.date
) -> Iterator[Entry]:
    """An entry for each selection on each of its connections, and one for each image that it chose.

    An image that has an entry of its own counts, and is judged there.
    """
    by_id = {(image["connection"], same_id(image["image_id"])) for image in inventory["images"]}
    parts = [[_part(rule, views[name]) for name in rule["connections"]] for rule in inventory["selections"]]
    reached: dict[_Key, list[_Part]] = defaultdict(list)
    for part in itertools.chain(*parts):
        for image in part.chosen:
            reached[_key(part.view, image)].append(part)
    for of_rule in parts:
        content = list(_content_findings(of_rule)) if of_rule and of_rule[0].rule["same_content"] else []
        for part in of_rule:
            yield _rule_entry(part, [one for one in content if one["connection"] == part.view.name])
            yield from _image_entries(part, reached, by_id, today)


def _part(rule: Selection, view: ConnectionView) -> _Part:
    about = About(rule["name"], view.name, None, rule["source"])
    choice = choose(
        rule["select"], [image for image in view.listed if is_owned(view, image) or is_nobodys(view, image)]
    )
    doubts = [
        *own_list_findings(view, about, choice.matched),
        *[
            about.finding("selection_count", doubt, verdict="unknown", expected=_wanted(rule), actual="open")
            for doubt in choice.doubts
        ],
    ]
    return _Part(rule, view, choice, [image for image in choice.chosen if is_owned(view, image)], doubts)


def _wanted(rule: Selection) -> str:
    least, most = rule["count"]["min"], rule["count"]["max"]
    if most is None:
        return f"at least {least:,}"
    return f"{most:,}" if least == most else f"{least:,} to {most:,}"


def _rule_entry(part: _Part, content: Sequence[Finding]) -> Entry:
    was_read = part.view.discovered["images"] is not None
    judged = JudgedList(
        part.about,
        "selection",
        part.view.discovered,
        [*(part.doubts or _count_findings(part)), *content],
        rule=part.rule,
        listed=[candidate(image) for image in part.choice.matched] if was_read else None,
        proof=None if part.doubts else f"{number(len(part.chosen), 'image')} chosen from a complete list of own images",
    )
    return list_entry(part.view, judged)


def _count_findings(part: _Part) -> Iterator[Finding]:
    """Only where it is sure which images are meant."""
    count, least, most = len(part.chosen), part.rule["count"]["min"], part.rule["count"]["max"]
    if least <= count and (most is None or count <= most):
        return
    found = number(count, "image")
    names = f" ({_names(part.chosen)})" if count else ""
    yield part.about.finding(
        "selection_count",
        f"{found}{names} {'matches' if count == 1 else 'match'} the selection, {_wanted(part.rule)} expected",
        expected=_wanted(part.rule),
        actual=found,
    )


def _image_entries(part: _Part, reached: _Reached, by_id: Collection[_Key], today: datetime.date) -> Iterator[Entry]:
    """The images that this selection is the first to reach, each judged by all selections that reach it."""
    for image in part.chosen:
        key = _key(part.view, image)
        if key not in by_id and reached[key][0] is part:
            entries = [_judged(one, image, today) for one in reached[key]]
            findings = [finding for entry in entries for finding in entry["findings"]]
            if len(entries) > 1:
                findings.append(_ambiguous(entries[0], reached[key]))
            yield {**entries[0], "findings": distinct(findings), "verdict": worst(findings)}


def _judged(part: _Part, image: DiscoveredImage, today: datetime.date) -> Entry:
    rule = part.rule
    expected: ExpectedImage = {
        "name": f"{rule['name']}: {label(image)}",
        "connection": part.view.name,
        "image_id": image["image_id"],
        "match": rule["match"],
        "members": rule["members"],
        "visibility": rule["visibility"],
        "max_pending_days": rule["max_pending_days"],
        "source": rule["source"],
    }
    entry = judge_image(expected, part.view, today, selection=rule["name"])
    if entry["state"] != "not_found":
        return entry
    gone = About(entry["name"], entry["connection"], entry["image_id"], entry["source"]).finding(
        "image_not_found",
        "in the list of images, but gone when its members were read: run again",
        verdict="unknown",
        expected="an image",
        actual="image not found",
    )
    return {**entry, "findings": [gone], "verdict": "unknown"}


def _ambiguous(entry: Entry, parts: Sequence[_Part]) -> Finding:
    names = joined([part.rule["name"] for part in parts])
    about = About(entry["name"], entry["connection"], entry["image_id"], entry["source"])
    return about.finding(
        "ambiguous_selection", f"the selections {names} match this image", expected="one selection", actual=names
    )


def _content_findings(parts: Sequence[_Part]) -> Iterator[Finding]:
    """One for each connection, of all images that a rule chose anywhere."""
    images = [image for part in parts for image in part.chosen]
    contents: dict[str | None, list[DiscoveredImage]] = defaultdict(list)
    for image in images:
        contents[image["attributes"]["content_hash"]].append(image)
    silent = contents.pop(None, [])
    known = sorted(hash_value for hash_value in contents if hash_value is not None)
    algorithms = sorted({hash_value.partition(":")[0] for hash_value in known})
    actual = listed([f"{hash_value} of {_names(contents[hash_value])}" for hash_value in known], _NAMED)
    for part in parts:
        if len(known) > len(algorithms):
            message = f"the selected images have different contents: {shown(actual)}"
            yield part.about.finding("different_content", message, expected="one content hash", actual=actual)
        elif silent or len(algorithms) > 1:
            why = f"no hash of {_names(silent)}" if silent else f"hashes of different kinds, {joined(algorithms)}"
            message = f"it is not clear whether the selected images have the same content: the cloud gives {why}"
            yield part.about.finding(
                "different_content", message, verdict="unknown", expected="one content hash", actual=why
            )


def _key(view: ConnectionView, image: DiscoveredImage) -> _Key:
    return view.name, same_id(image["image_id"])


def _names(images: Sequence[DiscoveredImage]) -> str:
    return listed(sorted(shown(label(image)) for image in images), _NAMED)
