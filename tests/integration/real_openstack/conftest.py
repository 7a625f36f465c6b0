# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.integration.conftest import Ansible

from .cloud import Cloud, running

Share = Callable[..., str]
"""``share(who, name, {member id: status}, **properties)``: a new image of that login's project; gives its id.

With ``data`` it is uploaded, and active.
"""

Gate = Callable[..., dict[str, Any]]
"""``gate(inventory, **variables)``: the report of a run, whose exit status fits it."""


@pytest.fixture(scope="session")
def cloud() -> Iterator[Cloud]:
    """A real Keystone and Glance, seeded; tests add what they need and change nothing that is there."""
    with running() as real:
        yield real


@pytest.fixture
def share(cloud: Cloud) -> Iterator[Share]:
    """Makes images that are gone again when the test ends: other tests count what is there."""
    admin = cloud.image_api("admin")
    with ExitStack() as made:

        def new(
            who: str, name: str, members: dict[str, str] | None = None, data: bytes | None = None, **properties: Any
        ) -> str:
            owner = cloud.image_api(who)
            document = {"name": name, "disk_format": "raw", "container_format": "bare", "visibility": "shared"}
            image_id = str(owner.post("/v2/images", {**document, **properties})["id"])
            made.callback(admin.session.delete, f"{cloud.glance}/v2/images/{image_id}", timeout=60)
            if data is not None:
                content = {"Content-Type": "application/octet-stream"}
                path = f"{cloud.glance}/v2/images/{image_id}/file"
                owner.session.put(path, data=data, headers=content, timeout=60).raise_for_status()
            for member_id, status in (members or {}).items():
                owner.post(f"/v2/images/{image_id}/members", {"member": member_id})
                if status != "pending":
                    admin("PUT", f"/v2/images/{image_id}/members/{member_id}", {"status": status})
            return image_id

        yield new


@pytest.fixture
def user(ansible: Ansible, cloud: Cloud) -> Ansible:
    """Ansible with a clouds.yaml that names every login."""
    ansible.environ = {name: value for name, value in ansible.environ.items() if not name.startswith("OS_")}
    ansible.environ["OS_CLIENT_CONFIG_FILE"] = str(cloud.write_clouds_yaml(ansible.folder))
    return ansible


@pytest.fixture
def gate(user: Ansible) -> Gate:
    def run(inventory: object, **variables: Any) -> dict[str, Any]:
        path = inventory if isinstance(inventory, str) else user.write("sharing.yml", inventory)
        outcome = user.gate(inventory=path, report_dir="reports", report_formats=["json"], **variables)
        report = user.report()
        assert (outcome.status == 0) == (report["gate"] == "pass"), outcome.output
        return report

    return run
