# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Words for people: cut, counted, listed; what a cloud says reaches people without secrets and in one line."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._text import (
    clip,
    joined,
    listed,
    number,
    plural,
    tidy,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(("text", "cut"), [("", ""), ("abc", "abc"), ("abcd", "ab…")])
def test_a_long_text_ends_with_an_ellipsis(text: str, cut: str) -> None:
    assert clip(text, 3) == cut


def test_nouns_follow_their_count() -> None:
    assert [plural(count, "day") for count in (0, 1, 2)] == ["days", "day", "days"]
    assert [number(count, "day") for count in (0, 1, 2500)] == ["0 days", "1 day", "2,500 days"]


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a, b"), (["a", "b", "c", "d", "e"], "a, b and 3 more")]
)
def test_a_long_list_says_how_many_follow(items: list[str], said: str) -> None:
    assert listed(items, 2) == said


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_sentence_names_all(items: list[str], said: str) -> None:
    assert joined(items) == said
    assert joined(items, "or") == said.replace("and", "or")


def test_an_echoed_canonical_request_is_cut() -> None:
    said = (
        "Incorrect IAM authentication information: verify ak sk signature fail, canonicalRequest:"
        "GET\n/v1/p/\n\nhost:x\nx-security-token:gQpjbi1ub3J0aC00EXAMPLE\n"
    )
    assert tidy(said) == "Incorrect IAM authentication information: verify ak sk signature fail,"


@pytest.mark.parametrize(
    "said",
    [
        "Authorization: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=0123456789abcdef0123",
        '{"X-Auth-Token": "0123456789abcdef0123"}',
        "<b>scp-signature=0123456789abcdef0123</b>",
    ],
)
def test_named_secrets_are_masked(said: str) -> None:
    assert "0123456789abcdef0123" not in tidy(said)


def test_html_becomes_its_text() -> None:
    page = "<html><head><style>b{}</style></head><body><h1>403 Forbidden</h1>\x1b[31m\nNot you<br /></body></html>"
    assert tidy(page) == "403 Forbidden [31m Not you"


def test_a_title_counts_only_where_the_page_says_nothing_else() -> None:
    assert tidy("<html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1></html>") == "502 Bad Gateway"
    assert tidy("<html><title>Sign in</title><form></form></html>") == "Sign in"


@given(st.text(), st.text(alphabet="0123456789abcdef", min_size=16))
def test_a_known_secret_never_comes_out(text: str, secret: str) -> None:
    assert secret not in tidy(text + secret + text, secrets=[secret])


@given(st.text())
def test_one_printable_line_of_bounded_length(text: str) -> None:
    line = tidy(text, limit=50)
    assert len(line) <= 50
    assert line.isprintable()
