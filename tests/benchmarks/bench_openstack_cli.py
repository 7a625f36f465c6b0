# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Images on a real Glance: one task, against what people do without the collection."""

from __future__ import annotations

import json
import os
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from ..integration.real_openstack.cloud import Cloud, running
from ..integration.real_openstack.install import environment
from .measure import rounds, run
from .scene import BIN
from .table import Row, faster

IMAGES = 200
REACH = 50.0


def measure(repetitions: int) -> list[Row]:
    client = environment(Path(__file__).with_name("openstackclient.txt")) / "bin" / "openstack"
    with running() as cloud, TemporaryDirectory() as folder:
        user = _User(cloud, Path(folder), client, cloud.add_images(IMAGES))
        shares = [user.ids[start::repetitions] for start in range(repetitions)]
        # Each image is asked for once by the client, a share of them in each round: it is slow.
        tasks, loops = rounds(repetitions, user.task, lambda: user.loop(shares.pop()))
    what = f"one task, {IMAGES} images on a real Glance"
    return [faster(what, median(tasks), sum(loops), REACH, "openstack image member list in a loop")]


class _User:
    """The owner of the images, with a clouds.yaml."""

    def __init__(self, cloud: Cloud, folder: Path, client: Path, ids: list[str]) -> None:
        self.folder = folder
        self.client = client
        self.ids = ids
        self.environ = {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "OS_CLIENT_CONFIG_FILE": str(cloud.write_clouds_yaml(folder)),
            "OS_CLOUD": "owner",
            "ANSIBLE_COLLECTIONS_PATH": os.environ["ANSIBLE_COLLECTIONS_PATH"],
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
        }

    def task(self) -> float:
        """A playbook of one task, from its start to its end."""
        task = {"cloud_images.sharing.openstack_image_member_info": {"image_ids": self.ids}}
        book = [{"hosts": "localhost", "gather_facts": False, "tasks": [task]}]
        (self.folder / "play.json").write_text(json.dumps(book), encoding="utf-8")
        return run(["ansible-playbook", "play.json"], self.environ, self.folder).wall

    def loop(self, ids: list[str]) -> float:
        command = (self.client, "image", "member", "list", "--format", "json")
        return sum(run((*command, image_id), self.environ, self.folder).wall for image_id in ids)
