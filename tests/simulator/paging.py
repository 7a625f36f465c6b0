# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cut a list into pages as IMS and CPH document it, or as a broken or old service would.

Pages: support.huaweicloud.com/api-ims/ims_03_0661.html and api-cph/cph_api_0562.md. The marker's text is invented.
Departures (``Image.paging``), all invented but for older services without page_info: ``empty`` and ``absent`` spell the
last page's next_marker as '' or leave it out; ``no_page_info`` leaves page_info out; ``repeat`` hands the same marker
out for ever; ``wrong_count`` counts one row too many; ``ignore_limit`` answers the default size whatever was asked for;
``endless`` always has one more page.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from .messages import Call, Refused, Reply

Row = TypeVar("Row")
_PREFIX = "offset:"


def limit_of(call: Call, default: int, maximum: int, refuse: Callable[[str], Reply]) -> int:
    text = call.query.get("limit", str(default))
    if not text.isdecimal() or not 1 <= int(text) <= maximum:
        raise Refused(refuse("limit"))
    return int(text)


def marker_for(offset: int) -> str:
    return base64.b64encode(f"{_PREFIX}{offset}".encode()).decode()


def offset_of(call: Call, refuse: Callable[[str], Reply]) -> int:
    marker = call.query.get("marker", "")
    if not marker:
        return 0
    try:
        text = base64.b64decode(marker, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Refused(refuse("marker")) from None
    if not text.startswith(_PREFIX):
        raise Refused(refuse("marker"))
    return int(text.removeprefix(_PREFIX))


def cut(
    rows: Sequence[Row], offset: int, limit: int, departures: Sequence[str], counted: bool
) -> tuple[Sequence[Row], dict[str, Any]]:
    """The rows of one page and what it says of itself: ``{"page_info": …}``, or nothing."""
    page = rows[offset : offset + limit]
    end = offset + len(page)
    if "no_page_info" in departures:
        return page, {}
    info: dict[str, Any] = {"next_marker": marker_for(end) if end < len(rows) else None}
    if "repeat" in departures:
        info["next_marker"] = marker_for(limit)
    elif "endless" in departures:
        info["next_marker"] = marker_for(end + 1)
    elif info["next_marker"] is None and "absent" in departures:
        del info["next_marker"]
    elif info["next_marker"] is None and "empty" in departures:
        info["next_marker"] = ""
    if counted:
        info["current_count"] = len(page) + ("wrong_count" in departures)
    return page, {"page_info": info}
