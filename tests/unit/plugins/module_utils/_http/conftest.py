# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SCP over real sockets, its credentials in the environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http import client as client_module
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


@pytest.fixture
def clouds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Simulator]:
    monkeypatch.setenv("HOME", str(tmp_path))
    with Simulator() as simulator:
        for name, value in simulator.environ("scp").items():
            monkeypatch.setenv(name, value)
        yield simulator


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries follow at once."""
    monkeypatch.setattr(client_module, "generate_jittered_backoff", lambda retries, **_how: iter([0] * retries))
    monkeypatch.setattr(client_module, "_SHORTEST_BRAKE", 0.0)
