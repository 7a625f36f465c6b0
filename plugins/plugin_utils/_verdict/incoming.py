# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What others share with a connection's account, held against who may."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from .._inventory.model import Inventory
from .model import Entry
from .view import ConnectionView


def judge_incoming(inventory: Inventory, views: Mapping[str, ConnectionView], today: datetime.date) -> Iterator[Entry]:
    """An entry for the list of each connection that the inventory speaks of."""
    if inventory["incoming"]:
        raise NotImplementedError
    yield from ()
