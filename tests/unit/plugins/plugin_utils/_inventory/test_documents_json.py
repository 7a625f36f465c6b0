# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""JSON as data with lines: numbers stay text, and nothing hostile gets through."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.documents import DocumentError, line_of
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.documents_json import parse_json


@pytest.mark.parametrize("text", ["0", "123456789012345678901234567890", "-0", "1e999", "0.10", "1E5"])
def test_json_numbers_stay_the_text_that_was_written(text: str) -> None:
    assert parse_json(f'{{"id": {text}, "images": [{{"image_id": {text}}}]}}') == {
        "id": text,
        "images": [{"image_id": text}],
    }


def test_lines_of_json_are_known_for_each_entry() -> None:
    root = parse_json('{"images": [\n {"name": "a"},\n\n {"name":\n "b"}],\n"principals":\n {"x": "y",\n "z": "y"}}')
    paths: list[tuple[str | int, ...]] = [("images", 0), ("images", 1, "name"), ("principals",), ("principals", "z")]
    assert [line_of(root, path) for path in paths] == [2, 4, 6, 8]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('{"a": 1,\n"a": 2}', 2, "key 'a' is given twice, first in line 1"),
        ('{"a": {"b": {"c": 1, "c": 2}}}', 1, "key 'c' is given twice"),
        ('{"a": NaN}', 1, "NaN"),
        ('{"a": 1,}', 1, "a key in double quotes"),
        ('{"a": [1,]}', 1, "Expecting value"),
        ('{"a": 1}\n{"b": 2}', 2, "text after the end"),
        ('{"a": 1', 1, "',' or '}' is expected"),
        ('{"a" 1}', 1, "':' is expected"),
        ("{'a': 1}", 1, "a key in double quotes"),
        ('{"a": "\\ud800"}', 0, "surrogate"),
        ("// comment", 1, "not JSON"),
    ],
)
def test_json_that_is_refused(text: str, line: int, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem) as caught:
        parse_json(text)
    assert caught.value.problems[0][0] == line
