# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Sign, send, retry: the one place that decides about retries."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

from ansible.module_utils.api import generate_jittered_backoff

from .._errors import ApiError
from .circuit_breaker import CircuitBreaker
from .rate_limiter import RateLimiter
from .response import RETRIED, ErrorParser, classify, decoded, no_object, parse_nothing
from .transport import RawResponse, Transport, checked_endpoint

try:
    from requests import PreparedRequest
except ImportError:
    pass

# Refusals by those who have checked the credentials first; a gateway that throttles or fails has not.
_KNOWS_THE_CALLER = {"forbidden", "not_found", "bad_request", "unsupported_version"}
_LONGEST_BACKOFF = 20  # seconds
_SILENCE = 8  # requests without any answer, after which an endpoint may be given up
_SHORTEST_BRAKE = 1.0  # seconds that a throttling answer without Retry-After stops the workers

Signer = Callable[[Any], Any]
T = TypeVar("T")
_Prepare = Callable[[], "PreparedRequest"]
_Judge = Callable[[RawResponse, "PreparedRequest"], T]


@dataclass
class Tally:
    """What a task has sent so far."""

    requests: int = 0
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, attempt: int) -> None:
        with self.lock:
            self.requests += 1
            self.retries += attempt > 1


@dataclass(frozen=True)
class Response:
    """A decoded answer of status 200 or 201."""

    body: dict[str, Any]
    headers: Mapping[str, str]


def encoded(query: Sequence[tuple[str, str]]) -> str:
    """A query string in the order given; everything but unreserved characters is percent-encoded."""
    return "&".join(f"{quote(str(key), safe='-_.~')}={quote(str(value), safe='-_.~')}" for key, value in query)


class Client:
    """One endpoint and one signer."""

    def __init__(
        self,
        endpoint: str,
        *,
        transport: Transport,
        limiter: RateLimiter,
        tally: Tally,
        retries: int,
        auth: Signer | None = None,
        headers: Mapping[str, str] | None = None,
        parse_error: ErrorParser | None = None,
    ) -> None:
        self.endpoint = checked_endpoint(endpoint)
        self._transport = transport
        self._limiter = limiter
        self._tally = tally
        self._retries = retries
        self._auth = auth
        self._new_token: Callable[[], None] | None = getattr(auth, "renew", None)
        self._headers = {"Accept": "application/json", "User-Agent": "cloud_images.sharing", **(headers or {})}
        self._parse_error = parse_error or parse_nothing
        self._breaker = CircuitBreaker()
        self._renewing = threading.Lock()
        self._renewals = 0
        self._answered = False
        self._unanswered = 0

    def get(self, path: str, query: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
        """The JSON object at a path (percent-encoded, below the endpoint). ApiError for anything else."""
        return self.exchange("GET", path, query).body

    def exchange(
        self, method: str, path: str, query: Sequence[tuple[str, str]] = (), document: object = None
    ) -> Response:
        """One request, tried again while that may help. ApiError counts the attempts."""
        url = self.endpoint + path + (f"?{encoded(query)}" if query else "")
        body = None if document is None else json.dumps(document).encode()
        headers = {**self._headers, "Content-Type": "application/json"} if body is not None else self._headers

        def signed() -> PreparedRequest:
            request = PreparedRequest()
            request.prepare(method=method, url=url, headers=dict(headers), data=body, auth=self._auth)
            return request

        return self._persist(signed, self._classified)

    def forward(self, request: PreparedRequest) -> RawResponse:
        """The answer to a request that a library prepared, for that library to judge.

        ApiError for redirects, and for throttling and outages that outlast the retries.
        """
        return self._persist(lambda: request, self._judged_elsewhere)

    def _persist(self, prepare: _Prepare, judge: _Judge[T]) -> T:
        backoff = generate_jittered_backoff(self._retries, delay_base=1, delay_threshold=_LONGEST_BACKOFF)
        renewable = self._new_token is not None
        attempt = 0
        while True:
            attempt += 1
            token = self._renewals
            try:
                return self._trusted_attempt(prepare, judge, attempt, renewable)
            except ApiError as error:
                error.attempts = max(error.attempts, attempt - 1)
                if renewable and error.kind == "unauthorized" and error.attempts == attempt:
                    self._renew(token)
                    renewable = False
                    continue
                delay = next(backoff, None) if error.retry else None
                if delay is None:
                    if self._unanswered >= _SILENCE and not self._answered:
                        self._breaker.stop(error)
                    raise
                if error.kind != "throttled":
                    time.sleep(error.retry_after or delay)

    def _trusted_attempt(self, prepare: _Prepare, judge: _Judge[T], attempt: int, renewable: bool) -> T:
        with self._breaker.request():
            try:
                return self._attempt(prepare, judge, attempt)
            except ApiError as error:
                # Said before the next request gets its turn, or it would carry the same refused credentials.
                if error.kind == "unauthorized" and not renewable:
                    self._breaker.stop(error)
                raise

    def _attempt(self, prepare: _Prepare, judge: _Judge[T], attempt: int) -> T:
        sent_at = self._limiter.wait()
        request = prepare()  # the signer runs here, once an attempt: a signature is only fresh for minutes
        self._tally.count(attempt)
        try:
            answer = self._send(request)
            result = judge(answer, request)
        except ApiError as error:
            error.attempts = attempt
            if error.kind in _KNOWS_THE_CALLER:
                self._breaker.accept()
            if error.kind == "throttled":
                self._limiter.throttled(sent_at, error.retry_after or max(_SHORTEST_BRAKE, 2.0 ** (attempt - 1)))
            raise
        if answer.status != 401:
            self._breaker.accept()
        self._limiter.answered()
        return result

    def _send(self, request: PreparedRequest) -> RawResponse:
        try:
            answer = self._transport.send(request)
        except ApiError as error:
            self._unanswered += error.kind == "unreachable"
            raise
        self._answered = True
        return answer

    def _renew(self, token: int) -> None:
        """Get a new token, unless another worker got one meanwhile."""
        with self._renewing:
            if token == self._renewals and self._new_token is not None:
                try:
                    self._new_token()
                except ApiError as error:
                    if error.kind == "unauthorized":
                        self._breaker.stop(error)
                    raise
                self._renewals += 1

    def _judged_elsewhere(self, answer: RawResponse, request: PreparedRequest) -> RawResponse:
        if 300 < answer.status < 400 or answer.status in RETRIED or answer.status >= 500:
            raise classify(answer, decoded(answer), request, self._parse_error)
        return answer

    def _classified(self, answer: RawResponse, request: PreparedRequest) -> Response:
        body = decoded(answer)
        if answer.status in (200, 201):
            if isinstance(body, dict):
                return Response(body, answer.headers)
            raise no_object(answer, body, request)
        raise classify(answer, body, request, self._parse_error)
