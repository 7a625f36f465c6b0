# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Edits of a JSON answer, and those that are none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import edits

BOTH = '{"members":[{"id":"a","n":1},{"id":"b"}]}'


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"at": "members.*.n", "set": "odd"}, '{"members":[{"id":"a","n":"odd"},{"id":"b","n":"odd"}]}'),
        ({"at": "@.-1.#", "drop": True}, '{"members":[{"id":"a","n":1},{}]}'),
        ({"at": "@", "twice": []}, '{"members":[{"id":"a","n":1},{"id":"b"}],"members":[]}'),
        ({"at": "new", "raw": "NaN"}, '{"members":[{"id":"a","n":1},{"id":"b"}],"new":NaN}'),
        ({"at": "@.0.#", "twice": "c"}, '{"members":[{"id":"a","id":"c","n":1},{"id":"b"}]}'),
        ({"at": "members.1", "times": 2}, '{"members":[{"id":"a","n":1},{"id":"b"},{"id":"b"}]}'),
        ({"at": "members.7.n", "set": 1}, BOTH),
        ({"at": "page_info.next_marker", "set": 1}, BOTH),
        ({"at": "", "set": None}, "null"),
    ],
)
def test_edits(edit: dict[str, Any], expected: str) -> None:
    assert edits.apply(json.dumps(json.loads(BOTH)).encode(), [edit]).decode() == expected


def test_what_is_no_json_stays() -> None:
    assert edits.apply(b"<html>", [{"at": "members", "set": 1}]) == b"<html>"


def test_edits_follow_each_other() -> None:
    given: list[dict[str, Any]] = [{"at": "members.0.n", "raw": "1e999"}, {"at": "members.1", "drop": True}]
    assert edits.apply(BOTH.encode(), given) == b'{"members":[{"id":"a","n":1e999}]}'


@pytest.mark.parametrize("edit", [{"at": "x"}, {"set": 1}, {"at": "x", "set": 1, "drop": True}, {"at": "x", "put": 1}])
def test_edits_that_are_none(edit: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="an edit has"):
        edits.check([edit])
