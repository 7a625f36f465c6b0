# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Sign, send, retry: the one place that decides about retries."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

from ansible.module_utils.api import generate_jittered_backoff

from .._errors import ApiError
from .._model import ErrorKind
from .._options import JsonObject
from .auth import Auth, NoAuth
from .endpoint import checked_endpoint
from .response import IMAGE_SERVICE, ErrorParser, Judge, Response, parse_nothing
from .session import Session
from .transport import RawResponse, Transport

try:
    from requests import PreparedRequest
except ImportError:  # said by whoever runs the module
    pass

# Refusals by those who have checked the credentials first; a gateway that throttles or fails has not.
_KNOWS_THE_CALLER: tuple[ErrorKind, ...] = ("forbidden", "not_found", "bad_request", "unsupported_version")
_MAY_PASS: tuple[ErrorKind, ...] = ("throttled", "unavailable")
_LONGEST_BACKOFF = 20  # seconds
_SHORTEST_BRAKE = 1.0  # seconds that a throttling answer without Retry-After stops the workers

T = TypeVar("T")


def encoded(query: Sequence[tuple[str, str]]) -> str:
    """A query string in the order given; everything but unreserved characters is percent-encoded."""
    return "&".join(f"{quote(str(key), safe='-_.~')}={quote(str(value), safe='-_.~')}" for key, value in query)


