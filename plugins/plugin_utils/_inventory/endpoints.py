# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where an inventory file may send requests: to the vendor's own services, or to this machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# Deliberately narrower than a URL: no user, no escapes, no query, no international names, nothing two parsers could
# read in two ways.
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*|\[::1\])(:(?P<port>[0-9]{1,5}))?"
    r"(/[A-Za-z0-9._~-]+)*/?",
    re.ASCII | re.IGNORECASE,
)
# Between service and domain: perhaps a region, perhaps the letter of an environment. Whatever else stands there may be
# a product whose hosts customers name, such as object storage.
_BETWEEN = r"([a-z]{2}(-[a-z0-9]+)+\.)?([a-z]\.)?"
_LOOPBACK = re.compile(r"localhost|127(\.(0|[1-9][0-9]{0,2})){3}|\[::1\]")


def is_allowed(url: object, services: Iterable[str], domains: Sequence[str]) -> bool:
    """True for https to a service below one of the domains on the usual port, and for any loopback address."""
    found = _URL.fullmatch(url) if isinstance(url, str) else None
    if not found:
        return False
    host = found["host"].lower()
    if _LOOPBACK.fullmatch(host):
        return True
    theirs = rf"({_one_of(services)})\.{_BETWEEN}({_one_of(domains)})"
    return bool(re.fullmatch(theirs, host)) and found["scheme"].lower() == "https" and found["port"] in (None, "443")


def _one_of(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, names))
