# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Whether a document has the shape of a report that can be joined. The judge checks members and records itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...module_utils._options import JsonObject
from .._reports.stored import damage, moment
from .._verdict.model import Subject

Shape = Mapping[str, "type | tuple[type, ...]"]

_TEXT = (str, type(None))
_REPORT: Shape = {"label": str, "scope": list, "images": list, "places": dict, "run": dict}
_RUN: Shape = {"started_at": str, "finished_at": str, "connections": dict, "errors": list}
_ERROR: Shape = {"connection": str, "image_id": _TEXT}
_PLACE: Shape = {"provider": str, "endpoint": _TEXT, "region": _TEXT, "account": _TEXT, "proven_by": _TEXT}
_ENTRY: Shape = {
    "subject": str,
    "name": str,
    "connection": str,
    "image_id": _TEXT,
    "selection": _TEXT,
    "state": str,
    "complete": (bool, type(None)),
    "found": (list, type(None)),
    "error": (dict, type(None)),
    "record": (dict, type(None)),
    "rule": (dict, type(None)),
    "listed": (list, type(None)),
    "not_listed": list,
}
_CANDIDATE: Shape = {"image_id": str, "image": (dict, type(None)), "attributes": dict}
_IMAGES: tuple[Subject, ...] = ("image", "unmanaged_image")
_LISTS: tuple[Subject, ...] = ("image_list", "selection")


def shape_problems(report: object) -> Iterator[str]:
    """Why this is not a finished report of this version, or not one that can be joined."""
    broken = next(damage(report), None)
    if broken is not None or not isinstance(report, dict):
        yield broken or "not a report of the gate"
        return
    yield from _misshapen("", report, _REPORT)
    run, entries = report.get("run"), _list(report, "images")
    yield from _misshapen("run.", run, _RUN)
    yield from _rows("run.errors", _list(run, "errors"), _ERROR)
    yield from _rows("images", entries, _ENTRY)
    for entry in entries:
        yield from _entry_problems(entry)
    yield from _place_problems(report)
    if isinstance(run, dict) and moment(run.get("finished_at")) is None:
        yield "run.finished_at is not a time"


def _entry_problems(entry: object) -> Iterator[str]:
    if not isinstance(entry, dict):
        return
    if (entry.get("subject") in _IMAGES) != isinstance(entry.get("image_id"), str):
        yield f"an entry about {entry.get('subject')} has image_id {entry.get('image_id')}"
    if entry.get("subject") in _LISTS:
        yield from _rows("listed", _list(entry, "listed"), _CANDIDATE)


def _place_problems(report: JsonObject) -> Iterator[str]:
    scope, places = _list(report, "scope"), report.get("places")
    if not all(isinstance(name, str) for name in scope):
        yield "scope is not a list of names"
    elif isinstance(places, dict):
        for name in scope:
            yield from _misshapen(f"places.{name}.", places.get(name), _PLACE)


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
            yield f"{place}{name} has the wrong shape"
