# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Regular expressions for names: the same as Python's where both understand one, and in bounded time."""

from __future__ import annotations

import re

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._names import PatternError, compile_name_regex
from hypothesis import assume, given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("golden-rhel9-[0-9]{8}", "golden-rhel9-20261101", "golden-rhel9-2026110"),
        ("golden-(rhel|win)[0-9]+", "golden-win22", "golden-win"),
        ("^golden-.*$", "golden-", "Golden-x"),
        ("([a-z0-9]+-)*v[0-9]{1,3}", "aa-b1-v12", "aa-b1-v1234"),
        (r"a\.b\$", "a.b$", "axb$"),
        (r"(?:x|)\d\w?", "7", "x"),
        ("[^]a-]+", "b", "b-"),
        ("", "", "x"),
    ],
)
def test_the_whole_name_is_compared(pattern: str, fitting: str, other: str) -> None:
    matches = compile_name_regex(pattern)
    assert matches(fitting)
    assert not matches(other)


@pytest.mark.parametrize(
    "pattern",
    [
        *[
            "(?=a)",
            "(?<!a)b",
            "(a)\\1",
            "(?i)a",
            "(?P<n>a)",
            "a++",
            "a**",
            "*",
            "(a",
            "a)",
            "[a",
            "[z-a]",
            "a{2",
            "a{}",
        ],
        *["a{256}", "a{3,2}", "\\", "a^b", "a$b", "[[:alpha:]]", "[a--b]", "x" * 201, "((a+)+)+", "((a{99}){99}){99}"],
    ],
)
def test_what_is_not_understood_or_could_take_too_long_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_name_regex(pattern)


@pytest.mark.parametrize("pattern", ["(a*)*b", "(a|a)*b", "(a|aa)+b", "(.*)*x", "(a?){99}a{99}b", "a*a*a*a*a*a*b"])
def test_patterns_that_python_would_never_end_on_end_here(pattern: str) -> None:
    assert not compile_name_regex(pattern)("a" * 1024)


def test_no_name_of_a_cloud_is_that_long() -> None:
    assert compile_name_regex("a*")("a" * 1024)
    assert not compile_name_regex("a*")("a" * 1025)


ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "\\w", "\\.", "é"])
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{,2}", "*?"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)


@given(PATTERNS, st.text("abé.", max_size=6))
def test_pythons_own_engine_agrees(pattern: str, name: str) -> None:
    try:
        matches = compile_name_regex(pattern)
    except PatternError as error:
        assume("too long" not in str(error) and "longer" not in str(error))
        raise
    assert matches(name) == bool(re.fullmatch(pattern.replace("{,2}", "{0,2}"), name, re.DOTALL))


@given(st.text(max_size=30) | st.text("ab()[]{}|*+?\\^$.,:-0129", max_size=40), st.text("ab\n", max_size=40))
def test_any_text_is_refused_or_used(pattern: str, name: str) -> None:
    try:
        compile_name_regex(pattern)(name)
    except PatternError:
        pass