class Client:
    """One endpoint and one way to sign.

    :param endpoint: https, or http to loopback; OptionError for any other.
    :param service: whose endpoint it is, for messages: "the image service", "IAM", "Keystone".
    :param headers: for every request, besides the usual ones.
    :param verify: what to verify TLS against, where the session's own does not hold here.
    """

    def __init__(
        self,
        session: Session,
        endpoint: str,
        *,
        service: str = IMAGE_SERVICE,
        auth: Auth | None = None,
        headers: Mapping[str, str] | None = None,
        parse_error: ErrorParser = parse_nothing,
        verify: bool | str | None = None,
        cert: str | tuple[str, str] | None = None,
    ) -> None:
        self.endpoint = checked_endpoint(endpoint)
        self._session = session
        self._auth = auth or NoAuth()
        self._headers = {
            "Accept": "application/json",
            "Cache-Control": "no-cache",  # what a cache kept does not count as evidence
            "User-Agent": "cloud_images.sharing",
            **(headers or {}),
        }
        self._breaker = session.new_breaker(self.endpoint)
        self._renewing = threading.Lock()
        self._renewals = 0
        self._untried = False  # whether the last renewal has yet to prove good
        self._last_failure: ApiError | None = None
        self._transport = Transport(
            self.endpoint,
            service=service,
            timeout=session.timeout,
            left=session.budget.left,
            verify=session.verify if verify is None else verify,
            cert=cert,
            connections=session.concurrency,
            masker=session.masker,
        )
        self._judge = Judge(self._transport.place, self._transport.masker, parse_error)

    def get(self, path: str, query: Sequence[tuple[str, str]] = ()) -> JsonObject:
        """The JSON object at a path (percent-encoded, below the endpoint). ApiError for anything else."""
        return self.exchange("GET", path, query).body

    def exchange(
        self, method: str, path: str, query: Sequence[tuple[str, str]] = (), document: object = None
    ) -> Response:
        """One request, tried again while that may help. ApiError counts the attempts."""
        url = self.endpoint + path + (f"?{encoded(query)}" if query else "")
        body = None if document is None else json.dumps(document).encode()
        headers = {**self._headers, "Content-Type": "application/json"} if body is not None else self._headers

        def ask() -> Response:
            request = PreparedRequest()  # step by step, as the whole of it would look for cookies, too
            request.prepare_method(method)
            request.prepare_url(url, None)
            request.prepare_headers(headers)
            request.prepare_body(body, None)
            signed = self._auth(request)
            return self._judge.response(self._send(signed), signed)

        return self._persist(ask)

    def forward(self, request: PreparedRequest) -> RawResponse:
        """The answer to a request that a library prepared, for that library to judge.

        ApiError for redirects, and for throttling and outages that outlast the retries.
        """
        return self._persist(lambda: self._judge.forwarded(self._send(request), request))

    def _send(self, request: PreparedRequest) -> RawResponse:
        with self._session.budget.running():
            return self._transport.send(request)

    def _persist(self, ask: Callable[[], T]) -> T:
        """The outcome of an exchange that is tried again while that may help."""
        delays = generate_jittered_backoff(self._session.retries, delay_base=1, delay_threshold=_LONGEST_BACKOFF)
        attempt, renewable = 0, self._auth.renewable
        while True:
            attempt += 1
            try:
                answer = self._turn(ask, attempt, renewable)
            except ApiError as error:
                error.attempts = max(error.attempts, attempt - 1)
                self._wait(error, delays)
            else:
                if answer is not None:
                    return answer
                renewable = False

    def _turn(self, ask: Callable[[], T], attempt: int, renewable: bool) -> T | None:
        """One attempt when it may go. None where the credentials were refused and are new now."""
        with self._breaker.request():
            renewals = self._renewals
            sent_at = self._session.limiter.wait(self._pause, self._rest)
            self._check_time()
            try:
                with self._session.slot():
                    self._session.tally.count(attempt)
                    answer = ask()  # it signs, too: a signature is only fresh for minutes
            except ApiError as error:
                error.attempts = attempt
                self._learn(error, sent_at)
                if error.kind != "unauthorized":
                    raise
                # Before the next request gets its turn, or it would carry the same refused credentials.
                if not (renewable and self._renew(renewals)):
                    self._breaker.stop(error)
                    raise
                return None
            self._untried = False
            self._breaker.accept()
            self._session.limiter.answered()
            self._session.budget.progress()
            return answer

    def _learn(self, error: ApiError, sent_at: float) -> None:
        """What an attempt without a good answer says about the next ones."""
        self._check_time(error.attempts)
        if error.kind in _KNOWS_THE_CALLER:
            self._breaker.accept()
        if error.kind == "throttled":
            brake = error.retry_after or max(_SHORTEST_BRAKE, 2.0 ** (error.attempts - 1))
            self._session.limiter.throttled(sent_at, brake)
        if error.kind == "unreachable" or (error.kind in _MAY_PASS and error.retry):
            self._last_failure = error
            self._breaker.failed()
        else:
            self._breaker.answered()
            self._session.budget.progress()

    def _renew(self, renewals: int) -> bool:
        """Whether there are newer credentials than those of so many renewals. ApiError where they cannot be had."""
        with self._renewing:
            if renewals != self._renewals:
                return True
            if self._untried:
                return False
            try:
                self._auth.renew()
            except ApiError as error:
                if error.kind == "unauthorized":
                    self._breaker.stop(error)
                raise
            self._renewals += 1
            self._untried = True
            return True

    def _wait(self, error: ApiError, delays: Iterator[int]) -> None:
        """Wait until the next attempt; raises the error where there is none."""
        delay = next(delays, None) if error.retry else None
        if delay is None:
            self._breaker.stop_if_hopeless(error)
        elif error.kind != "throttled":  # for those, the rate limiter waits
            with self._session.budget.running():
                self._session.budget.sleep(error.retry_after or delay, self._breaker.stopped)
            self._check_time()
        if delay is None or self._breaker.stopped.is_set():
            raise error

    def _pause(self, seconds: float) -> None:
        """Wait for a cloud that wants no requests."""
        with self._session.budget.running():
            self._rest(seconds)

    def _rest(self, seconds: float) -> None:
        """Wait for our own turn."""
        self._session.budget.sleep(seconds, self._breaker.stopped)
        self._breaker.check()
        self._check_time()

    def _check_time(self, attempts: int = 0) -> None:
        """ApiError once the connection is given up."""
        spent = self._session.budget.spent()
        if spent is None:
            return
        last = self._last_failure
        said = last.message if last else f"{self._judge.place.sentence} gave no answer in that time."
        raise ApiError(
            last.kind if last else "unreachable",
            f"{spent}. {said}",
            http_status=last.http_status if last else None,
            attempts=attempts,
        )
