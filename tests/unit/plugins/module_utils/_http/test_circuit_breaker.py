# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One request alone until the credentials proved good, then all together."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.circuit_breaker import CircuitBreaker

WORKERS = 8
BOUND = 30  # seconds, after which a test that hangs fails


def test_those_who_waited_for_the_first_answer_go_together() -> None:
    trust = CircuitBreaker()
    first_is_out, all_out = threading.Event(), threading.Barrier(WORKERS)

    def follow() -> None:
        assert first_is_out.wait(BOUND)
        with trust.request():
            all_out.wait(BOUND)  # broken unless every worker is in here at once

    with ThreadPoolExecutor(WORKERS) as pool:
        with trust.request():
            followers = [pool.submit(follow) for _worker in range(WORKERS)]
            first_is_out.set()
            assert not any(follower.done() for follower in followers)
            trust.accept()
        for follower in followers:
            follower.result(BOUND)


def test_until_then_one_at_a_time() -> None:
    trust = CircuitBreaker()
    out, most, lock = 0, 0, threading.Lock()

    def ask() -> None:
        nonlocal out, most
        with trust.request():
            with lock:
                out += 1
                most = max(most, out)
            with lock:
                out -= 1

    with ThreadPoolExecutor(WORKERS) as pool:
        for asked in [pool.submit(ask) for _worker in range(WORKERS * 20)]:
            asked.result(BOUND)
    assert most == 1


@pytest.mark.parametrize("accepted", [False, True])
def test_after_a_refusal_nothing_goes_out(accepted: bool) -> None:
    trust = CircuitBreaker()
    if accepted:
        trust.accept()
    trust.stop(ApiError("unauthorized", "no", http_status=401, code="X"))
    with pytest.raises(ApiError) as refused, trust.request():
        pytest.fail("a request went out")
    assert (refused.value.kind, refused.value.http_status, refused.value.attempts) == ("unauthorized", 401, 0)


def test_a_refusal_is_told_once_by_each() -> None:
    of_iam, of_images = CircuitBreaker(), CircuitBreaker()
    of_iam.stop(ApiError("unauthorized", "IAM says: locked.", code="IAM.0011", request_id="r-1"))
    with pytest.raises(ApiError) as refused:
        of_iam.check()
    of_images.stop(refused.value)
    with pytest.raises(ApiError) as told:
        of_images.check()
    assert told.value.message == "Not tried any more: IAM says: locked."
    assert (told.value.kind, told.value.code, told.value.request_id) == ("unauthorized", "IAM.0011", "r-1")
