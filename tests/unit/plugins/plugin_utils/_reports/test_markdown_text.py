# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import html5lib
import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.markdown_text import code, escaped
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.text import visible
from cmarkgfm import github_flavored_markdown_to_html
from hypothesis import given
from hypothesis import strategies as st

MARKUP = st.text('[]()<>`*_|\\!#@:/.~&{}\n" -whtp1a', min_size=1)


@given(MARKUP)
def test_a_code_span_holds_the_text_and_nothing_else(text: str) -> None:
    tree = html5lib.parse(github_flavored_markdown_to_html(f"x {code(text)} y"), namespaceHTMLElements=False)
    [span] = tree.iter("code")

    assert [each.tag for each in span.iter()] == ["code"]
    assert (span.text or "").strip() == visible(text).strip()


@given(MARKUP)
def test_escaped_words_are_words(text: str) -> None:
    tree = html5lib.parse(github_flavored_markdown_to_html(f"x {escaped(text)} y"), namespaceHTMLElements=False)

    assert {each.tag for each in tree.iter()} == {"html", "head", "body", "p"}


@pytest.mark.parametrize("text", ["www.evil.example", "https://evil.example", "a@evil.example", "@everyone"])
def test_no_word_becomes_a_link_or_a_mention(text: str) -> None:
    made = github_flavored_markdown_to_html(escaped(text))

    assert "<a " not in made
    assert "@e" not in made


def test_a_code_span_in_a_table_does_not_end_its_cell() -> None:
    rows = github_flavored_markdown_to_html(f"| a |\n|---|\n| {code('x | y', in_table=True)} |\n")

    assert rows.count("<td>") == 1
