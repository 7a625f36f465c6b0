# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the clouds consist of: keys, projects, users, agencies, images."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

CLOUDS = ("scp", "ims", "cph", "glance")


@dataclass
class Key:
    """An access key. ``account`` owns it: an SCP account, or a Huawei domain."""

    access_key: str
    secret_key: str = field(repr=False)
    account: str = ""
    security_token: str | None = field(default=None, repr=False)
    access_key_type: str = "PERMANENT"
    """SCP: PERMANENT, TEMPORARY or SECRET_VAULT_TEMPORARY."""
    is_enabled: bool = True
    """What SCP's key list says of it; signatures are taken all the same (invented)."""
    expiration_timestamp: str = "9999-12-31T23:59:59Z"


@dataclass
class Project:
    id: str
    name: str
    domain: str


@dataclass
class User:
    """A user of IAM; ``domain`` is the domain's name, ``domain_id`` its id."""

    name: str
    password: str = field(repr=False)
    domain: str = ""
    domain_id: str = ""
    roles: list[str] = field(default_factory=lambda: ["reader"])
    """``admin`` sees all of Glance; Huawei and OTC have no such role here."""


@dataclass
class Agency:
    """A domain lets the users of another act for it."""

    name: str
    domain: str
    """Id of the domain that delegates."""
    trusted: str
    """Id of the domain whose users may take it on."""


@dataclass
class Image:
    id: str
    owner: str
    name: str = ""
    visibility: str = "private"
    status: str = "active"
    created_at: str = "2026-01-02T03:04:05Z"
    updated_at: str = "2026-01-02T03:04:05Z"
    members: list[dict[str, Any]] = field(default_factory=list)
    """Rows in the cloud's own spelling, without ``image_id``; what is left out gets the cloud's default."""
    paging: tuple[str, ...] = ()
    """How this list departs from the documented paging: see ``paging.py``."""
    os_hidden: bool = False
    """SCP and Glance: left out of lists that do not ask for it."""
    tags: list[str] = field(default_factory=list)
    os_hash_algo: str = "sha512"
    os_hash_value: str = ""
    """SCP and Glance: of the content; without one a digest of the id, so that no two images are equal by chance."""
    owner_account_name: str = "owner"
    owner_user_name: str = "owner"
    enterprise_project: str = "0"
    """IMS: ``0`` is the default one."""
    listed_to: list[str] = field(default_factory=list)
    """Ids of strangers in whose lists it stands all the same (invented: a list that is wrong)."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields of its record that are others than, or beside, those of its cloud."""

    def __post_init__(self) -> None:
        self.os_hash_value = self.os_hash_value or hashlib.sha512(self.id.encode()).hexdigest()


def dashed(digits: str) -> str:
    """32 hex digits as a UUID."""
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def generated_id(cloud: str, number: int) -> str:
    digits = f"{CLOUDS.index(cloud) + 1:08x}{number:024x}"
    return digits if cloud == "cph" else dashed(digits)


def member_ids(count: int) -> list[str]:
    return [f"{number + 1:032x}" for number in range(count)]
