# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What a host name means."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable


def is_below(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of the domains or a host in one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
