# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Selections: which images of a connection a rule means, and whether it found as many as it should."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from .._inventory.model import Inventory
from .model import Entry
from .view import ConnectionView


def judge_selections(
    inventory: Inventory, views: Mapping[str, ConnectionView], today: datetime.date
) -> Iterator[Entry]:
    """An entry for each selection on each of its connections, and one for each image that it chose."""
    if inventory["selections"]:
        raise NotImplementedError
    yield from ()
