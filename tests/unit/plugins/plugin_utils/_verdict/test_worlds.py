# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whatever the clouds say: no image is green without its whole list, read by its proven owner.

`make soak` draws a million worlds.
"""

from __future__ import annotations

import pytest

from .lies import LIES
from .worlds import run

WORLDS, PARTS = 20_000, 10


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_image_is_green_without_its_proven_owners_whole_list(part: int) -> None:
    count = WORLDS // PARTS
    seen = run(part * count, count)
    assert seen["gate: pass"] > count / 20
    assert seen["entry: compliant"] > count
    assert all(seen[f"lie: {lie}"] for lie in LIES)
