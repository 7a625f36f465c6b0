# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reports add up to one run only where they cover everything exactly once, in time."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta

import pytest

from .runs import CONNECTIONS, HOUR, IMAGES, NOW, PARTS, problems, run_report


def test_everything_must_be_covered_exactly_once() -> None:
    first, second, third = (run_report(scope[0], scope) for scope in PARTS)
    assert problems({}) == [
        "connection ims-eu is in no report",
        "connection ims-sg is in no report",
        "connection scp-prod is in no report",
        *(f"image {one['name']} ({one['connection']}) is in no report" for one in IMAGES),
    ]
    assert problems({"1": first, "2": second}) == [
        "connection ims-eu is in no report",
        "image excused (ims-eu) is in no report",
    ]
    again = first | {"label": "another"}
    assert problems({"1": first, "2": second, "3": third, "4": again}) == [
        "connection scp-prod is covered 2 times: 1, 4",
        "image id-good (scp-prod) is covered 2 times: 1, 4",
        "image id-leaked (scp-prod) is covered 2 times: 1, 4",
    ]
    assert problems({"1": first, "2": second, "3": third | {"label": "scp-prod"}}) == [
        "label scp-prod is covered 2 times: 1, 3"
    ]


def test_reports_of_another_inventory_are_refused() -> None:
    first, second, third = (run_report(scope[0], scope) for scope in PARTS)
    lacks = copy.deepcopy(first)
    lacks["images"].pop()
    assert problems({"1": lacks, "2": second, "3": third}) == ["image leaked (scp-prod) is in no report"]
    more = copy.deepcopy(first)
    more["images"].append(more["images"][0] | {"image_id": "id-more"})
    assert problems({"1": more, "2": second, "3": third}) == ["1: image id-more (scp-prod) is not in the inventory"]
    foreign = copy.deepcopy(first) | {"scope": ["scp-prod", "scp-dev"]}
    foreign["places"]["scp-dev"] = foreign["places"]["scp-prod"]
    assert problems({"1": foreign, "2": second, "3": third}) == ["connection scp-dev is not in the inventory"]
    astray = copy.deepcopy(third)
    astray["images"].append(second["images"].pop())
    assert problems({"1": first, "2": second, "3": astray}) == [
        "3: image id-denied is of connection ims-sg, which its run did not look at"
    ]


@pytest.mark.parametrize(
    ("ended", "problem"),
    [
        (NOW - HOUR - timedelta(seconds=1), "1: too old, its run ended at 2026-11-22T10:59:59Z"),
        (NOW + timedelta(minutes=6), "1: from the future, its run ended at 2026-11-22T12:06:00Z"),
    ],
)
def test_reports_of_another_time_are_refused(ended: datetime, problem: str) -> None:
    assert problems({"1": run_report("all", CONNECTIONS, ended=ended)}) == [problem]


def test_a_long_list_of_problems_is_cut() -> None:
    whole = run_report("all", CONNECTIONS)
    whole["images"] += [whole["images"][0] | {"image_id": f"id-{number}"} for number in range(12)]
    assert problems({"1": whole})[-1] == "and 2 more like this"
