# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Whether evidence was read where the inventory says: provider, endpoint, region and account."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ...module_utils._ids import same_id
from ...module_utils._text import joined
from .._inventory.model import Connection, Inventory
from .._verdict.model import ReportedPlace
from .._verdict.stated import stated_account, stated_endpoint, stated_region
from .coverage import Reports

_PORTS = {"http": 80, "https": 443}


def place_problems(inventory: Inventory, reports: Reports) -> Iterator[str]:
    """Evidence of a place that is not the one that the inventory states. What was not read has no place."""
    for where, report in reports.items():
        for name in report["scope"]:
            connection = inventory["connections"].get(name)
            if connection is not None:
                for what, stated, read in _compared(connection, report["places"][name]):
                    if stated is not None and read is not None and stated != read:
                        yield f"{where}: connection {name} was read at {what} {read}, the inventory says {stated}"


def not_compared(inventory: Inventory, reports: Reports) -> Iterator[str]:
    """What could not be compared, as notes for the joint report, by connection."""
    for report in reports.values():
        for name in report["scope"]:
            open_ones = [
                f"{what} {read}"
                for what, stated, read in _compared(inventory["connections"][name], report["places"][name])
                if stated is None and read is not None
            ]
            if open_ones:
                yield (
                    f"{name}: the inventory does not say what its report says of the place, so it could not be "
                    f"compared: {joined(open_ones)}"
                )


def _compared(connection: Connection, place: ReportedPlace) -> Iterator[tuple[str, str | None, str | None]]:
    """What, as the inventory states it, as it was read."""
    yield "provider", connection["provider"], place["provider"]
    yield "endpoint", _url(stated_endpoint(connection)), _url(place["endpoint"])
    yield "region", stated_region(connection), place["region"]
    yield "account", _id(stated_account(connection)), _id(place["account"])


def _id(text: str | None) -> str | None:
    return None if text is None else same_id(text)


def _url(text: str | None) -> str | None:
    """A base URL in the form in which two compare."""
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return text
    return f"{parts.scheme}://{(parts.hostname or '').lower()}:{port}{parts.path.rstrip('/')}"
