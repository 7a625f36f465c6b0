# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


@pytest.fixture(scope="session")
def _scratch_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The official SDK, with which the simulator verifies, writes into the home folder when it is imported."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture
def clouds(_scratch_home: None) -> Iterator[Simulator]:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

    with Simulator() as simulator:
        yield simulator
