# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where an inventory file may send requests: to the vendor's own hosts, or to this machine."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...module_utils._hosts import is_below

# Deliberately narrower than a URL: no user, no escapes, no query, no international names, nothing two parsers could
# read in two ways.
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*|\[::1\])(:(?P<port>[0-9]{1,5}))?"
    r"(/[A-Za-z0-9._~-]+)*/?",
    re.ASCII | re.IGNORECASE,
)
# Huawei's and OTC's object storage: every customer can have a host below it.
_OBJECT_STORAGE = "obs"
_LOOPBACK = re.compile(r"localhost|127(\.(0|[1-9][0-9]{0,2})){3}|\[::1\]")


def is_allowed(url: object, domains: Sequence[str]) -> bool:
    """True for https to a host in one of the domains on the usual port, and for http or https to a loopback address.

    Not for hosts that a customer of the vendor can name.
    """
    found = _URL.fullmatch(url) if isinstance(url, str) else None
    if not found:
        return False
    host = found["host"].lower()
    if _LOOPBACK.fullmatch(host):
        return True
    if _OBJECT_STORAGE in host.split("."):
        return False
    return is_below(host, domains) and found["scheme"].lower() == "https" and found["port"] in (None, "443")
