# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is shared, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.identities import Identities, PatientBreaker
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import (
    Account,
    Context,
    Proof,
    Provider,
)

from .runs import task

KEYS = {"access_key": "a", "secret_key": "b", "region": "kr-west1"}
NO_CLIENT: Any = None
CONTEXT = Context({}, {}, Path(), NO_CLIENT, lambda _value: None, lambda _value: None)


def _account(proof: Callable[[], Proof]) -> Account:
    def nothing(*_args: Any) -> Any:
        raise NotImplementedError

    return Account("options", "https://images", None, nothing, nothing, [], nothing, nothing, proof)


def _proofs(*options: dict[str, Any], proven: bool = True) -> tuple[list[Proof], int]:
    """The proofs of connections with these options, and how often the cloud was asked."""
    asked = 0
    tasks = [task("scp", one, []) for one in options]
    identities = Identities(tasks)
    found = []
    for number, one in enumerate(tasks):

        def proof(number: int = number) -> Proof:
            nonlocal asked
            asked += 1
            return Proof(f"account-{number}", "access_key" if proven else None)

        def opened(_context: Context, proof: Callable[[], Proof] = proof) -> Account:
            return _account(proof)

        provider = Provider({}, opened)
        found.append(identities.provider(one, provider).open(CONTEXT).proof())
    return found, asked


def test_equal_connections_ask_once_whose_they_are() -> None:
    proofs, asked = _proofs(KEYS, {**KEYS, "concurrency": 2}, {**KEYS, "timeout": 3})
    assert asked == 1
    assert {proof.id for proof in proofs} == {"account-0"}


@pytest.mark.parametrize(
    "other", [{"account_id": "x"}, {"secret_key": "c"}, {"region": "kr-east1"}, {"trust_account_id": True}], ids=str
)
def test_whatever_may_make_a_difference_is_asked_for_itself(other: dict[str, Any]) -> None:
    proofs, asked = _proofs(KEYS, {**KEYS, **other})
    assert asked == 2
    assert [proof.id for proof in proofs] == ["account-0", "account-1"]


def test_no_proof_of_one_is_no_answer_for_another() -> None:
    assert _proofs(KEYS, KEYS, proven=False)[1] == 2


def test_a_refused_login_is_not_tried_again() -> None:
    tried = 0

    def refuse(_context: Context) -> Account:
        nonlocal tried
        tried += 1
        raise ApiError("unauthorized", "wrong")

    tasks = [task("huawei_ims", {"username": "u", "password": "p"}, []) for _number in range(5)]
    identities = Identities(tasks)
    for one in tasks:
        with pytest.raises(ApiError) as caught:
            identities.provider(one, Provider({}, refuse)).open(CONTEXT)
        assert caught.value.kind == "unauthorized"
    other = task("huawei_ims", {"username": "u", "password": "another"}, [])
    with pytest.raises(ApiError, match="wrong"):
        identities.provider(other, Provider({}, refuse)).open(CONTEXT)
    assert tried == 2


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def _no_answer(breaker: PatientBreaker, clock: Clock) -> None:
    with breaker.request():
        clock.now += 30
        raise ApiError("unreachable", "no answer", retry=True)


def test_an_endpoint_that_never_answered_is_given_up_in_time() -> None:
    clock = Clock()
    breaker = PatientBreaker(60, clock)
    for given_up in (False, True):
        with pytest.raises(ApiError):
            _no_answer(breaker, clock)
        assert breaker.stopped.is_set() is given_up


def test_an_endpoint_that_answered_once_is_not() -> None:
    clock = Clock()
    breaker = PatientBreaker(60, clock)
    with breaker.request():
        breaker.accept()
    for _attempt in range(3):
        with pytest.raises(ApiError):
            _no_answer(breaker, clock)
    assert not breaker.stopped.is_set()
