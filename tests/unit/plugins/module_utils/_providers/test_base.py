# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A proof is the cloud's word; what somebody wrote down only ever takes one away."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import make_details
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Proof, reconciled, with_owner


@pytest.mark.parametrize(
    ("proof", "owner", "owns"),
    [
        (Proof("a", "token"), "a", True),
        (Proof("a", "token"), "b", False),
        (Proof("a", "token"), None, None),
        (Proof("ab" * 16, "token"), "AB" * 16, True),
        (Proof("1234567890abcdef" * 2, "token"), "12345678-90AB-cdef-1234-567890abcdef", None),
        (Proof("a", "token"), "A", None),
        (Proof("a", None), "a", None),
        (Proof(None, "token"), "a", None),
        (Proof(), None, None),
    ],
)
def test_only_a_proven_account_owns(proof: Proof, owner: str | None, owns: bool | None) -> None:
    assert proof.owns(owner) is owns
    assert with_owner(make_details(owner_id=owner), proof)["caller_is_owner"] is owns


def test_what_is_nobodys_stays_nobodys() -> None:
    details = make_details(owner_id="a", caller_is_owner=False)
    assert with_owner(details, Proof("a", "token"))["caller_is_owner"] is False


def test_another_account_than_the_stated_one_proves_nothing_and_both_are_named() -> None:
    found = reconciled("stated", Proof("real", "token"), "account_id")
    assert (found.id, found.proven_by) == ("stated", None)
    assert found.note == ("account_id says stated, but the credentials belong to real: correct one of them.")


def test_a_stated_account_may_be_spelt_in_capitals() -> None:
    proven = Proof("ab" * 16, "token")
    assert reconciled("AB" * 16, proven, "account_id") == proven
    assert reconciled("A", Proof("a", "token"), "account_id").proven_by is None


def test_without_a_proof_the_stated_account_is_only_written_down() -> None:
    assert reconciled("stated", Proof(note="why"), "account_id") == Proof("stated", None, "why")
    assert reconciled(None, Proof("real", "token"), "account_id") == Proof("real", "token")
