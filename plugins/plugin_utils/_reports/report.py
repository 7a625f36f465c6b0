# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The JSON report: the whole evidence of one run, the same bytes for the same state of the world but for ``run``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

SCHEMA_VERSION = 1

_COMPACT = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_SORTING = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True)

# What an error says about one request, not about the world: it moves to `run`.
_PER_REQUEST = ("request_id", "attempts")


def build(verdict: Mapping[str, Any], run: Mapping[str, Any], label: str, mode: str) -> dict[str, Any]:
    """Join a verdict document and the facts of its run into the report that all other reports are made from.

    :param verdict: what ``verdict.judge`` returned.
    :param run: all that changes from run to run: times, versions, requests and retries of each connection.
    :param label: the name of this run.
    :param mode: ``enforce`` or ``audit``.
    :returns: the JSON document. ``run["errors"]`` lists request id and attempts of each image that could not be read,
        ``run["report_sha256"]`` is the :func:`digest` of the rest.
    """
    world = {
        "schema_version": SCHEMA_VERSION,
        "label": label,
        "mode": mode,
        "gate": verdict["gate"],
        "scope": sorted(verdict["scope"]),
        "not_in_scope": sorted(verdict["not_in_scope"]),
        "counts": dict(verdict["counts"]),
        "findings": list(verdict["findings"]),
        "warnings": list(verdict["warnings"]),
        "images": [_image(image) for image in verdict["images"]],
    }
    errors = list(_request_errors(verdict["images"]))
    return {**world, "run": {**run, "errors": errors, "report_sha256": digest(world)}}


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


def _image(image: Mapping[str, Any]) -> dict[str, Any]:
    error = image["error"]
    return {**image, "error": error and {key: value for key, value in error.items() if key not in _PER_REQUEST}}


def _request_errors(images: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for image in images:
        if image["error"]:
            yield {
                "connection": image["connection"],
                "image_id": image["image_id"],
                **{key: image["error"].get(key) for key in _PER_REQUEST},
            }


def _json(value: object, *, sort_keys: bool = False, before: str = "", after: str = "") -> bytes:
    text = (_SORTING if sort_keys else _COMPACT).encode(value)
    # A lone surrogate has no UTF-8 form; the backslash form that replaces it is the JSON escape of the same character.
    return f"{before}{text}{after}".encode("utf-8", "backslashreplace")
