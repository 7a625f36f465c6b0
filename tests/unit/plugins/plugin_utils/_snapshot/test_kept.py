# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What people wrote into the file that a snapshot replaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.kept import Kept, kept_of
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.model import SnapshotError

TEAM = "0" * 32
IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"
TEXT = f"""\
connections: {{c: {{provider: scp, region: kr-west1}}}}
principals:
  team: "{TEAM}"
  all: [team]
images:
  # agreed with finance
  # in May
  - name: my own label
    connection: c
    image_id: {IMAGE.upper()}
    match: private
  # review: written by a snapshot
  - name: other
    connection: c
    # inside of an entry
    image_id: other
    match: private
waivers:
  - {{image: my own label, kind: unexpected_member, reason: moving, expires: 2027-01-31}}
"""


def kept(folder: Path, text: str = TEXT) -> Kept:
    file = folder / "sharing.yml"
    file.write_text(text)
    return kept_of(load([str(file)], lambda content: content, discover=True), text)


def test_labels_and_comments_stay_with_their_image(tmp_path: Path) -> None:
    found = kept(tmp_path)
    assert found.label_of("c", IMAGE) == "my own label"
    assert found.label_of("d", IMAGE) is None
    assert found.labels == {"my own label", "other"}
    assert found.comments_of(IMAGE) == ("# agreed with finance", "# in May")


def test_what_a_snapshot_wrote_itself_is_not_kept(tmp_path: Path) -> None:
    assert kept(tmp_path).comments_of("other") == ()


def test_principals_groups_and_waivers_stay(tmp_path: Path) -> None:
    found = kept(tmp_path)
    nothing = load([], inline={"connections": {"c": {"provider": "scp"}}}, discover=True)
    assert set(found.principals_with(nothing)) == {"team", "all"}
    assert [waiver["reason"] for waiver in found.waivers] == ["moving"]


def test_rules_stay_and_their_names_are_taken(tmp_path: Path) -> None:
    rule = "  - {name: rule, connection: c, select: {name: golden-*}, match: private}\n"
    found = kept(tmp_path, TEXT.replace("images:\n", f"images:\n{rule}"))
    assert [one.lines for one in found.rules] == [(rule.rstrip(),)]
    assert found.labels == {"my own label", "other", "rule"}


def test_rules_that_cannot_stay_stop_it(tmp_path: Path) -> None:
    rule = "  - {name: rule, connection: c, select: {name: golden-*},\n  match: private}\n"
    with pytest.raises(SnapshotError, match=r"rules with select \(rule\)"):
        kept(tmp_path, TEXT.replace("images:\n", f"images:\n{rule}"))
