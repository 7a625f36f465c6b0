# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A text that could be read in two ways, or not be written again, is no document."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http import decode
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.budget import MAX_VALUES, most_values, one_list
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.decode import Unreadable, decoded
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"<html></html>", "is not JSON"),
        (b'{"members": [', "is not JSON"),
        (b'{"members": []} {}', "is not JSON"),
        (b'{"members": ["\xff"]}', "text that no file can hold"),
        (b'{"members": ["\\ud800"]}', "text that no file can hold"),
        (b'{"members": [1], "members": []}', "gives a key twice"),
        (b'{"members": [{"id": 1, "id": 2}]}', "gives a key twice"),
        (b'{"total": NaN}', "holds NaN"),
        (b'{"total": -Infinity}', "holds -Infinity"),
        (b'{"total": 1e999}', "a number that is too large"),
        (b'{"total": 1' + b"0" * 100_000 + b"}", "a number that is too large"),
        (b"[" * 100_000 + b"]" * 100_000, "is nested too deeply"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "is nested too deeply"),
        (b"[" + b"{}," * MAX_VALUES + b"{}]", "holds more than 200,000 values"),
        (b"[" + b"1," * MAX_VALUES + b"1]", "holds more than 200,000 values"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_has_no_one_meaning_is_no_evidence(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        decoded(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_the_encodings_of_json_are_read(encoding: str) -> None:
    assert decoded('{"name": "Grüße 🙂"}'.encode(encoding)) == {"name": "Grüße 🙂"}


def test_a_list_of_10_000_members_of_all_fields_is_read() -> None:
    members = [{"member_id": f"{number:032x}", **dict.fromkeys("abcdefg", "x")} for number in range(10_000)]
    with one_list(10_000):
        most = most_values(1)
    assert decoded(json.dumps({"members": members}).encode(), most) == {"members": members}


def test_large_answers_are_decoded_one_after_the_other() -> None:
    content = json.dumps({"name": "x" * 300_000}).encode()
    with decode._one_by_one:
        assert decoded(b"{}") == {}
    assert decoded(content) == {"name": "x" * 300_000}
    assert not decode._one_by_one.locked()


documents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
)


@given(documents)
def test_every_document_is_read_as_it_was_written(document: Any) -> None:
    assert decoded(json.dumps(document).encode()) == document


@given(
    st.binary()
    | st.text().map(lambda text: json.dumps(text).encode())
    | st.from_regex(r"[\[\]{}\",:0-9eE.\\u-]*").map(str.encode)
)
def test_nothing_else_is_ever_raised(content: bytes) -> None:
    with contextlib.suppress(Unreadable):
        json.dumps(decoded(content), ensure_ascii=False, allow_nan=False).encode()
