# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Whether many reports add up to one run: their shape, their age, and that they cover everything exactly once."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._reports.stored import damage

Report = Mapping[str, Any]
Image = Mapping[str, Any]
Shape = Mapping[str, "type | tuple[type, ...]"]

_CLOCKS_DIFFER_BY = datetime.timedelta(minutes=5)
_MOST_NAMED = 10
_SHAPE: Shape = {"label": str, "scope": list, "images": list, "places": dict, "run": dict}
_RUN_SHAPE: Shape = {"started_at": str, "finished_at": str, "connections": dict, "errors": list}
_ERROR_SHAPE: Shape = {"connection": str, "image_id": (str, type(None))}
_PLACE_SHAPE: Shape = {
    "provider": str,
    "endpoint": (str, type(None)),
    "region": (str, type(None)),
    "account": (str, type(None)),
    "proven_by": (str, type(None)),
}
_IMAGE_SHAPE: Shape = {
    "subject": str,
    "connection": str,
    "image_id": (str, type(None)),
    "match": (str, type(None)),
    "state": str,
    "complete": (bool, type(None)),
    "found": (list, type(None)),
    "error": (dict, type(None)),
    "record": (dict, type(None)),
    "findings": list,
}


def shape_problems(report: object) -> Iterator[str]:
    """Why this is not a report that can be joined. The judge checks members and records itself."""
    problem = next(damage(report), None)
    if problem or not isinstance(report, dict):
        yield problem or "not a report of the gate"
        return
    yield from _misshapen("", report, _SHAPE)
    run, images = report.get("run"), _list(report, "images")
    yield from _misshapen("run.", run, _RUN_SHAPE)
    yield from _rows("run.errors", _list(run, "errors"), _ERROR_SHAPE)
    yield from _rows("images", images, _IMAGE_SHAPE)
    places = report.get("places")
    for name in _list(report, "scope"):
        place = places.get(name) if isinstance(places, dict) and isinstance(name, str) else None
        yield from _misshapen(f"places.{name}.", place, _PLACE_SHAPE)
    for image in images:
        yield from _rows("findings", _list(image, "findings"), {"kind": str})
    if isinstance(run, dict) and _time(run.get("finished_at")) is None:
        yield "run.finished_at is not a time"
    if not all(isinstance(name, str) for name in _list(report, "scope")):
        yield "scope is not a list of names"


def _list(document: object, name: str) -> list[object]:
    value = document.get(name) if isinstance(document, dict) else None
    return value if isinstance(value, list) else []


def _rows(name: str, rows: Iterable[object], shape: Shape) -> Iterator[str]:
    for index, row in enumerate(rows):
        yield from _misshapen(f"{name}[{index}].", row, shape)


def _misshapen(place: str, row: object, shape: Shape) -> Iterator[str]:
    for name, expected in shape.items():
        if not isinstance(row, dict) or name not in row:
            yield f"{place}{name} is missing"
        elif not isinstance(row[name], expected):
            yield f"{place}{name} is not what a report has there"


def _time(text: object) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def age_problems(reports: Mapping[str, Report], now: datetime.datetime, max_age: datetime.timedelta) -> Iterator[str]:
    """Reports whose run ended too long ago, or after now."""
    for place, report in reports.items():
        finished_at = _time(report["run"]["finished_at"]) or now
        if now - finished_at > max_age:
            yield f"{place}: too old, its run ended at {report['run']['finished_at']}"
        elif finished_at - now > _CLOCKS_DIFFER_BY:
            yield f"{place}: from the future, its run ended at {report['run']['finished_at']}"


def coverage_problems(inventory: Mapping[str, Any], reports: Mapping[str, Report]) -> Iterator[str]:
    """Each connection in the scope of exactly one report, each image of the inventory there, and nothing else."""
    yield from _twice("label", ((report["label"], place) for place, report in reports.items()))
    looked_at = [(name, place) for place, report in reports.items() for name in report["scope"]]
    yield from _twice("connection", looked_at)
    covered = {name for name, _place in looked_at}
    yield from (f"connection {name} is in no report" for name in inventory["scope"] if name not in covered)
    yield from (f"connection {name} is not in the inventory" for name in sorted(covered - set(inventory["scope"])))

    expected = {(image["connection"], image["image_id"]): image["name"] for image in inventory["images"]}
    judged = [
        ((image["connection"], image["image_id"]), place)
        for place, report in reports.items()
        for image in report["images"]
        if image["match"] is not None
    ]
    found = {key for key, _place in judged}
    yield from _some(f"image {name} ({key[0]}) is in no report" for key, name in expected.items() if key not in found)
    yield from _some(
        f"{place}: image {key[1]} ({key[0]}) is not in the inventory" for key, place in judged if key not in expected
    )
    everything = [
        (f"{image['image_id']} ({image['connection']})", place)
        for place, report in reports.items()
        for image in report["images"]
        if image["image_id"] is not None
    ]
    yield from _twice("image", everything)
    yield from _some(
        f"{place}: image {image['image_id']} is of connection {image['connection']}, which its run did not look at"
        for place, report in reports.items()
        for image in report["images"]
        if image["connection"] not in report["scope"]
    )


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
