# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The files of an OpenStack user."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.config import find_cloud
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.sdk import openstack_config

OWN = {"auth_url": "https://keystone.example.com/v3", "username": "user", "project_name": "images"}
WITH_PASSWORD = {"auth": {**OWN, "password": "my-password"}}
FOREIGN = {"auth": {**OWN, "auth_url": "https://elsewhere.example.net/v3"}}


class User:
    """A user with a home, in a folder that came with somebody's repository."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = folder / "home" / ".config" / "openstack"
        self.site = folder / "etc"
        self.here = folder / "repository"
        for path in (self.home, self.site, self.here):
            path.mkdir(parents=True)
        monkeypatch.chdir(self.here)
        monkeypatch.setattr(openstack_config().loader, "CONFIG_SEARCH_PATH", [self.here, self.home, self.site])
        self.warnings: list[str] = []

    def find(self, environ: dict[str, str] | None = None, /, *, trusted: bool = True, **options: Any) -> dict[str, Any]:
        """What the cloud's plugin would log in with, and the source."""
        unused: Any = None
        context = Context(
            options,
            environ or {},
            self.home.parents[1],
            unused,
            lambda value: None,
            self.warnings.append,
            trust_current_folder=trusted,
        )
        cloud = find_cloud(context)
        return {**cloud.region.get_auth_args(), "source": cloud.source}


def put(path: Path, **clouds: Any) -> Path:
    path.write_text(json.dumps({"clouds": clouds}), encoding="utf-8")
    return path
