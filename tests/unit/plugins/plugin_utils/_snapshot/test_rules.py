# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rules are kept in the words of their file, or the file is not replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.model import KeptRule, SnapshotError
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.rules import check_connections, kept_rules

HEAD = """\
connections: {c: {provider: openstack}, d: {provider: openstack}}
principals: {team: 11111111111111111111111111111111}
"""
RULE = ("  - name: golden", "    connections: [c, d]", "    select: {name: golden-*}", "    members: [team]")

ENTRY = "  - {name: one, connection: c, image_id: i, match: private}"


def kept(folder: Path, images: str) -> list[KeptRule]:
    path = folder / "sharing.yml"
    path.write_text(HEAD + images, encoding="utf-8")
    return kept_rules(load([str(path)]), path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("indent", [0, 2, 5])
def test_a_rule_keeps_its_words_whatever_its_indent(tmp_path: Path, indent: int) -> None:
    other = ["  - name: one", "    connection: c", "    image_id: i", "    match: private"]
    lines = [*other, "  # built weekly", "  # by team", *RULE[:2], "    # newest only", *RULE[2:], *other]
    images = "\n".join(["images:", *(f"{' ' * indent}{line[2:]}" for line in lines)])
    images = images.replace("name: one", "name: two", 1).replace("image_id: i", "image_id: j", 1)
    (rule,) = kept(tmp_path, images + "\nwaivers: []\n")
    assert rule.lines == ("  # built weekly", "  # by team", *RULE[:2], "    # newest only", *RULE[2:])
    assert rule.selection["name"] == "golden"


@pytest.mark.parametrize("comment", ["# who may boot it", "\n# who\n\n # may", "  # boots it"])
def test_a_comment_at_the_margin_does_not_end_a_rule(tmp_path: Path, comment: str) -> None:
    other = ("# the next one", "  - name: one", "    connection: c", "    image_id: i", "    match: private")
    (rule,) = kept(tmp_path, "\n".join(["images:", *RULE[:3], comment, RULE[3], *other, ""]))
    assert [line for line in rule.lines if line and "#" not in line] == list(RULE)
    assert sum("#" in line for line in rule.lines) == comment.count("#")


@pytest.mark.parametrize(
    ("between", "told"),
    [
        (["  # b: weekly", "    # by team"], ["# b: weekly", "# by team"]),
        (["    # by team"], ["# by team"]),
        (["    # of a", "", "  # of b"], ["# of a", "# of b"]),
        (["# of neither", "", "    # of neither", ""], []),
        (["    # of a", "", ENTRY, "  # of b", "    # of b, too"], ["# of a", "# of b", "# of b, too"]),
    ],
)
def test_each_comment_is_told_once_however_often_a_rule_is_kept(
    tmp_path: Path, between: list[str], told: list[str]
) -> None:
    first = [line.replace("golden", "a") for line in RULE]
    second = [line.replace("golden", "b") for line in RULE]
    lines: list[str] = [*first, *between, *second]
    for _round in range(3):
        rules = kept(tmp_path, "\n".join(["images:", *lines, ""]))
        lines = [line for rule in rules for line in rule.lines]
        assert [line.strip() for line in lines if "#" in line] == told


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\nincoming: []\n"])
def test_the_last_rule_ends_with_its_section(tmp_path: Path, end: str) -> None:
    (rule,) = kept(tmp_path, "\n".join(["images:", *RULE]) + end)
    assert tuple(filter(None, rule.lines)) == RULE


def test_a_comment_at_the_end_of_the_last_rule_is_its_own(tmp_path: Path) -> None:
    (rule,) = kept(tmp_path, "\n".join(["images:", *RULE, "", "    # of golden", "# of none", "waivers: []", ""]))
    assert rule.lines == (*RULE, "", "    # of golden")


def test_rules_on_one_line_each(tmp_path: Path) -> None:
    line = "  - {name: %s, connection: c, select: {name: golden-*}, members: [team]}"
    rules = kept(tmp_path, "\n".join(["images:", line % "a", line % "b", ""]))
    assert [rule.lines for rule in rules] == [(line % "a",), (line % "b",)]


@pytest.mark.parametrize(
    "images",
    [
        "images: [{name: golden, connection: c, select: {name: g}, members: [team]}]\n",
        "images:\n  - {name: golden, connection: c, select: {name: g},\n  members: [team]}\n",
        (
            "images:\n  - name: one\n    connection: c\n    image_id: i\n    members: &all [team]\n"
            "  - name: golden\n    connection: c\n    select: {name: g}\n    members: *all\n"
        ),
        (
            "images:\n  - name: golden\n    connection: c\n    members: [team]\n"
            "    select:\n      name_regex: |-\n        with a blank at its end \n"
        ),
    ],
)
def test_a_rule_that_its_lines_do_not_tell_stops_the_snapshot(tmp_path: Path, images: str) -> None:
    with pytest.raises(SnapshotError, match=r"rules with select \(golden\)"):
        kept(tmp_path, images)


def test_a_rule_needs_its_connections(tmp_path: Path) -> None:
    rules = kept(tmp_path, "\n".join(["images:", *RULE, ""]))
    check_connections(rules, ["c", "d"])
    with pytest.raises(SnapshotError, match="rule golden needs connection d, which the snapshot does not have"):
        check_connections(rules, ["c"])
