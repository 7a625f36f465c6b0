# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The table of kinds and the closed sets of the model name the same."""

from __future__ import annotations

from typing import get_args

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.kinds import KINDS
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import (
    VERDICTS,
    FindingKind,
    Verdict,
)


def test_each_kind_has_its_row() -> None:
    assert tuple(KINDS) == get_args(FindingKind)


def test_the_order_of_verdicts_names_each_once() -> None:
    assert get_args(Verdict) == VERDICTS


def test_nothing_that_could_not_be_seen_can_be_waived() -> None:
    assert {name for name, kind in KINDS.items() if not kind.waivable} == {
        "unreadable",
        "incomplete_list",
        "partial_view",
        "expired_waiver",
    }


def test_texts_can_follow_a_name_and_end_as_sentences() -> None:
    for kind in KINDS.values():
        assert kind.title[0].islower()
        assert kind.meaning.endswith(".")
        assert kind.advice.endswith(".")
