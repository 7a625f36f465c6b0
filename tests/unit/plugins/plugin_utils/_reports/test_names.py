# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.names import EXTENSIONS, file_name
from hypothesis import example, given
from hypothesis import strategies as st


def test_a_plain_label_is_the_name_of_the_file() -> None:
    assert file_name("awx-prod.example.com_2", "junit") == "image_sharing-awx-prod.example.com_2.xml"


LABELS = st.text(min_size=1) | st.text("aA.-_/ \x00é", min_size=1)


@given(LABELS)
@example("../../etc/passwd")
@example(".hidden")
@example("한국" * 200)
@example("a" * 1000)
def test_any_label_makes_a_plain_file_name(label: str) -> None:
    name = file_name(label, "json")

    assert name.isascii()
    assert not set(name) & set("/\\\x00 ")
    assert len(name) < 128


@pytest.mark.parametrize(
    ("format_name", "name"),
    [
        ("json", "image_sharing-ci.json"),
        ("html", "image_sharing-ci.html"),
        ("junit", "image_sharing-ci.xml"),
        ("sarif", "image_sharing-ci.sarif"),
        ("markdown", "image_sharing-ci.md"),
        ("ocsf", "image_sharing-ci.ocsf.jsonl"),
        ("oscal", "image_sharing-ci.oscal.json"),
    ],
)
def test_each_format_has_its_name(format_name: str, name: str) -> None:
    assert file_name("ci", format_name) == name


FORMATS = st.sampled_from(list(EXTENSIONS))


@given(LABELS, FORMATS, LABELS, FORMATS)
@example("a/b", "json", "a b", "json")
@example("a/b", "json", "a\\b", "json")
@example("ci.oscal", "json", "ci", "oscal")
@example("ci.ocsf", "json", "ci", "ocsf")
def test_two_labels_and_formats_never_share_a_file(one: str, of_one: str, other: str, of_other: str) -> None:
    same = file_name(one, of_one) == file_name(other, of_other)

    assert same == ((one, of_one) == (other, of_other))


def test_a_label_that_imitates_the_name_of_another_gets_its_own() -> None:
    odd = file_name("a/b", "json").removeprefix("image_sharing-").removesuffix(".json")

    assert file_name(odd, "json") != file_name("a/b", "json")
