# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What all clients of one connection share: what was sent, which secrets are known, one breaker or each its own."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.module_utils._http.session import Session, Tally


def test_only_further_attempts_are_retries() -> None:
    tally = Tally()
    for attempt in (1, 2, 3, 1):
        tally.count(attempt)
    assert (tally.requests, tally.retries) == (4, 2)


def test_a_secret_that_is_learned_later_is_masked_from_then_on() -> None:
    secrets: set[str] = set()
    session = Session(secrets)
    assert session.masker.mask("a bought-token-0815 in an answer") == "a bought-token-0815 in an answer"
    secrets.add("bought-token-0815")
    assert "bought-token-0815" not in session.masker.mask("a bought-token-0815 in an answer")


def test_sessions_share_nothing_unless_told() -> None:
    one, two = Session(), Session()
    assert one.tally is not two.tally
    assert one.limiter is not two.limiter
    assert one.new_breaker("https://a") is not one.new_breaker("https://a")
