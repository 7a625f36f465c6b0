# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What exists in the simulated clouds: keys, projects, users, images and their members.

A world is plain data (YAML). Sections that a world leaves out are those of ``data/world.yml``.
"""

from __future__ import annotations

import copy
import functools
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from .estate import Estate
from .habits import Habits
from .records import CLOUDS, Agency, Image, Key, Project, User, generated_id, member_ids

__all__ = ["CLOUDS", "DATA", "Agency", "Image", "Key", "Project", "User", "World", "generated_id", "member_ids"]

DATA = Path(__file__).parent / "data"


@functools.cache
def _default_world() -> dict[str, Any]:
    """Parsed once: it is most of what starting a simulator takes."""
    world: dict[str, Any] = yaml.safe_load((DATA / "world.yml").read_text(encoding="utf-8"))
    return world


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
    estate: Estate | None = None
    """Many accounts, see ``populate``."""

    @classmethod
    def load(cls, path: Path | str | None = None) -> World:
        """The world of a YAML file; without one the default world."""
        return cls.build(yaml.safe_load(Path(path).read_text(encoding="utf-8")) if path else {})

    @classmethod
    def build(cls, given: Mapping[str, Any]) -> World:
        default = copy.deepcopy(_default_world())
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

    def image(self, cloud: str, image_id: str) -> Image | None:
        """The image of that id, whoever may see it."""
        found = self.images(cloud).get(image_id)
        return self.estate.image(cloud, image_id) if found is None and self.estate else found

    def candidates(self, cloud: str, own_ids: Collection[str]) -> Iterator[Image]:
        """All images that a caller with these ids may find in a list, and others that it may not."""
        return chain(self.images(cloud).values(), self.estate.candidates(cloud, own_ids) if self.estate else ())

    def populate(self, accounts: int, images: int, **fields: Any) -> Estate:
        """Add so many accounts with so many images each (``Estate`` has the other fields); once in a world."""
        if self.estate:
            raise ValueError("the world has its accounts already")
        self.estate = Estate(accounts, images, **fields)
        for account in self.estate.accounts:
            scp, huawei = account.keys()
            self.scp_keys[scp.access_key], self.huawei_keys[huawei.access_key] = scp, huawei
        self.projects |= {project.id: project for project in self.estate.projects()}
        self.users += self.estate.users()
        return self.estate

    def receive(self, cloud: str, member: str, count: int, owner: str = "", **row: Any) -> list[str]:
        """Add images of another owner that are shared with ``member``; ``row`` has what its member row says.

        Returns their ids. Without an owner: an id of 32 hex digits that begins with ``fa``.
        """
        start = len(self.images(cloud))
        ids = [generated_id(cloud, (1 << 60) + number) for number in range(start, start + count)]
        for number, image_id in enumerate(ids):
            rows = [{"member_id": member, **row}]
            self.add_image(cloud, image_id, rows, owner=owner or f"fa{1:030x}", name=f"incoming-{number:04}")
        return ids

    def generate(self, images: int, members: int = 5, clouds: Iterable[str] = CLOUDS) -> dict[str, list[str]]:
        """Add that many images with that many members each; returns their ids by cloud, the same every time."""
        ids: dict[str, list[str]] = {}
        for cloud in clouds:
            ids[cloud] = [generated_id(cloud, number) for number in range(images)]
            for number, image_id in enumerate(ids[cloud]):
                self.add_image(cloud, image_id, name=f"generated-{number}", member_count=members)
        return ids


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
