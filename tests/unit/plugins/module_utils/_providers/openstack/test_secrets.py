# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Secrets of a configuration are hidden, and nothing else is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.provider import PROVIDER
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

from .signing_in import IMAGE, PASSWORD, auth, clouds_yaml, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


@pytest.mark.parametrize("where", ["auth", "cloud", "environment", "file"])
def test_secrets_are_hidden_and_nothing_else_is(
    clouds: Simulator, tmp_path: Path, where: str, monkeypatch: Any
) -> None:
    options: dict[str, Any] = {"image_ids": [IMAGE]}
    environ: dict[str, str] = {}
    if where == "auth":
        options["auth"] = auth(clouds)
    elif where == "cloud":
        options["cloud"] = {"auth": auth(clouds), "interface": "public", "identity_api_version": 3}
    elif where == "environment":
        environ = clouds.environ("openstack")
    else:
        environ = clouds_yaml(tmp_path, prod={"auth": auth(clouds), "identity_api_version": 3})
    for name in [name for name in os.environ if name.startswith("OS_")]:
        monkeypatch.delenv(name)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    hidden = Run(PROVIDER, options).hidden
    assert hidden == {PASSWORD, *clouds.tokens.issued}


def test_plain_values_of_the_options_are_not_masked_in_the_answer(clouds: Simulator) -> None:
    given = {"auth": auth(clouds), "interface": "public", "identity_api_version": 3}
    for options in ({"auth": auth(clouds)}, {"cloud": given}):
        image = task(image_details=True, **options)["images"][0]
        assert image["image"]["owner_id"] == clouds.world.owner("glance")
        assert image["image"]["caller_is_owner"] is True
        assert image["members"][0]["created_at"].endswith("Z")
