# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import unicodedata

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.text import (
    columns,
    fit,
    short_ids,
    shortened,
    tally,
    visible,
    wrap,
)
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import Verdict
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

# Scripts in which images are named: Latin with accents apart, Hangul, Chinese, kana, half-width and full-width forms.
NAMES = st.text(st.sampled_from("aZ09 -_.é\u0301한국서울中文镜像かなｶﾅ。…"), max_size=60)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("golden-rhel9", "golden-rhel9"),
        ("한국 이미지", "한국 이미지"),
        ("two\nlines\tand\u00a0more", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("bell\x07 nul\x00 c1\x9b", "bell\\x07 nul\\x00 c1\\x9b"),
        ("invoice\u202egpj.exe", "invoice\\u202egpj.exe"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("half \ud800 pair", "half \\ud800 pair"),
        ("tag \U000e0041", "tag \\U000e0041"),
        (404, "404"),
    ],
)
def test_everything_can_be_seen(text: object, seen: str) -> None:
    assert visible(text) == seen


@given(st.text())
def test_no_character_steers_or_hides(text: str) -> None:
    assert not {unicodedata.category(char) for char in visible(text)} & {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


@given(NAMES)
def test_columns_are_those_of_a_terminal(text: str) -> None:
    assert columns(text) == wcswidth(text)


@given(NAMES, st.integers(3, 30))
def test_fit_never_exceeds_its_width(text: str, width: int) -> None:
    fitted = fit(text, width)

    assert columns(fitted) <= width
    assert fitted == text or fitted.endswith("…")


@given(NAMES, st.integers(2, 30))
def test_wrapped_lines_keep_to_the_width_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert max(map(columns, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_are_not_broken_without_need() -> None:
    assert wrap("expected exactly team-a, found team-b", 16) == ["expected exactly", "team-a, found", "team-b"]


def test_verdicts_are_counted_the_worst_first() -> None:
    counts: dict[Verdict, int] = {"compliant": 1_037, "waived": 2, "unknown": 2, "violation": 2}

    assert tally(counts) == "2 in violation, 2 unknown, 2 waived, 1,037 compliant"
    assert tally({"violation": 1}) == "1 in violation"
    assert tally({"violation": 0}) == ""


def test_ids_in_a_text_are_shortened_and_nothing_else() -> None:
    short = {"0f3c9a21b7e04c1d": "0f3c9a21b7…"}

    assert (
        shortened("exactly a, 0f3c9a21b7e04c1d; (0f3c9a21b7e04c1d)", short) == "exactly a, 0f3c9a21b7…; (0f3c9a21b7…)"
    )
    assert shortened("request 0f3c9a21b7e04c1d-0f3c9a21b7e04c1d", short) == "request 0f3c9a21b7e04c1d-0f3c9a21b7e04c1d"


def test_ids_are_cut_to_ten_characters() -> None:
    assert short_ids(["0f3c9a21b7e04c1d"], ["6733a7ad58694af1"]) == {"0f3c9a21b7e04c1d": "0f3c9a21b7…"}


def test_ids_that_begin_alike_are_told_apart() -> None:
    known = ["aaaaaaaaaa-1111-x", "aaaaaaaaaa-1122-x"]

    assert short_ids(known[:1], known) == {known[0]: "aaaaaaaaaa-111…"}


@given(st.lists(st.text("ab", min_size=1, max_size=24), min_size=1, unique=True))
def test_short_ids_are_unambiguous_beginnings(ids: list[str]) -> None:
    short = short_ids(ids, ids)

    assert len(set(short.values())) == len(ids)
    for full, cut in short.items():
        assert full == cut or full.startswith(cut.removesuffix("…"))
