# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Names for what Ansible hands over untyped: an argument spec, not the type checker, says what an option holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

ArgumentSpec = Mapping[str, Any]
"""An option's name to its rules, as AnsibleModule takes them."""
Options = Mapping[str, Any]
"""An option's name to its value, checked by an argument spec. None and '' both mean unset."""


class _Endpoint(TypedDict, total=False):
    """A provider may take these away, where its own library decides about them."""

    endpoint: str | None
    validate_certs: bool | None
    ca_path: str | None


class CommonOptions(_Endpoint):
    """The options that the info modules share, checked; times are seconds. See the documentation of any of them."""

    image_ids: list[str] | None
    concurrency: int
    requests_per_second: float | None
    timeout: float
    retries: int
    give_up_after: float
    deadline: float | None
    on_error: Literal["fail", "report"]
    image_details: bool
    discover: bool
    image_names: list[str] | None
    incoming: bool
    incoming_dates: bool


JsonObject = dict[str, Any]
"""A decoded JSON object whose fields nobody has checked yet."""
