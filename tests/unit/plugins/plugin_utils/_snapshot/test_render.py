# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is written is read back as it was meant."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.documents_yaml import parse_yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.model import (
    Snapshot,
    WrittenConnection,
    WrittenImage,
    WrittenMember,
    WrittenSource,
)
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.render import render, scalar
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(text=TEXT)
def test_text_stays_the_text_that_it_was(text: str) -> None:
    assert parse_yaml(f"a: {scalar(text)}\n") == {"a": text}


@pytest.mark.parametrize(
    "text", ["yes", "NO", "null", "~", "1e5", "0x1f", "012345678901", "2027-01-31", "1.5", "", "a: b", "# a", "- a"]
)
def test_what_other_readers_would_take_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text).startswith('"')


def snapshot(*images: WrittenImage, incoming: dict[str, list[WrittenSource]] | None = None) -> Snapshot:
    return Snapshot(
        connections=[WrittenConnection("c", "scp", {"region": "kr-west1"}, ("secret_key",), "account a")],
        principals={"team": {"member_id": "0" * 32, "member_type": None}},
        images=list(images),
        incoming=incoming,
        waivers=[],
    )


def member(text: str = "team") -> WrittenMember:
    return WrittenMember(text, True, text == "team")


@given(name=TEXT, review=st.none() | TEXT)
def test_no_name_breaks_out_of_its_line(name: str, review: str | None) -> None:
    document = parse_yaml(
        render(snapshot(WrittenImage(name, "c", "i", (member(),), review), WrittenImage("x", "c", "j", ())))
    )
    entries = [{"name": name, "connection": "c", "image_id": "i", "members": ["team"]}] if review is None else []
    assert document["images"] == [*entries, {"name": "x", "connection": "c", "image_id": "j", "match": "private"}]


def test_a_stranger_among_the_members_is_pointed_out() -> None:
    text = render(snapshot(WrittenImage("x", "c", "i", (member("f" * 32), member()))))
    assert f"      - {'f' * 32}  # no principal names it\n      - team\n" in text


def test_nobody_who_shares_is_written_as_nobody() -> None:
    text = render(snapshot(WrittenImage("x", "c", "i", ()), incoming={"c": []}))
    assert parse_yaml(text)["incoming"] == [{"connection": "c", "from": []}]


def test_who_shares_is_written_with_the_names_that_it_shares() -> None:
    source = WrittenSource(member(), "Platform [team]", ("golden-1", "odd[*]name"))
    text = render(snapshot(WrittenImage("x", "c", "i", ()), incoming={"c": [source]}))
    assert parse_yaml(text)["incoming"] == [
        {"connection": "c", "from": [{"owner": "team", "names": ["golden-1", "odd[*]name"]}]}
    ]
