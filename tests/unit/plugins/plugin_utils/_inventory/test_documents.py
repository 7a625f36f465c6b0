# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""YAML and JSON as data with lines: nothing interpreted, nothing hostile gets through, PyYAML and json as witnesses."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.documents import DocumentError
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.documents_json import parse_json
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.documents_yaml import parse_yaml
from hypothesis import example, given
from hypothesis import strategies as st

from .test_documents_yaml import DATA


def test_only_null_is_not_text() -> None:
    assert parse_yaml("a: null\nb: ~\nc:\nd: 'null'\ne: ''\nnull: x") == {
        "a": None,
        "b": None,
        "c": None,
        "d": "null",
        "e": "",
        "null": "x",
    }
    assert parse_json('{"a": null, "b": true}') == {"a": None, "b": True}


@given(DATA)
def test_data_comes_back_as_it_was_written(data: Any) -> None:
    assert parse_yaml(yaml.safe_dump(data)) == data
    assert parse_yaml(yaml.safe_dump(data, default_flow_style=True, allow_unicode=True)) == data
    for indent in (None, 2):
        assert parse_json(json.dumps({"x": data}, indent=indent)) == {"x": data}


@pytest.mark.parametrize("parse", [parse_yaml, parse_json])
@pytest.mark.parametrize("text", ["", "  \n", " "])
def test_an_empty_file_is_none(parse: Any, text: str) -> None:
    assert parse(text) is None


@given(st.text(alphabet=st.sampled_from('{}[]":,-?&*!|>#%@`\n\t \\abn01.~<'), max_size=60) | st.text(max_size=60))
@example("\ufeff")
@example("{" * 5000)
def test_no_text_does_more_than_be_refused(text: str) -> None:
    for parse in (parse_yaml, parse_json):
        try:
            parse(text)
        except (DocumentError, RecursionError):  # the loader of inventories tells both as problems
            pass
