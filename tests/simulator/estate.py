# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many accounts with their images: each image is made when somebody asks for it, or for its account's list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from .records import CLOUDS, Image, Key, Project, User, dashed, member_ids

_ID = re.compile(r"0000000([1-4])e([0-9a-f]{7})([0-9a-f]{16})")


@dataclass(frozen=True)
class Account:
    """One account in every cloud, with what it takes to log in. Nothing of it is real."""

    number: int
    scp_account: str
    scp_access_key: str
    scp_secret_key: str
    domain: str
    project: str
    huawei_access_key: str
    huawei_secret_key: str
    user: str
    password: str
    domain_name: str

    def member_id(self, cloud: str) -> str:
        """What others list it as, and what its own images name as their owner."""
        return self.scp_account if cloud == "scp" else self.project

    def keys(self) -> tuple[Key, Key]:
        """Of SCP, and of Huawei."""
        return (
            Key(self.scp_access_key, self.scp_secret_key, self.scp_account),
            Key(self.huawei_access_key, self.huawei_secret_key, self.domain),
        )


def _account(number: int) -> Account:
    return Account(
        number=number,
        scp_account=f"ac{number:030x}",
        scp_access_key=f"scp-account-{number:04}-key",
        scp_secret_key=f"scp-account-{number:04}-secret-not-real",
        domain=f"d0{number:030x}",
        project=f"9e{number:030x}",
        huawei_access_key=f"ACCOUNTKEY{number:010}",
        huawei_secret_key=f"HuaweiAccount/{number:04}+secret/notreal",
        user=f"user-{number:04}",
        password=f"user-{number:04}-password-not-real",
        domain_name=f"domain-{number:04}",
    )


@dataclass
class Estate:
    """``accounts`` accounts with ``images`` images each, in each of ``clouds``."""

    count: int
    images: int
    members: int = 2
    shared_among: bool = False
    """Whether the members are the next accounts of the estate, and so have incoming images; else ids of nobody."""
    clouds: Collection[str] = CLOUDS
    accounts: list[Account] = field(init=False)
    _made: dict[tuple[str, str], Image] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.accounts = [_account(number) for number in range(self.count)]
        self._by_id = {account.member_id(cloud): account for account in self.accounts for cloud in ("scp", "ims")}

    def projects(self) -> Iterator[Project]:
        return (Project(account.project, "ap-southeast-3", account.domain) for account in self.accounts)

    def users(self) -> Iterator[User]:
        return (User(row.user, row.password, row.domain_name, row.domain) for row in self.accounts)

    def image_ids(self, cloud: str, account: int) -> list[str]:
        """The ids of that account's images, whether they were made or not."""
        return [self._id(cloud, account, number) for number in range(self.images)] if cloud in self.clouds else []

    def image(self, cloud: str, image_id: str) -> Image | None:
        """The image of that id; changes to it stay."""
        if image := self._made.get((cloud, image_id)):
            return image
        found = _ID.fullmatch(image_id.replace("-", ""))
        if not found or cloud not in self.clouds or CLOUDS[int(found[1]) - 1] != cloud:
            return None
        account, number = int(found[2], 16), int(found[3], 16)
        if account >= self.count or number >= self.images or self._id(cloud, account, number) != image_id:
            return None
        return self._made.setdefault((cloud, image_id), self._image(cloud, account, number))

    def candidates(self, cloud: str, own_ids: Collection[str]) -> Iterator[Image]:
        """The images that a caller with these ids may find in a list: its own, and what others share with it."""
        for account in {self._by_id[own].number for own in own_ids if own in self._by_id}:
            sharers = (
                [(account - step) % self.count for step in range(1, self.members + 1)] if self.shared_among else []
            )
            for number in dict.fromkeys([account, *sharers]):
                for image_id in self.image_ids(cloud, number):
                    if image := self.image(cloud, image_id):
                        yield image

    @staticmethod
    def _id(cloud: str, account: int, number: int) -> str:
        digits = f"{CLOUDS.index(cloud) + 1:08x}e{account:07x}{number:016x}"
        return digits if cloud == "cph" else dashed(digits)

    def _image(self, cloud: str, account: int, number: int) -> Image:
        following = [self.accounts[(account + step) % self.count] for step in range(1, self.members + 1)]
        members = [other.member_id(cloud) for other in following] if self.shared_among else member_ids(self.members)
        return Image(
            self._id(cloud, account, number),
            self.accounts[account].member_id(cloud),
            name=f"account-{account:04}-image-{number:04}",
            visibility="shared" if cloud in ("scp", "glance") else "private",
            members=[{"member_id": member} for member in members],
            owner_account_name=f"account-{account:04}",
            owner_user_name=f"user-{account:04}",
        )
