# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The module as a task runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.cloud_images.sharing.plugins.modules.openstack_image_member_info import main

from .checks import check_module

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE, MEMBER = "3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10", "edc89b490d7d4392898e19b2deb34797"


def test_one_image_its_failures_and_nothing_asked(clouds: Simulator) -> None:
    options = {"retries": 0}
    assert check_module(main, clouds, clouds.environ("openstack"), IMAGE, options) == [MEMBER]
