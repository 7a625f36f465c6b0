# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What a file may not do: a change to an inventory file must not be able to send credentials elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...module_utils._options import Options
from ...module_utils._providers.clouds import CLOUDS
from .endpoints import is_allowed
from .keys import Section, value_of
from .problems import Document, Problems
from .schema import Rules, options_of

_CONNECTIONS: Section = "connections"
_INLINE = "give it through assert_sharing_connections"
_SECRET = (
    "a secret in a plain file: encrypt the whole file with ansible-vault, give the secret through the environment, or "
    f"{_INLINE}"
)
_NEVER = f"not allowed in a file: {_INLINE}"


def check_file(document: Document, problems: Problems) -> None:
    """Refuse secrets in plain files, TLS switches, paths, and endpoints that are not the vendor's."""
    if document.inline:
        return
    connections = value_of(document.root, _CONNECTIONS)
    for name, connection in connections.items() if isinstance(connections, dict) else ():
        provider = value_of(connection, "provider")
        if isinstance(provider, str) and provider in CLOUDS:
            for path, rule, value in _ruled(connection, options_of(provider), {}):
                text = _broken(rule, value, document.encrypted, provider)
                if text:
                    problems.add(document, [_CONNECTIONS, name, *path], text)


def file_options(provider: str, options: Options) -> tuple[Options, tuple[str, ...]]:
    """The options that a plain file may hold, and the names of the others."""
    refused = {
        path[0]
        for path, rule, value in _ruled(options, options_of(provider), {})
        if _broken(rule, value, False, provider)
    }
    return {name: value for name, value in options.items() if name not in refused}, tuple(sorted(refused))


def _ruled(options: Options, known: Rules, other: Rules) -> Iterator[tuple[list[str], str | None, Any]]:
    """Each option, and each value in one, with its path and the schema's rule for files (x-in-files)."""
    for name, value in options.items():
        about = known.get(name, other)
        if "additionalProperties" in about and isinstance(value, Mapping):
            inside = _ruled(value, about.get("properties", {}), about["additionalProperties"])
            yield from (([name, *path], rule, one) for path, rule, one in inside)
        else:
            yield [name], about.get("x-in-files"), value


def _broken(rule: str | None, value: Any, encrypted: bool, provider: str) -> str | None:
    if rule == "never":
        return _NEVER
    if rule == "encrypted" and not encrypted:
        return _SECRET
    cloud = CLOUDS[provider]
    if rule == "vendor" and not is_allowed(value, cloud.services, cloud.domains):
        return (
            f"in a file, only https to the vendor's own services ({', '.join(cloud.services)}) below "
            f"{', '.join(cloud.domains)}, or a loopback address, is allowed. For another endpoint, {_INLINE}"
        )
    return None
