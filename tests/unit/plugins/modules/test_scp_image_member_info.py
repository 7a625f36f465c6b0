# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The module as a task runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.cloud_images.sharing.plugins.modules.scp_image_member_info import main

from .checks import check_module

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE, MEMBER = "70a599e0-31e7-49b7-b260-868f441e862b", "a8f10467abfc4b87b64614ab36eb9ae4"


def test_one_image_its_failures_and_nothing_asked(clouds: Simulator) -> None:
    options = {"endpoint": clouds.url}
    assert check_module(main, clouds, clouds.environ("scp"), IMAGE, options) == [MEMBER]
