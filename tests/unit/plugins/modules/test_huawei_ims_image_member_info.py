# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The module as a task runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.cloud_images.sharing.plugins.modules.huawei_ims_image_member_info import main

from .checks import check_module

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE, MEMBER = "370befec-a369-475e-a224-44a45927a8fe", "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9"


def test_one_image_its_failures_and_nothing_asked(clouds: Simulator) -> None:
    options = {"endpoint": clouds.url, "project_id": "1bed856811654c1cb661a6ca845ebc77"}
    assert check_module(main, clouds, clouds.environ("huawei"), IMAGE, options) == [MEMBER]
