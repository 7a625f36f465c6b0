# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What all clients of one connection share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from .budget import Budget
from .circuit_breaker import CircuitBreaker
from .masking import Masker
from .rate_limiter import RateLimiter


@dataclass
class Tally:
    """What a connection has sent so far."""

    requests: int = 0
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, attempt: int) -> None:
        """Count one request, a retry where it is not the first attempt."""
        with self.lock:
            self.requests += 1
            self.retries += attempt > 1


def _own_breaker(endpoint: str) -> CircuitBreaker:
    return CircuitBreaker()


@dataclass(frozen=True)
class Session:
    """One connection's ways and bounds.

    :param secrets: every value that must not be shown; it may grow.
    :param verify: what to verify TLS against, see `certificate_authorities`.
    :param concurrency: connections to each endpoint that are kept alive.
    :param retries: more attempts after the first.
    :param timeout: seconds for one attempt.
    :param slot: held by each request while it is in flight.
    :param new_breaker: gives the circuit breaker for an endpoint; connections of one identity may share one.
    """

    secrets: Collection[str] = ()
    verify: bool | str = True
    concurrency: int = 8
    retries: int = 5
    timeout: float = 30.0
    limiter: RateLimiter = field(default_factory=RateLimiter)
    budget: Budget = field(default_factory=Budget)
    tally: Tally = field(default_factory=Tally)
    slot: Callable[[], AbstractContextManager[object]] = nullcontext
    new_breaker: Callable[[str], CircuitBreaker] = _own_breaker

    @property
    def masker(self) -> Masker:
        """Masks the secrets as they are known by then."""
        return Masker(self.secrets)
