# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""YAML as data with lines: nothing is interpreted, and nothing hostile gets through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.documents import DocumentError, line_of
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.documents_yaml import parse_yaml
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]))

DATA = st.recursive(TEXT | st.none(), lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=25)


@pytest.mark.parametrize(
    "text",
    ["0e12", "123456789012", "012", "0x1f", "yes", "No", "true", "2027-01-31", "1:30", "1_000", ".inf", "1e3", "="],
)
def test_yaml_scalars_stay_the_text_that_was_written(text: str) -> None:
    assert parse_yaml(f"id: {text}\n{text}: x\nlist: [{text}]") == {"id": text, text: "x", "list": [text]}


@given(DATA)
def test_lines_are_those_of_pyyaml(data: Any) -> None:
    text = yaml.safe_dump(data)
    root = parse_yaml(text)
    for path, line in lines(yaml.compose(text)):
        assert line_of(root, path) == line


def lines(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), key.start_mark.line + 1
            yield from lines(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value.start_mark.line + 1
            yield from lines(value, (*path, index))


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3", 3, "key 'a' is given twice, first in line 1"),
        ("- {a: 1,\n   'a': 2}", 2, "key 'a' is given twice, first in line 1"),
        ("a: 1\nb: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3438", 2, "single values cannot be encrypted"),
        ("a: !!int 3", 1, "tag:yaml.org,2002:int is not supported"),
        ("!!python/object/apply:os.system [id]", 1, "is not supported"),
        ("a: &x {b: c}\nd:\n  <<: *x", 3, "merge keys"),
        ("a: 1\n---\nb: 2", 2, "a second document"),
        ("a: &x [*x]", 1, "alias *x is used inside its own anchor"),
        ("a: *x", 1, "undefined alias|alias \\*x"),
        ("? [a]\n: b", 1, "a key must be text"),
        ("a: &x [b]\n*x : c", 2, "a key must be text"),
        ("a: [\n", 2, "not YAML"),
        ("a: b: c", 1, "not YAML"),
        ("\ta: b", 1, "not YAML"),
        ("a: \x00", 0, "not YAML"),
        ("a: \ud800", 0, "not"),
        ("[" * 100, 1, "nested too deeply"),
    ],
)
def test_yaml_that_is_refused(text: str, line: int, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem.replace("*", "\\*") if "|" not in problem else problem) as caught:
        parse_yaml(text)
    assert caught.value.problems[0][0] == line


def test_all_problems_of_a_file_are_told() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_yaml("a: 1\na: 2\nb: !vault x\nc: b: d")
    assert [line for line, _problem in caught.value.problems] == [2, 3, 4]


def test_anchors_save_typing_but_cannot_explode() -> None:
    assert parse_yaml("a: &team [x, y]\nb: *team") == {"a": ["x", "y"], "b": ["x", "y"]}
    laughs = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    with pytest.raises(DocumentError, match="aliases repeat too much data"):
        parse_yaml(laughs)
