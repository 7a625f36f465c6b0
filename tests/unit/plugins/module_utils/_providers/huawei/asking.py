# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Huawei's credentials as the tests use them, a task with them, and the settings that they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.settings import (
    Settings,
    find_settings,
)
from ansible_collections.cloud_images.sharing.plugins.modules.huawei_ims_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "370befec-a369-475e-a224-44a45927a8fe"

PROJECT = "1bed856811654c1cb661a6ca845ebc77"

DOMAIN = "0123456789abcdef0123456789abcdef"

KEYS = {"access_key": "EXAMPLEACCESSKEY0001", "secret_key": "ExampleSecretKey/0001+notreal"}

TEMPORARY = {
    "access_key": "EXAMPLETEMPORARY0001",
    "secret_key": "ExampleTemporarySecret/0001+notreal",
    "security_token": "gQpjbi1ub3J0aC00EXAMPLE+token/==",
}

PASSWORD = {"username": "auditor", "password": "auditor-password-not-real", "domain_name": "owner"}

WRONG = {"access_key": KEYS["access_key"], "secret_key": "WrongSecretKey/0001+notreal"}

FIND_PROJECT = "GET /v3/projects?name=ap-southeast-3 200"

WHOSE_TOKEN = "GET /v3/auth/tokens?nocatalog=1 200"

GET_TOKEN = "POST /v3/auth/tokens?nocatalog=1 201"

READ = f"GET /v1/{PROJECT}/cloudimages/{IMAGE}/members?limit=1000 200"


def task(clouds: Simulator, environ: Mapping[str, str] | None = None, /, **options: Any) -> Any:
    given = {
        "image_ids": [IMAGE],
        "region": "ap-southeast-3",
        "endpoint": clouds.url,
        "iam_endpoint": clouds.url,
        "on_error": "report",
        **options,
    }
    return run(main, given, environ)


def settings_for(
    options: dict[str, Any],
    environ: dict[str, str],
    service: str = "ims",
    no_log_add: list[str] | None = None,
    home: Path = Path("/nonexistent"),
) -> Settings:
    def new_client(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("no request belongs here")

    hidden: list[str] = [] if no_log_add is None else no_log_add
    return find_settings(Context(options, environ, home, new_client, hidden.append, print), service)
