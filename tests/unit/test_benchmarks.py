# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Each benchmark has one place in the documentation for its figures, which it finds after hours of measuring."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.benchmarks.__main__ import BENCHMARKS, PAGE


@pytest.mark.parametrize("name", BENCHMARKS)
def test_the_page_has_a_place_for_the_figures(name: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    assert text.count(begin) == text.count(end) == 1
    assert text.index(begin) < text.index(end)
