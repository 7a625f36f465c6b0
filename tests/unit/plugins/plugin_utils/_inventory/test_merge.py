# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many documents into one inventory: nothing twice, and inline connections over those of the files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..conftest import Load

SCP = {"c": {"provider": "scp", "region": "kr-west1"}}


def image(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "connection": "c", "image_id": f"id-{name}", "match": "private", **more}


def test_files_add_up_to_one_inventory(load_files: Load) -> None:
    loaded = load_files(
        {"a.json": {"connections": SCP}, "b.json": {"images": [image("x")]}, "c.json": {"images": [image("y")]}}
    )
    assert [one["name"] for one in loaded["images"]] == ["x", "y"]
    assert loaded["connections"]["c"] == {
        "provider": "scp",
        "options": {"region": "kr-west1"},
        "source": "a.json:1",
    }


def test_nothing_may_be_given_twice(problems: Callable[..., list[str]]) -> None:
    first = {"connections": SCP, "images": [image("x")], "principals": {"team": "0" * 32}}
    said = problems({"a.json": first, "b.json": first})
    assert [problem.partition(": ")[2].partition(" is given twice, first at a.json:1")[0] for problem in said] == [
        "connections.c: connection 'c'",
        "principals.team: principal 'team'",
        "images[0]: image 'x'",
        "images[0]: image_id id-x of connection 'c'",
    ]


def test_inline_connections_come_over_those_of_the_files_and_keep_their_place(load_files: Load) -> None:
    inline = {"connections": {"c": {"secret_key": "s3cr3t", "access_key": "key"}}}
    loaded = load_files({"a.json": {"connections": SCP, "images": [image("x")]}}, inline)
    assert loaded["connections"]["c"] == {
        "provider": "scp",
        "options": {"region": "kr-west1", "secret_key": "s3cr3t", "access_key": "key"},
        "source": "a.json:1",
    }


def test_an_entry_with_a_problem_is_one_problem_and_its_name_is_known(problems: Callable[..., list[str]]) -> None:
    connections = {"c": {"provider": "scp", "regoin": "kr-west1"}}
    (only,) = problems({"a.json": {"connections": connections, "images": [image("x")]}})
    assert "regoin" in only
