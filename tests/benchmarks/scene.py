# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One cloud, served by a simulator of its own, and Ansible in a folder of its own to read it with."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.process import SimulatorProcess, simulator_process
from ansible_collections.cloud_images.sharing.tests.simulator.world import generated_id

from .measure import Cost, run

BIN = Path(sys.executable).parent
LATENCY = 0.05
MEMBERS = 5


@dataclass(frozen=True)
class Cloud:
    """How one API is read, with and without the collection."""

    provider: str
    world: str
    """Its name in the simulator."""
    family: str
    """Whose credentials it takes."""
    module: str
    options: Mapping[str, Any]
    members: str
    """The path of a member list."""
    headers: tuple[str, ...] = ()
    """What another client must send, besides a token, to get an answer."""


_SCP_HEADERS = (
    "Scp-Accesskey: key",
    "Scp-Signature: any",
    "Scp-Timestamp: 1",
    "Scp-ClientType: Openapi",
    "Scp-Api-Version: virtualserver 1.3",
)
_REGION = {"region": "ap-southeast-3"}
CLOUDS = {
    "SCP": Cloud("scp", "scp", "scp", "scp_image_member_info", {}, "/v1/images/{id}/members", _SCP_HEADERS),
    "Huawei IMS, v1": Cloud(
        "huawei_ims",
        "ims",
        "huawei",
        "huawei_ims_image_member_info",
        _REGION,
        "/v1/{project}/cloudimages/{id}/members?limit=1000",
    ),
    "Huawei IMS, native": Cloud(
        "huawei_ims",
        "ims",
        "huawei",
        "huawei_ims_image_member_info",
        {**_REGION, "api": "openstack"},
        "/v2/images/{id}/members?limit=1000",
    ),
    "Huawei CPH": Cloud(
        "huawei_cph",
        "cph",
        "huawei",
        "huawei_cph_image_member_info",
        _REGION,
        "/v1/{project}/cloud-phone/images/{id}/members?limit=100",
    ),
    "OpenStack": Cloud(
        "openstack", "glance", "openstack", "openstack_image_member_info", {}, "/image/v2/images/{id}/members"
    ),
}


@dataclass
class Scene:
    """A running cloud with ``images`` images, and a folder to start commands in."""

    cloud: Cloud
    images: int
    server: SimulatorProcess
    folder: Path

    @property
    def ids(self) -> list[str]:
        return [generated_id(self.cloud.world, number) for number in range(self.images)]

    @property
    def urls(self) -> list[str]:
        path = self.cloud.members.replace("{project}", self.environ.get("HUAWEICLOUD_SDK_PROJECT_ID", ""))
        return [self.server.url + path.replace("{id}", image_id) for image_id in self.ids]

    @property
    def options(self) -> dict[str, Any]:
        """What the module and a connection need besides the environment."""
        endpoint = {} if self.cloud.provider == "openstack" else {"endpoint": self.server.url}
        return {**self.cloud.options, **endpoint}

    @cached_property
    def environ(self) -> dict[str, str]:
        simulator = Simulator(verify=False)
        simulator.url = self.server.url
        return {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_HOME": str(self.folder / ".ansible"),
            "ANSIBLE_COLLECTIONS_PATH": os.environ["ANSIBLE_COLLECTIONS_PATH"],
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
            **simulator.environ(self.cloud.family),
        }

    def play(self, *tasks: Mapping[str, Any], variables: Mapping[str, Any] | None = None) -> Cost:
        """A playbook of these tasks on this machine."""
        book = [{"hosts": "localhost", "gather_facts": False, "tasks": list(tasks)}]
        (self.folder / "play.json").write_text(json.dumps(book), encoding="utf-8")
        (self.folder / "variables.json").write_text(json.dumps(variables or {}), encoding="utf-8")
        return self.run("ansible-playbook", "play.json", "-e", "@variables.json")

    def read(self, images: int, **options: Any) -> Cost:
        """A playbook whose one task reads that many of the images."""
        task = {f"cloud_images.sharing.{self.cloud.module}": {**self.options, **options, "image_ids": "{{ ids }}"}}
        return self.play(task, variables={"ids": self.ids[:images]})

    def ad_hoc(self, module: str, **options: Any) -> Cost:
        return self.run("ansible", "localhost", "-m", module, *(["-a", json.dumps(options)] if options else []))

    def run(self, command: str, *arguments: str, status: int = 0) -> Cost:
        return run([command, *arguments], self.environ, self.folder, status)


@contextmanager
def scene(
    cloud: str, images: int, *, latency: float = LATENCY, members: int = MEMBERS, log: bool = False, accounts: int = 0
) -> Iterator[Scene]:
    """Serve a cloud from a process of its own; it lets everybody in as the owner, as verifying is not measured.

    With ``accounts`` each of these has so many images, and is who its own key says.
    """
    chosen = CLOUDS[cloud]
    arguments = ["--latency", str(latency), "--clouds", chosen.world, "--members", str(members)]
    arguments += [] if log else ["--no-log"]
    if accounts:
        arguments += ["--accounts", str(accounts), "--images", str(images)]
    else:
        arguments += ["--no-verify", "--generate", str(images)]
    with simulator_process(*arguments) as server, TemporaryDirectory() as folder:
        yield Scene(chosen, images, server, Path(folder))
