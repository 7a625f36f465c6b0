# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What a verdict does not speak of: said in the document, so that nobody takes silence for proof."""

from __future__ import annotations

from collections.abc import Iterator

from ...module_utils._providers.clouds import CLOUDS
from ...module_utils._text import listed
from .._inventory.model import Inventory

_NAMED = 12


def scope_notes(inventory: Inventory, discover: bool) -> Iterator[str]:
    """What the lists of a run can prove, and which connections were not judged on what others share with them."""
    if discover or inventory["selections"]:
        yield "Only own images that the credentials of a connection may list were seen."
        for name in inventory["scope"]:
            unlisted = CLOUDS[inventory["connections"][name]["provider"]].unlisted
            if unlisted is not None:
                yield f"Not in the list of {name}: {unlisted}."
    judged = {rule["connection"] for rule in inventory["incoming"]}
    if judged:
        yield "Of others' images, those that they share were judged, but not their public and community images."
        others = [name for name in inventory["scope"] if name not in judged]
        if others:
            yield f"Not judged on images that others share: {listed(others, _NAMED)}."
