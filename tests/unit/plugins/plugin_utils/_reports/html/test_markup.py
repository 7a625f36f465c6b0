# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from collections.abc import Callable

import html5lib
import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.html import markup
from hypothesis import given
from hypothesis import strategies as st


def quiet(text: str) -> str:
    return markup.quiet(markup.isolated(text))


@pytest.mark.parametrize("make", [markup.escaped, markup.isolated, markup.code, quiet, markup.command])
@given(text=st.text("<>&\"'/=-a \x00\u202e", min_size=1))
def test_text_stays_text(make: Callable[[str], str], text: str) -> None:
    tree = html5lib.parseFragment(make(text), namespaceHTMLElements=False)

    assert {each.tag for each in tree.iter()} <= {"DOCUMENT_FRAGMENT", "bdi", "code", "span"}
    assert not {key for each in tree.iter() for key in each.attrib} - {"class"}


def test_a_short_id_stays_on_one_line_and_a_long_one_may_break() -> None:
    assert markup.code("a" * 40).startswith('<code class="whole">')
    assert markup.code("a" * 41).startswith("<code>")


def test_a_command_breaks_between_its_words_only() -> None:
    assert markup.command("a --b=c") == (
        '<code class="command"><span class="whole">a</span> <span class="whole">--b=c</span></code>'
    )


def test_an_endless_text_is_cut() -> None:
    assert len(markup.escaped("a" * 100_000)) == 400
