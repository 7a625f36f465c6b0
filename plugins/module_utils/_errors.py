# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What stopped a read, in words for people and without secrets."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from ._model import ErrorInfo, ErrorKind, State

STATE_OF_KIND: dict[ErrorKind, State] = {"not_found": "not_found", "forbidden": "denied", "unauthorized": "denied"}


class OptionError(Exception):
    """A wrong option, or no credentials: the task fails before any request."""


class ApiError(Exception):
    """Why the cloud's answer does not count as evidence.

    ``kind`` is one of unauthorized, forbidden, not_found, bad_request, unsupported_version, throttled, unavailable,
    unreachable and bad_response. ``retry`` says whether another attempt may help, ``retry_after`` (seconds) when.
    """

    def __init__(
        self,
        kind: ErrorKind,
        message: str,
        *,
        http_status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
        attempts: int = 0,
        retry: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.http_status = http_status
        self.code = code
        self.request_id = request_id
        self.attempts = attempts
        self.retry = retry
        self.retry_after = retry_after

    @property
    def state(self) -> State:
        """The state of an image that could not be read for this reason: not_found, denied or failed."""
        return STATE_OF_KIND.get(self.kind, "failed")

    def as_dict(self) -> ErrorInfo:
        """The error as modules return it."""
        return {
            "kind": self.kind,
            "http_status": self.http_status,
            "code": self.code,
            "message": self.message,
            "request_id": self.request_id,
            "attempts": self.attempts,
        }


LEAST_VERSIONS = {"jsonschema": "4.10", "openstacksdk": "1.0", "requests": "2.28"}
"""Of the libraries that are not part of Ansible, as in requirements.txt."""


def missing_library(name: str) -> str:
    """What to type where a library is missing: the interpreter that runs this is the one that lacks it."""
    return f"The Python library {name} is missing: {sys.executable} -m pip install '{name}>={LEAST_VERSIONS[name]}'"


def surprise(error: Exception) -> ApiError:
    """What stopped a read when nobody foresaw it."""
    return ApiError("bad_response", f"The answer could not be understood ({type(error).__name__}).")


@dataclass(frozen=True)
class ErrorDetail:
    """What a provider reads out of an error answer.

    ``kind`` and ``retry`` are set only where the provider knows better than the HTTP status. A 404 is "not_found" only
    where the provider says so: gateways, proxies and wrong addresses answer 404, too.
    """

    code: str | None
    message: str
    request_id: str | None = None
    kind: ErrorKind | None = None
    retry: bool = False
