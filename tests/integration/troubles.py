# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What goes wrong, once for each entry of the troubleshooting page that is not about a finding."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import Ansible, Outcome

RHEL = "70a599e0-31e7-49b7-b260-868f441e862b"
SAMSUNG = "https://virtualserver.kr-west1.e.samsungsdscloud.com"


class Scene:
    """Ansible, the clouds, and what may be wrong with them."""

    def __init__(self, ansible: Ansible, clouds: Simulator) -> None:
        self.ansible, self.clouds, self.environ = ansible, clouds, ansible.environ

    def ask(self, **options: Any) -> Outcome:
        given = {"image_ids": [RHEL], "endpoint": self.clouds.url, "iam_endpoint": self.clouds.url, "retries": 0}
        return self.ansible.ad_hoc("scp_image_member_info", **(given | options))

    def connections(self, **options: Any) -> dict[str, Any]:
        return {
            "scp-prod": {"provider": "scp", "endpoint": self.clouds.url, "iam_endpoint": self.clouds.url, **options}
        }

    def gate(self, *flags: str, **variables: Any) -> Outcome:
        return self.ansible.gate(*flags, **{"connections": self.connections(), "discover": True, **variables})

    def with_file(self, **options: Any) -> Outcome:
        path = self.ansible.write("sharing.yml", {"connections": self.connections(**options)})
        return self.ansible.gate(inventory=path, discover=True)

    def snapshot(self) -> Outcome:
        given = {"assert_sharing_connections": self.connections(), "snapshot_sharing_to": "sharing.yml"}
        path = self.ansible.write("snapshot.json", json.dumps(given))
        return self.ansible.run("ansible-playbook", "cloud_images.sharing.snapshot_sharing", "-e", f"@{path}")

    def without_library(self, name: str) -> None:
        (self.ansible.folder / "lib").mkdir()
        (self.ansible.folder / f"lib/{name}.py").write_text(f"raise ImportError('No module named {name}')")
        self.environ["PYTHONPATH"] = str(self.ansible.folder / "lib")

    def golden(self, **entry: Any) -> list[dict[str, Any]]:
        return [{"name": "golden", "connection": "scp-prod", "image_id": RHEL, **entry}]


CASES: dict[str, Callable[[Scene], Outcome]] = {}


def case(entry: str) -> Callable[[Callable[[Scene], Outcome]], Callable[[Scene], Outcome]]:
    def register(run: Callable[[Scene], Outcome]) -> Callable[[Scene], Outcome]:
        CASES[entry] = run
        return run

    return register


@case("No credentials found")
def no_credentials(scene: Scene) -> Outcome:
    del scene.environ["SCP_ACCESS_KEY"]
    return scene.ask()


@case("A part of the credentials")
def half(scene: Scene) -> Outcome:
    return scene.ask(access_key="2sd2gg=2agbdSD26svcD")


@case("Credentials refused")
def refused_key(scene: Scene) -> Outcome:
    scene.environ["SCP_SECRET_KEY"] = "another-secret-key-not-real"
    return scene.ask()


@case("Not allowed")
def forbidden(scene: Scene) -> Outcome:
    scene.clouds.faults.add(image_id=RHEL, preset="scp-403")
    return scene.ask()


@case("Missing or not visible")
def missing(scene: Scene) -> Outcome:
    return scene.ask(image_ids=[RHEL.replace("8", "9")])


@case("The host name cannot be resolved")
def no_host(scene: Scene) -> Outcome:
    return scene.ask(endpoint="https://images.example.invalid")


@case("Connection refused")
def refused(scene: Scene) -> Outcome:
    return scene.ask(endpoint=scene.clouds.door("refused").url)


@case("The proxy does not lead there")
def proxy(scene: Scene) -> Outcome:
    scene.environ["https_proxy"] = scene.clouds.door("refused").url
    return scene.ask(endpoint=SAMSUNG)


@case("Unknown certificate authority")
def authority(scene: Scene) -> Outcome:
    return scene.ask(endpoint=scene.clouds.door("unknown_ca").url)


@case("Not JSON")
def web_page(scene: Scene) -> Outcome:
    scene.clouds.faults.add(path="/members", body="<html>Please log in</html>")
    return scene.ask()


@case("From a cache")
def cached(scene: Scene) -> Outcome:
    scene.clouds.faults.add("kept-by-a-cache", path="/members")
    return scene.ask()


@case("Too many requests")
def throttled(scene: Scene) -> Outcome:
    scene.clouds.faults.add(path="/members", status=429)
    return scene.ask()


@case("A library is missing")
def library(scene: Scene) -> Outcome:
    scene.without_library("requests")
    return scene.gate()


@case("The account owns no image")
def no_image(scene: Scene) -> Outcome:
    scene.clouds.world.scp.clear()
    return scene.gate()


@case("No such file")
def no_file(scene: Scene) -> Outcome:
    return scene.gate(inventory="sharing.yml")


@case("Unknown principal")
def principal(scene: Scene) -> Outcome:
    return scene.gate(images=scene.golden(members=["team-a"]))


@case("A secret in a plain file")
def secret(scene: Scene) -> Outcome:
    return scene.with_file(secret_key="another-secret-key-not-real")


@case("An endpoint elsewhere")
def elsewhere(scene: Scene) -> Outcome:
    return scene.with_file(endpoint="https://images.example.com")


@case("Nothing to check")
def nothing(scene: Scene) -> Outcome:
    return scene.gate(discover=False)


@case("A waiver that lasts too long")
def long_waiver(scene: Scene) -> Outcome:
    waiver = {"image": "golden", "kind": "unexpected_member", "reason": "migration", "expires": "2999-01-31"}
    return scene.gate(images=scene.golden(match="private"), waivers=[waiver])


@case("No host is left")
def no_host_left(scene: Scene) -> Outcome:
    return scene.gate("--limit", "nobody")


@case("Reports cannot be written")
def reports(scene: Scene) -> Outcome:
    scene.ansible.write("reports", "a file")
    return scene.gate(report_dir="reports")


@case("A snapshot's file is there")
def there(scene: Scene) -> Outcome:
    scene.ansible.write("sharing.yml", "")
    return scene.snapshot()


@case("A snapshot would not be whole")
def not_whole(scene: Scene) -> Outcome:
    scene.clouds.faults.add(image_id=RHEL, preset="scp-403")
    return scene.snapshot()
