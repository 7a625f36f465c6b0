# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where a message that stops people is explained."""

from __future__ import annotations


def see(anchor: str) -> str:
    """The place in the collection's own documentation."""
    return f"See docs/troubleshooting.md#{anchor}."
