# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tokens that the simulated IAM gave out, and the callers they stand for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Literal

from .errors import huawei_gateway
from .messages import Call, Refused


@dataclass(frozen=True)
class Caller:
    """Somebody whom Huawei's gateway or Keystone let in."""

    name: str
    """Access key or user name."""
    project: str | None
    domain: str
    scope: Literal["domain", "system", ""] = ""
    """Of a token without a project; a token may have no scope at all."""
    method: str = "password"
    assumed_by: str = ""
    """The user who took on an agency's name."""
    roles: tuple[str, ...] = ("reader",)


@dataclass
class Tokens:
    lifetime: float = 24 * 3600
    """Seconds that a new token lives."""
    issued: dict[str, tuple[Caller, float]] = field(default_factory=dict, repr=False)

    def issue(self, caller: Caller, now: float) -> tuple[str, float]:
        """A new token, and when it ends."""
        token, expires = secrets.token_urlsafe(96), now + self.lifetime
        self.issued[token] = (caller, expires)
        return token, expires

    def expire_all(self) -> None:
        self.issued = {token: (caller, 0.0) for token, (caller, _expiry) in self.issued.items()}

    def find(self, call: Call) -> tuple[Caller | None, bool]:
        """The holder of the call's token, and whether it is still valid."""
        caller, expires = self.issued.get(call.headers.get("x-auth-token", ""), (None, 0.0))
        call.who, call.account = (caller.name, caller.project) if caller else (None, None)
        call.refused = caller is None or call.now >= expires
        return caller, not call.refused

    def caller(self, call: Call) -> Caller:
        """The holder of the token, or the refusal of Huawei's gateway."""
        caller, valid = self.find(call)
        if caller and valid:
            return caller
        if caller:
            raise Refused(huawei_gateway(401, "APIGW.0307", "The token must be updated."))
        why = "decrypt token fail" if call.headers.get("x-auth-token") else "x-auth-token not found"
        raise Refused(huawei_gateway(401, "APIGW.0301", f"Incorrect IAM authentication information: {why}"))
