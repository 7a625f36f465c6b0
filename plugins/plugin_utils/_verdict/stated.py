# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What a connection states about its place. Whatever it leaves open comes from the environment, files or defaults."""

from __future__ import annotations

from collections.abc import Mapping

from .._inventory.model import Connection

_ACCOUNT = ("account_id", "project_id")
_REGION = ("region", "region_name")


def stated_account(connection: Connection) -> str | None:
    """The account or project whose images these are, None where the connection leaves it open."""
    options = connection["options"]
    auth = options.get("auth")
    inside = auth.get("project_id") if isinstance(auth, Mapping) else None
    return _first(*(options.get(name) for name in _ACCOUNT), inside)


def stated_region(connection: Connection) -> str | None:
    """The region, None where the connection leaves it open."""
    return _first(*(connection["options"].get(name) for name in _REGION))


def stated_endpoint(connection: Connection) -> str | None:
    """The image service's base URL, None where the connection leaves it open."""
    return _first(connection["options"].get("endpoint"))


def _first(*values: object) -> str | None:
    return next((str(value) for value in values if value not in (None, "")), None)
