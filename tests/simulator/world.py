# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What exists in the simulated clouds: keys, projects, users, images and their members.

A world is plain data (YAML). Sections that a world leaves out are those of ``data/world.yml``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .habits import Habits

DATA = Path(__file__).parent / "data"
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


@dataclass
class World:
    scp_versions: list[dict[str, str]]
    scp_keys: dict[str, Key]
    huawei_keys: dict[str, Key]
    projects: dict[str, Project]
    users: list[User]
    scp: dict[str, Image]
    ims: dict[str, Image]
    cph: dict[str, Image]
    glance: dict[str, Image]
    list_page_info: bool = True
    """Whether IMS image lists carry page_info, as newer services do."""
    habits: Habits = field(default_factory=Habits)
    agencies: list[Agency] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path | str | None = None) -> World:
        """The world of a YAML file; without one the default world."""
        return cls.build(yaml.safe_load(Path(path).read_text(encoding="utf-8")) if path else {})

    @classmethod
    def build(cls, given: Mapping[str, Any]) -> World:
        default = yaml.safe_load((DATA / "world.yml").read_text(encoding="utf-8"))
        unknown = set(given) - set(default)
        if unknown:
            raise ValueError(f"unknown sections of the world: {', '.join(sorted(unknown))}")
        data = {**default, **given}
        account, project = data["scp_keys"][0]["account"], data["projects"][0]["id"]
        return cls(
            scp_versions=data["scp_versions"],
            scp_keys={row["access_key"]: Key(**row) for row in data["scp_keys"]},
            huawei_keys={row["access_key"]: Key(**row) for row in data["huawei_keys"]},
            projects={row["id"]: Project(**row) for row in data["projects"]},
            users=[User(**row) for row in data["users"]],
            scp=_images("scp", data["scp_images"], account),
            ims=_images("ims", data["ims_images"], project),
            cph=_images("cph", data["cph_images"], project),
            glance=_images("glance", data["glance_images"], project),
            habits=Habits().changed(data["habits"]),
            agencies=[Agency(**row) for row in data["agencies"]],
        )

    def domain_id(self, name: str) -> str:
        """Raises KeyError where no user is at home there."""
        return {user.domain: user.domain_id for user in self.users}[name]

    def domain_name(self, domain_id: str) -> str:
        return {user.domain_id: user.domain for user in self.users}.get(domain_id, domain_id)

    def images(self, cloud: str) -> dict[str, Image]:
        found: dict[str, Image] = getattr(self, cloud)
        return found

    def owner(self, cloud: str) -> str:
        """Who owns an image whose owner is not given: the account of the first key, or the first project."""
        return next(iter(self.scp_keys.values())).account if cloud == "scp" else next(iter(self.projects))

    def add_image(self, cloud: str, image_id: str, members: Iterable[Any] = (), **fields: Any) -> Image:
        """Put one image into a cloud; members are ids or rows. Returns it, to be changed at will."""
        row = {"id": image_id, "members": list(members), **fields}
        image = _images(cloud, [row], self.owner(cloud))[image_id]
        self.images(cloud)[image_id] = image
        return image

    def generate(self, images: int, members: int = 5, clouds: Iterable[str] = CLOUDS) -> dict[str, list[str]]:
        """Add that many images with that many members each; returns their ids by cloud, the same every time."""
        ids: dict[str, list[str]] = {}
        for cloud in clouds:
            ids[cloud] = [generated_id(cloud, number) for number in range(images)]
            for number, image_id in enumerate(ids[cloud]):
                self.add_image(cloud, image_id, name=f"generated-{number}", member_count=members)
        return ids


def generated_id(cloud: str, number: int) -> str:
    digits = f"{CLOUDS.index(cloud) + 1:08x}{number:024x}"
    if cloud == "cph":
        return digits
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def member_ids(count: int) -> list[str]:
    return [f"{number + 1:032x}" for number in range(count)]


def _images(cloud: str, rows: Iterable[Mapping[str, Any]], owner: str) -> dict[str, Image]:
    images = {}
    for row in rows:
        fields = dict(row)
        members = list(fields.pop("members", []))
        if source := fields.pop("members_from", None):
            members += json.loads((DATA / source).read_text(encoding="utf-8"))["members"]
        members += member_ids(fields.pop("member_count", 0))
        paging = fields.pop("paging", ())
        fields.setdefault("visibility", "shared" if cloud in ("scp", "glance") else "private")
        fields.setdefault("owner", owner)
        fields.setdefault("name", f"image {fields['id']}")
        images[fields["id"]] = Image(
            members=[{"member_id": member} if isinstance(member, str) else dict(member) for member in members],
            paging=(paging,) if isinstance(paging, str) else tuple(paging),
            **fields,
        )
    return images
