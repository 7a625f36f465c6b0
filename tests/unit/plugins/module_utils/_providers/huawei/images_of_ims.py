# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Images of IMS as the tests read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansible_collections.cloud_images.sharing.plugins.modules.huawei_ims_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "370befec-a369-475e-a224-44a45927a8fe"

OTC_IMAGE = "d164b5df-1bc3-4c3f-893e-3e471fd16e64"

PROJECT = "1bed856811654c1cb661a6ca845ebc77"

PARTNER = "edc89b490d7d4392898e19b2deb34797"

KEYS = {"access_key": "EXAMPLEACCESSKEY0001", "secret_key": "ExampleSecretKey/0001+notreal"}

PARTNER_KEYS = {"access_key": "EXAMPLEMEMBERKEY0001", "secret_key": "ExampleMemberSecret/0001+notreal"}

V1 = f"/v1/{PROJECT}/cloudimages"

V2 = "/v2/images"


def task(clouds: Simulator, *image_ids: str, **options: Any) -> Any:
    given = {
        **KEYS,
        "image_ids": list(image_ids),
        "project_id": PROJECT,
        "endpoint": clouds.url,
        "on_error": "report",
        **options,
    }
    return run(main, given)
