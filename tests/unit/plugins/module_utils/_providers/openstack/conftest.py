# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A cloud with a private image, and a user with files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .asking import PRIVATE
from .homes import User

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


@pytest.fixture
def private(clouds: Simulator) -> Simulator:
    clouds.world.add_image("glance", PRIVATE, visibility="private")
    return clouds


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> User:
    return User(tmp_path, monkeypatch)
