# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Outcomes as lines: whole again where every line came once and in order, and nothing where not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, cast

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.model import Line, Outcome
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.parts import MOST_IMAGES, Outcomes, lines_of

Lines = list[Line]
MANY = 2 * MOST_IMAGES + 1


def outcome(name: str, images: int, own: int | None = None, **more: Any) -> Outcome:
    def some(count: int) -> list[dict[str, Any]]:
        return [{"image_id": f"{name}-{number}"} for number in range(count)]

    result = {"images": some(images), "summary": {"read": images}, **more}
    if own is not None:
        result["discovered"] = {"complete": True, "error": None, "images": some(own)}
    return cast(Outcome, {"connection": name, "result": result, "problem": None, "warnings": ["w"]})


def written(one: Outcome) -> Lines:
    """Its lines after their way through a file."""
    return [json.loads(json.dumps(line)) for line in lines_of(one)]


def joined(lines: Iterable[Line]) -> dict[str, Outcome]:
    """What comes of the lines, less those that do not fit."""
    outcomes = Outcomes()
    for line in lines:
        try:
            outcomes.add(line)
        except (ValueError, TypeError, KeyError):
            continue
    return outcomes.whole


@pytest.mark.parametrize(
    "one",
    [
        outcome("none", 0),
        outcome("few", 3),
        outcome("just", MOST_IMAGES),
        outcome("many", MANY),
        outcome("own", 0, MANY),
        outcome("both", MANY, MANY),
        outcome("no own", 3, 0),
        outcome("unlisted", 3, discovered={"complete": None, "error": None, "images": None}),
        outcome("incoming", 1, incoming={"complete": True, "images": []}),
        cast(Outcome, {"connection": "bad", "result": None, "problem": "no", "warnings": []}),
    ],
    ids=lambda one: str(one["connection"]),
)
def test_an_outcome_is_the_same_behind_its_lines(one: Outcome) -> None:
    before = json.dumps(one)
    assert joined(written(one)) == {one["connection"]: one}
    assert json.dumps(one) == before


def test_no_line_has_all_of_a_large_account() -> None:
    for line in lines_of(outcome("many", MANY, MANY)):
        assert json.dumps(line).count("image_id") <= MOST_IMAGES


def test_lines_of_many_connections_may_mix() -> None:
    both = outcome("a", MANY, 5), outcome("b", MANY, 7)
    mixed = [line for pair in zip(*map(written, both), strict=True) for line in pair]
    assert joined(mixed) == {one["connection"]: one for one in both}


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: lines[:-1],
        lambda lines: lines[1:],
        lambda lines: [lines[0], *lines[2:]],
        lambda lines: [*lines[:-2], lines[-1]],
        lambda lines: [lines[0], *lines],
        lambda lines: [lines[0], lines[0], *lines[2:]],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [lines[-1], *lines[:-1]],
        lambda lines: lines[-1:],
        lambda lines: [*lines[:-1], {"outcome": lines[-1]["outcome"]}],
        lambda lines: [*lines[:-1], {**lines[-1], "counts": {"images": MANY}}],
        lambda lines: [*lines[:-1], {**lines[-1], "counts": {**lines[-1]["counts"], "images": MANY + 1}}],
        lambda lines: [*lines[:-1], {**lines[-1], "counts": {**lines[-1]["counts"], "images": MANY - 1}}],
        lambda lines: [{"part": {**lines[0]["part"], "section": "discovered"}}, *lines[1:]],
    ],
    ids=[
        "no end",
        "no begin",
        "a hole",
        "no last part",
        "a part twice",
        "a part for another",
        "another order",
        "the end first",
        "an end alone",
        "no counts",
        "a list less",
        "an image less",
        "an image more",
        "another list",
    ],
)
def test_lines_that_do_not_fit_are_no_outcome(damage: Callable[[Lines], Lines]) -> None:
    other = outcome("other", 1)
    lines = damage(written(outcome("many", MANY, MANY)))
    assert joined([*lines, *written(other)]) == {"other": other}


def test_an_end_that_comes_again_changes_nothing() -> None:
    one = outcome("many", MANY)
    lines = written(one)
    assert joined([*lines, {**lines[-1], "counts": {"images": 1}}]) == {"many": one}
