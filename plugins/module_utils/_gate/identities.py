# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What connections of one identity share: a refusal, the pace that a cloud allows, and the proof of their account.

A cloud locks a key after a few refused requests, and counts the requests of all who use it: so it must not matter
over how many connections a run uses one key.
"""

from __future__ import annotations

import functools
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from .._errors import ApiError
from .._http.circuit_breaker import CircuitBreaker
from .._http.client import Client
from .._http.rate_limiter import RateLimiter
from .._http.response import IMAGE_SERVICE
from .._http.session import Session
from .._providers.base import Account, Context, Proof, Provider
from .._providers.clouds import CLOUDS
from .model import Task

_HOW = frozenset(
    (
        *("concurrency", "requests_per_second", "timeout", "retries", "give_up_after", "deadline", "on_error"),
        *("image_ids", "image_names", "image_details", "discover", "incoming", "incoming_dates"),
    )
)
_PLACE = ("region", "environment", "endpoint", "iam_endpoint")


class PatientBreaker(CircuitBreaker):
    """Also gives up an endpoint that never answered anything, ``patience`` seconds after the first request to it."""

    def __init__(self, patience: float, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._patience = patience
        self._clock = clock
        self._began: float | None = None

    @contextmanager
    def request(self) -> Iterator[None]:
        """Holds while one request is out. ApiError, without a request, after `stop`."""
        with super().request():
            self._began = self._clock() if self._began is None else self._began
            try:
                yield
            except ApiError as error:
                silent = error.kind == "unreachable" and not self._answered
                if silent and self._clock() - self._began >= self._patience:
                    self.stop(error)
                raise


class Identities:
    """The identities of one run."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._ceilings: dict[str, float] = {}
        self._lock = threading.Lock()
        self._made: dict[tuple[str, tuple[object, ...]], Any] = {}
        for task in tasks:
            ceiling = task["options"].get("requests_per_second")
            key = identity_of(task)
            if isinstance(ceiling, (int, float)) and ceiling > 0:
                self._ceilings[key] = min(ceiling, self._ceilings.get(key, ceiling))

    def provider(self, task: Task, provider: Provider) -> Provider:
        """The provider, whose logins and proofs are shared."""
        return replace(provider, open=lambda context: self._opened(task, provider, context))

    def client_factory(self, task: Task, session: Session) -> Callable[..., Client]:
        """Makes clients that share with those of the same identity at the same endpoint."""
        identity = identity_of(task)

        def new_client(endpoint: str, **how: Any) -> Client:
            where = (identity, endpoint.rstrip("/"), how.get("service", IMAGE_SERVICE))
            new_breaker = functools.partial(PatientBreaker, 2 * session.timeout)
            limiter = self._shared("pace", where, lambda: RateLimiter(self._ceilings.get(identity)))
            # What everybody may ask says nothing about credentials.
            anonymous = how.get("auth") is None and where[2] == IMAGE_SERVICE
            breaker = new_breaker() if anonymous else self._shared("breaker", where, new_breaker)
            return Client(replace(session, limiter=limiter, new_breaker=lambda _endpoint: breaker), endpoint, **how)

        return new_client

    def _opened(self, task: Task, provider: Provider, context: Context) -> Account:
        """One login at a time until one is accepted, and none after a refusal."""
        place = [task["options"].get(name) for name in _PLACE]
        logins: CircuitBreaker = self._shared("logins", (identity_of(task), _text(place)), CircuitBreaker)
        with logins.request():
            try:
                account = provider.open(context)
            except ApiError as error:
                if error.kind == "unauthorized":
                    logins.stop(error)
                raise
            logins.accept()
        return replace(account, proof=lambda: self._proof(task, account))

    def _proof(self, task: Task, account: Account) -> Proof:
        """Asked for once, but for an answer that proves nothing: another connection may know more."""
        options = {name: value for name, value in task["options"].items() if name not in _HOW and value is not None}
        known: list[Proof] = self._shared("proof", (task["provider"], _text(options), account.endpoint), list)
        asking: threading.Lock = self._shared("asking", (task["provider"], _text(options)), threading.Lock)
        with asking:
            if not known:
                proof = account.proof()
                if proof.proven_by is None:
                    return proof
                known.append(proof)
            return known[0]

    def _shared(self, what: str, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
        with self._lock:
            if (what, key) not in self._made:
                self._made[what, key] = make()
            return self._made[what, key]


def identity_of(task: Task) -> str:
    """The same for all tasks whose credentials are the same, as far as the options say."""
    family = task["provider"].split("_")[0]
    names = CLOUDS[task["provider"]].identity
    return _text([family, *(task["options"].get(name) or None for name in names)])


def _text(value: Mapping[str, object] | list[object]) -> str:
    return json.dumps(value, sort_keys=True, default=str)
