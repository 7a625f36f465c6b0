# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lists that lie about their end: pages that repeat, and pages with fresh rows and markers for ever."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from .edits import IDS
from .messages import Call

PAGING = ("marker", "offset")
_REPEATED = base64.b64encode(b"the same page again").decode()


def repeated(body: bytes, call: Call) -> bytes:
    """The first page, with the same way on whatever page was asked for."""
    document = _document(body)
    if document is None:
        return body
    _lead_on(document, call, _REPEATED)
    return _bytes(document)


def endless(body: bytes, call: Call, rows: int, serial: Iterator[int]) -> bytes:
    """A full page of ``rows`` rows with ids that were never there before, and the way to the next one."""
    document = _document(body)
    name = next((key for key, value in (document or {}).items() if isinstance(value, list)), None)
    if document is None or name is None:
        return body
    # A list of images has rows without a member: their id is their own. The empty list of a stranger has no row at all.
    models = [row for row in document[name] if isinstance(row, dict)] or [{"id": "0" * 32, "member_id": "0" * 32}]
    field = next(key for key in IDS if key in models[0])
    dashes = "-" in str(models[0][field])
    page = [{**models[0], field: _fresh(number, dashes)} for number in itertools.islice(serial, rows)]
    document[name] = page
    _lead_on(document, call, base64.b64encode(str(page[-1][field]).encode()).decode(), str(page[-1].get("id", "")))
    return _bytes(document)


def _fresh(number: int, dashes: bool) -> str:
    digits = f"f{number:031x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])) if dashes else digits


def _lead_on(document: dict[str, Any], call: Call, marker: str, last_id: str = "") -> None:
    """Put the way on where this cloud says it; SCP's image list has nowhere to say it."""
    if isinstance(document.get("page_info"), dict):
        document["page_info"]["next_marker"] = last_id or marker
        if "current_count" in document["page_info"]:
            document["page_info"]["current_count"] = len(next(v for v in document.values() if isinstance(v, list)))
    if "/v2/images" in call.path and "images" in document:
        document["next"] = f"/v2/images?marker={quote(last_id or marker)}"
    if isinstance(document.get("links"), list):
        document["links"] = [{"href": f"{call.base_url}{call.path}?marker={quote(last_id or marker)}", "rel": "next"}]
    if "total" in document:
        document["total"] = 1_000_000_000


def _document(body: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(body)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
