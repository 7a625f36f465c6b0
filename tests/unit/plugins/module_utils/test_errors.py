# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which state of an image an error means."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ErrorKind, State


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("not_found", "not_found"),
        ("forbidden", "denied"),
        ("unauthorized", "denied"),
        ("bad_request", "failed"),
        ("unsupported_version", "failed"),
        ("throttled", "failed"),
        ("unavailable", "failed"),
        ("unreachable", "failed"),
        ("bad_response", "failed"),
    ],
)
def test_the_state_that_an_error_means(kind: ErrorKind, state: State) -> None:
    assert ApiError(kind, "x").state == state
