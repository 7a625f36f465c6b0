# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Times, as the vendors write them."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._times import rfc3339, rfc3339_from_millis
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-07-22T09:00:00Z", "2025-07-22T09:00:00Z"),
        ("2024-06-16 02:55:13+00:00", "2024-06-16T02:55:13Z"),
        ("2024-06-16T02:55:13", "2024-06-16T02:55:13Z"),
        ("2024-06-16T02:55:13.123456", "2024-06-16T02:55:13.123456Z"),
        ("2024-06-16T09:55:13+0700", "2024-06-16T02:55:13Z"),
        ("2024-06-16T00:10:00+09:00", "2024-06-15T15:10:00Z"),
        ("2024-13-45T02:55:13Z", "2024-13-45T02:55:13Z"),
        ("0001-01-01T00:00:00+09:00", "0001-01-01T00:00:00+09:00"),
        ("yesterday", "yesterday"),
        ("", None),
        (None, None),
    ],
)
def test_times_come_out_in_utc_or_unchanged(text: str | None, expected: str | None) -> None:
    assert rfc3339(text) == expected


@pytest.mark.parametrize(
    ("millis", "expected"),
    [
        (1713320018058, "2024-04-17T02:13:38.058Z"),
        ("1713320018058", "2024-04-17T02:13:38.058Z"),
        (0, "1970-01-01T00:00:00.000Z"),
        (None, None),
        ("soon", "soon"),
        (10**30, "1" + "0" * 30),
    ],
)
def test_milliseconds_keep_their_precision(millis: object, expected: str | None) -> None:
    assert rfc3339_from_millis(millis) == expected


@given(st.text())
def test_no_text_breaks_a_time(text: str) -> None:
    assert rfc3339(text) is None if text == "" else isinstance(rfc3339(text), str)
