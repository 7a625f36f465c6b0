# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The JSON report: the whole evidence of one run, the same bytes for the same state of the world but for ``run``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

SCHEMA_VERSION = 1

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
    """SHA-256, in hexadecimal, of the report's canonical JSON less its ``run`` part."""
    world = {key: value for key, value in report.items() if key != "run"}
    return hashlib.sha256(_utf8(_compact(world, sort_keys=True))).hexdigest()


def encode(report: Mapping[str, Any]) -> bytes:
    """The report as a JSON file: one image, finding or warning a line, so that line tools can compare two."""
    parts = [f"{_compact(key)}: {_value(value)}" for key, value in report.items()]
    return _utf8("{\n" + ",\n".join(parts) + "\n}\n")


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


def _value(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
    return _compact(value)


def _compact(value: object, *, sort_keys: bool = False) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)


def _utf8(text: str) -> bytes:
    # A lone surrogate has no UTF-8 form; the backslash form that replaces it is the JSON escape of the same character.
    return text.encode("utf-8", "backslashreplace")
