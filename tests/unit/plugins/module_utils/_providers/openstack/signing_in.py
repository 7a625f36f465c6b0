# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A user's credentials for an OpenStack, written where tools look for them, and a task that logs in with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansible_collections.cloud_images.sharing.plugins.modules.openstack_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10"

PASSWORD = "auditor-password-not-real"


def auth(clouds: Simulator, **changed: str) -> dict[str, str]:
    variables = clouds.environ("openstack")
    named = ("auth_url", "username", "password", "user_domain_name", "project_id")
    return {name: variables[f"OS_{name.upper()}"] for name in named} | changed


def task(environ: dict[str, str] | None = None, **options: Any) -> Any:
    return run(main, {"image_ids": [IMAGE], "on_error": "report", **options}, environ)


def clouds_yaml(folder: Path, **clouds: Any) -> dict[str, str]:
    """The variable that names a clouds.yaml with these clouds."""
    path = folder / "clouds.yaml"
    path.write_text(json.dumps({"clouds": clouds}), encoding="utf-8")
    return {"OS_CLIENT_CONFIG_FILE": str(path)}


def source(result: Any) -> Any:
    assert result["images"][0]["state"] == "read", result
    return result["summary"]["credentials_from"]
