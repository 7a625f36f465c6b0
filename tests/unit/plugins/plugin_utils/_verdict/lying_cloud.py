# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A small cloud that holds images of several accounts and does not always tell the truth, and who asks it.

Its lies are those that an answer gives away, see `lies`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.pages import Row, Turn
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.workers import Item, Result
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import MemberStatus
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import (
    Account,
    IncomingCalls,
    IncomingList,
    Proof,
    reconciled,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.glance import (
    glance_details,
    glance_incoming,
    glance_listed,
    glance_member,
    marked_images,
    marked_members,
)
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils._verdict.lies import LIES, PAGE

CONNECTIONS = ("east", "west")
IMAGE_IDS = ("img-1", "img-2", "img-3")
OURS, THEIRS = "a" * 32, "b" * 32
ACCOUNTS = (OURS, THEIRS)
MEMBERS = (THEIRS, "1" * 32, "2" * 32, "3" * 32)
STATUSES: tuple[MemberStatus, ...] = ("accepted", "pending", "rejected")

_VISIBILITIES = {"private": 30, "shared": 60, "public": 4, "community": 3, "federated": 3}


@dataclass(frozen=True)
class TrueImage:
    """An image as it is. ``answers``: member to status. ``enterprise_project`` decides whose keys may list it."""

    name: str
    owner: str
    visibility: str
    answers: dict[str, str]
    status: str
    enterprise_project: str

    @property
    def members(self) -> set[str]:
        return set(self.answers)

    @property
    def is_deleted(self) -> bool:
        return self.status in ("deleted", "pending_delete")


class OneByOne:
    """Workers without threads: a world is drawn the same each time."""

    def map(self, do: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        return [do(item) for item in items]


@dataclass
class Reader:
    """One connection: whose credentials they are in truth (``caller``), whose somebody says, and what the cloud holds.

    ``word`` is how the module learns whose they are: the cloud's own word, or none but the setting's.
    """

    caller: str
    stated: str | None
    word: str
    granted: tuple[str, ...]
    lie: str | None
    images: dict[str, TrueImage]
    told: list[str] = field(default_factory=list)

    def may_list(self, image: TrueImage) -> bool:
        """Whether the caller's rights let it list an image of its own."""
        return image.enterprise_project in self.granted

    def account(self, chance: random.Random) -> Account:
        """The account as a provider opens it."""
        cloud = _Answers(self, chance)
        return Account(
            credentials_from="options",
            endpoint="https://ims.example",
            region=None,
            members=lambda image_id: marked_members(cloud.get, f"/members/{image_id}", size=PAGE, default_size=PAGE),
            member=glance_member,
            lists=[self._list(cloud, "/images")],
            listed=glance_listed,
            details=lambda image_id: glance_details(cloud.get(f"/image/{image_id}", ())),
            proof=self._proof,
            incoming=IncomingCalls(
                lists=[IncomingList(self._list(cloud, f"/shared/{status}"), status) for status in STATUSES],
                image=glance_incoming,
            ),
        )

    def _list(self, cloud: _Answers, path: str) -> Turn:
        return marked_images(cloud.get, path, size=PAGE)

    def _proof(self) -> Proof:
        if self.word == "setting":
            return Proof(self.stated, None, "The cloud did not say whose the credentials are.")
        if self.word == "reconciled":
            return reconciled(self.stated, Proof(self.caller, "token"), "project_id")
        return Proof(self.caller, "token")


def draw_reader(chance: random.Random) -> Reader:
    """A connection: in most worlds ours, asked by us, telling the truth."""
    caller = OURS if chance.random() < 0.9 else THEIRS
    return Reader(
        caller=caller,
        stated=chance.choice([None, OURS, caller, caller]),
        word=chance.choices(["cloud", "reconciled", "setting"], [3, 6, 1])[0],
        granted=chance.choice([("0", "eps"), ("0", "eps"), ("0",)]),
        lie=chance.choice(sorted(LIES)) if chance.random() < 0.25 else None,
        images={image_id: _draw_image(chance) for image_id in IMAGE_IDS if chance.random() < 0.7},
    )


def _draw_image(chance: random.Random) -> TrueImage:
    owner = OURS if chance.random() < 0.85 else THEIRS
    members = [one for one in (*MEMBERS, OURS) if one != owner and chance.random() < 0.3]
    return TrueImage(
        name=chance.choice(["golden-1", "golden-2", "scratch"]),
        owner=owner,
        visibility=chance.choices(list(_VISIBILITIES), list(_VISIBILITIES.values()))[0],
        answers={member: chance.choice(STATUSES) for member in members},
        status="active" if chance.random() < 0.97 else chance.choice(["deleted", "pending_delete"]),
        enterprise_project=chance.choice(["0", "0", "eps"]),
    )


class _Answers:
    """Answers requests as the caller sees the cloud, with a lie now and then."""

    def __init__(self, reader: Reader, chance: random.Random) -> None:
        self._reader = reader
        self._chance = chance

    def get(self, path: str, query: Sequence[tuple[str, str]]) -> Row:
        _empty, what, *rest = path.split("/")
        marker = dict(query).get("marker")
        if what == "image":
            return self._row(rest[0])
        if what == "members":
            image = self._visible(rest[0])
            seen = image.members if image.owner == self._reader.caller else image.members & {self._reader.caller}
            rows = [{"member_id": one, "image_id": rest[0], "status": image.answers[one]} for one in sorted(seen)]
            return self._told(rows, "members", "member_id", marker)
        if what == "shared":
            return self._told(self._shared(rest[0]), "images", "id", marker)
        mine = [
            self._row(image_id)
            for image_id, image in self._reader.images.items()
            if self._sees(image) and (image.owner != self._reader.caller or self._reader.may_list(image))
        ]
        return self._told(mine, "images", "id", marker)

    def _shared(self, status: str) -> list[dict[str, Any]]:
        """What others share with the caller in one status and, as clouds do, what it shares itself."""
        return [
            self._row(image_id)
            for image_id, image in self._reader.images.items()
            if image.visibility == "shared"
            and (image.answers.get(self._reader.caller) == status or image.owner == self._reader.caller)
        ]

    def _sees(self, image: TrueImage) -> bool:
        caller = self._reader.caller
        return image.owner == caller or caller in image.members or image.visibility in ("public", "community")

    def _visible(self, image_id: str) -> TrueImage:
        image = self._reader.images.get(image_id)
        if image is None or not self._sees(image):
            raise ApiError("not_found", "No such image.", http_status=404)
        return image

    def _row(self, image_id: str) -> dict[str, Any]:
        image = self._visible(image_id)
        names = {"id": image_id, "name": image.name, "owner": image.owner}
        return {**names, "visibility": image.visibility, "status": image.status}

    def _told(self, rows: list[dict[str, Any]], key: str, id_key: str, marker: str | None) -> dict[str, Any]:
        """One page: the truth, or what the lie makes of it."""
        start = next((index + 1 for index, row in enumerate(rows) if row[id_key] == marker), 0)
        page, more = rows[start : start + PAGE], len(rows) > start + PAGE
        following = page[-1][id_key] if more else None
        answer = {key: page, "page_info": {"next_marker": following, "current_count": len(page)}}
        if self._reader.lie is None or self._chance.random() < 0.5:
            return answer
        self._reader.told.append(self._reader.lie)
        return LIES[self._reader.lie](answer, key)
