# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""How a request gets its credentials. Every cloud's way to sign is an `Auth`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from requests import PreparedRequest


class Auth(Protocol):
    """Puts credentials on a prepared request; requests takes it as its ``auth``.

    It is called anew for each attempt, as a signature is fresh for minutes only. Whatever it puts into headers is
    masked in everything that a cloud says.
    """

    renewable: bool
    """Whether `renew` may bring credentials that are better than refused ones."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """The same request with credentials."""

    def renew(self) -> None:
        """Gets new credentials for the requests to come. ApiError where that fails."""


class FixedAuth:
    """Credentials that stay as they are."""

    renewable = False

    def renew(self) -> None:
        raise NotImplementedError("These credentials cannot be renewed.")


class NoAuth(FixedAuth):
    """No credentials, for what a cloud tells everybody."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        return request


class TokenAuth(FixedAuth):
    """A ready token of Keystone or of an IAM that speaks its language."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["X-Auth-Token"] = self._token
        return request
