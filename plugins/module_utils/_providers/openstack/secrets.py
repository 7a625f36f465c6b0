# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Which values of an OpenStack configuration are secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..._options import Options
from ..base import Context

_SECRET = re.compile(r"pass|secret|token(?!_type|_endpoint)|code$|otp|assertion")


def protect(context: Context, config: Options) -> None:
    """Hide the secrets in a configuration, and only them."""
    values = list(_values(config, False, set()))
    for value, _secret in values:
        context.no_log_discard(value)
    for value, secret in values:
        if secret:
            context.no_log_add(value)


def _values(config: object, secret: bool, seen: set[tuple[int, bool]]) -> Iterator[tuple[str, bool]]:
    """Each value once, and whether it is a secret. YAML can name one part in many places."""
    if isinstance(config, (Mapping, list, tuple)):
        if (id(config), secret) in seen:
            return
        seen.add((id(config), secret))
    if isinstance(config, Mapping):
        for name, value in config.items():
            named_so = bool(_SECRET.search(str(name).replace("-", "_").lower()))
            yield from _values(value, secret or named_so, seen)
    elif isinstance(config, (list, tuple)):
        for value in config:
            yield from _values(value, secret, seen)
    elif config is not None and config != "" and not isinstance(config, bool):
        yield str(config), secret
