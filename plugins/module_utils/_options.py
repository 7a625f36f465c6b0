# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Names for what Ansible hands over untyped: an argument spec, not the type checker, says what an option holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ArgumentSpec = Mapping[str, Any]
"""An option's name to its rules, as AnsibleModule takes them."""
Options = Mapping[str, Any]
"""An option's name to its value, checked by an argument spec. None and '' both mean unset."""
JsonObject = dict[str, Any]
"""A decoded JSON object whose fields nobody has checked yet."""
