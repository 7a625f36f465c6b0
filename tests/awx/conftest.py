# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests of jobs share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ansible_collections.cloud_images.sharing.tests.awx.world import IMS_IMAGE
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


@pytest.fixture
def clouds() -> Iterator[Simulator]:
    """An account and a project, each with one image."""
    with Simulator() as simulator:
        simulator.world.ims = {IMS_IMAGE: simulator.world.ims[IMS_IMAGE]}
        yield simulator
