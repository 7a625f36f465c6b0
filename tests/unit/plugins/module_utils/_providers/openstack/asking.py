# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Images of an OpenStack as the tests read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansible_collections.cloud_images.sharing.plugins.modules.openstack_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10"

PRIVATE = "5e6f7a8b-0000-4000-8000-000000000001"

PARTNER = "edc89b490d7d4392898e19b2deb34797"


def task(clouds: Simulator, *image_ids: str, user: int = 0, **options: Any) -> Any:
    given = {"image_ids": list(image_ids), "on_error": "report", **options}
    return run(main, given, clouds.environ("openstack", user))


def only(result: Any) -> Any:
    (image,) = result["images"]
    return image


def denied(result: Any, visibility: str) -> None:
    image = only(result)
    assert (image["state"], image["members"], image["complete"]) == ("denied", None, None)
    assert image["error"]["kind"] == "forbidden"
    assert f"This one is {visibility}" in image["error"]["message"]
