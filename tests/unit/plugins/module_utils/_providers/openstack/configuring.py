# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tasks whose configuration comes from options, from the environment or from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.provider import PROVIDER
from ansible_collections.cloud_images.sharing.plugins.modules.openstack_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10"
URL = "https://keystone.invalid/v3"
CREDENTIAL = {"application_credential_id": "the-id", "application_credential_secret": "the-secret"}
SOURCES = ["options", "environment", "file"]


class Task:
    """A task whose configuration comes from one of the sources."""

    def __init__(self, source: str, folder: Path, settings: dict[str, str]) -> None:
        """``settings``: what belongs into ``auth``, and auth_type and region_name."""
        self.file = folder / "clouds.yaml"
        auth = {name: value for name, value in settings.items() if name not in ("auth_type", "region_name")}
        rest = {name: value for name, value in settings.items() if name in ("auth_type", "region_name")}
        self.options: dict[str, Any] = {**rest, "auth": auth} if source == "options" else {}
        self.environ = {f"OS_{name.upper()}": value for name, value in settings.items()}
        self.source = source
        if source == "file":
            self.file.write_text(json.dumps({"clouds": {"prod": {**rest, "auth": auth}}}))
            self.environ = {"OS_CLIENT_CONFIG_FILE": str(self.file)}
        elif source == "options":
            self.environ = {}

    def run(self, **options: Any) -> Any:
        given = {"image_ids": [IMAGE], "on_error": "report", "image_details": True, "retries": 0}
        return run(main, {**given, **self.options, **options}, self.environ)

    def read(self, **options: Any) -> Run:
        """As `run`, in a process that keeps no warnings of others. The task must not fail."""
        with mock.patch.dict("os.environ", self.environ, clear=True):
            return Run(PROVIDER, {"image_ids": [IMAGE], "image_details": True, "retries": 0, **self.options, **options})

    def name(self, *keys: str) -> str:
        """What a message calls some settings."""
        names = " and ".join(map(self.short, keys))
        return f"{names} of the cloud prod in {self.file}" if self.source == "file" else names

    def short(self, key: str) -> str:
        if self.source == "options" and key not in ("auth_type", "region_name"):
            return f"auth.{key}"
        return f"OS_{key.upper()}" if self.source == "environment" else key


def login(clouds: Simulator, **scope: str) -> dict[str, str]:
    """The auditor's password with another scope."""
    variables = clouds.environ("openstack")
    named = ("auth_url", "username", "password", "user_domain_name")
    return {name: variables[f"OS_{name.upper()}"] for name in named} | scope
