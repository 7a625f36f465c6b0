# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings on a terminal: in columns, named apart, with their command."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import summary
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.text import columns
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import FORBIDDEN, World


def block(world: World) -> str:
    return summary.render(sample.report(world.verdict()))


def test_request_ids_are_never_cut() -> None:
    world = World()
    request = "8d31c5a9e2f04b7c8d31c5a9e2f04b7c-8d31c5a9e2f04b7c8d31c5a9"
    world.unread("golden", "ims-sg", [request[:32]], {**FORBIDDEN, "request_id": request})

    assert request in block(world)


def test_wide_names_keep_the_columns_straight() -> None:
    world = World()
    world.image("이미지", "scp-prod", ["team-a"])
    world.image("镜像", "scp-서울", ["team-a"])

    rows = block(world).split("\n\n")[1].splitlines()

    assert {columns(row) for row in rows} == {columns(rows[0])}


def test_members_whose_ids_begin_alike_are_told_apart() -> None:
    twins = [f"0f3c9a21b7e04c1d9a55d7f2c6e88b{number}" for number in (10, 11)]
    world = World()
    world.image("golden", "scp-prod", [twins[0]], twins)

    assert f"unexpected member {twins[1]}" in block(world)
