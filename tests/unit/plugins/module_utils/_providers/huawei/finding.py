# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finds Huawei's settings as a task does, with an environment and a home folder of the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.settings import (
    Settings,
    find_settings,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"


class Found:
    """The settings of one task, what it warned of and what it hid."""

    def __init__(self, environ: dict[str, str], /, **options: Any) -> None:
        """``home``, which is no option, is the home folder; without one there is none."""

        def unused(*_arguments: Any, **_named: Any) -> Any:
            raise AssertionError("no request is needed to find settings")

        self.warnings: list[str] = []
        self.hidden: list[str] = []
        home = options.pop("home", Path("/nonexistent"))
        context = Context(options, environ, home, unused, self.hidden.append, self.warnings.append)
        self.settings: Settings = find_settings(context, "ims")

    @property
    def access_key(self) -> str | None:
        return self.settings.credentials.get("access_key")
