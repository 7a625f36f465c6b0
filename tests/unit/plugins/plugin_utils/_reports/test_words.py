# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from typing import get_args

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ProvenBy
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.words import (
    changed,
    counted,
    judged,
    proof_in_words,
    vouched,
)
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample


@pytest.mark.parametrize(
    ("subjects", "said"),
    [
        (["image", "unmanaged_image"], "2 images"),
        (["selection", "image", "image"], "2 images and 1 selection"),
        (["incoming", "incoming", "image_list", "image"], "1 image, 1 image list and 2 incoming lists"),
        (["incoming"], "1 incoming list"),
        ([], "0 images"),
    ],
)
def test_what_was_judged_is_counted_by_what_it_is(subjects: list[str], said: str) -> None:
    report = sample.report(sample.small())
    report["images"] = [{**report["images"][0], "subject": subject} for subject in subjects]

    assert judged(report) == said


def test_the_counts_say_what_they_are_of() -> None:
    report = sample.report(sample.small())

    assert counted(report) == "12 images on 4 connections: 7 in violation, 3 unknown, 1 waived, 1 compliant"


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"new": 2, "gone": 1}, "2 new, 1 gone"),
        ({"was_unknown": 1, "still_open": 3, "not_seen": 1}, "1 unknown then, 3 still open, 1 not visible now"),
        ({}, "no finding then, and none now"),
    ],
)
def test_what_changed_is_said_in_counts(counts: dict[str, int], said: str) -> None:
    report = sample.report(sample.small(), previous=sample.report(sample.small()))
    changes = report["changes"]
    changes["counts"] = {**dict.fromkeys(changes["counts"], 0), **counts}

    assert changed(changes) == f"Since 2026-11-22T08:30:04Z: {said}"


def test_each_proof_has_its_own_words() -> None:
    said = [proof_in_words(proof) for proof in (*get_args(ProvenBy), None)]

    assert len(set(said)) == len(said) == 6


def test_only_an_account_that_the_operator_vouches_for_is_named() -> None:
    report = sample.report(sample.small())
    assert vouched(report) == []

    report["places"]["ims-sg"]["proven_by"] = "operator"
    account = report["places"]["ims-sg"]["account"]
    assert vouched(report) == [f"ims-sg: the operator vouches for account {account} (trust_account_id), not the cloud"]
