# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Images of SCP as the tests read them."""

from __future__ import annotations

from typing import Any

from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"


def scp(clouds: Simulator, *image_ids: str, **options: Any) -> Run:
    return Run(PROVIDER, {"image_ids": list(image_ids or [IMAGE]), "endpoint": clouds.url, **options})
