# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A gate on the vendors' examples, as a user runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

if TYPE_CHECKING:
    from .conftest import Ansible, Outcome

ACCOUNT = "8989447062e04a818baf9e073fd04fa7"
TEAM_A = "a8f10467abfc4b87b64614ab36eb9ae4"
RHEL = "70a599e0-31e7-49b7-b260-868f441e862b"
WIN = "370befec-a369-475e-a224-44a45927a8fe"
OTC = "d164b5df-1bc3-4c3f-893e-3e471fd16e64"
PHONE = "23030320230421e300221a2000004167"


def inventory() -> dict[str, Any]:
    """The vendors' examples, as they are."""
    return {
        "connections": {
            "scp-prod": {"provider": "scp", "region": "kr-west1", "account_id": ACCOUNT},
            "ims-sg": {"provider": "huawei_ims", "region": "ap-southeast-3"},
            "ims-native": {"provider": "huawei_ims", "region": "ap-southeast-3", "api": "openstack"},
            "phones": {"provider": "huawei_cph", "region": "ap-southeast-3"},
        },
        "principals": {
            "team-a": TEAM_A,
            "finance-ou": {"member_id": "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9", "member_type": "organization"},
        },
        "images": [
            {"name": "rhel", "connection": "scp-prod", "image_id": RHEL, "members": ["team-a"]},
            {"name": "win", "connection": "ims-sg", "image_id": WIN, "members": ["finance-ou"]},
            {
                "name": "otc",
                "connection": "ims-native",
                "image_id": OTC,
                "members": [{"member_id": "edc89b490d7d4392898e19b2deb34797", "status": "accepted"}],
            },
            {
                "name": "phone",
                "connection": "phones",
                "image_id": PHONE,
                "members": ["87dc6af96095488d9205b6f31f314b16"],
            },
        ],
    }


def simulated(document: dict[str, Any], clouds: Simulator) -> dict[str, dict[str, str]]:
    """Where the connections of an inventory find the simulated clouds."""
    iam = {"scp": {"iam_endpoint": clouds.url}}
    return {
        name: {"endpoint": clouds.url, **iam.get(connection["provider"], {})}
        for name, connection in document["connections"].items()
    }


class Gate:
    """Runs the playbook on an inventory whose clouds are simulated."""

    def __init__(self, ansible: Ansible, clouds: Simulator) -> None:
        self.ansible = ansible
        self.clouds = clouds

    def run(self, document: dict[str, Any], *flags: str, **variables: Any) -> Outcome:
        path = self.ansible.write("sharing.yml", document)
        here = simulated(document, self.clouds)
        given = {"inventory": path, "connections": here, "report_dir": "reports", "report_formats": ["json"]}
        self.ansible.environ["ANSIBLE_SHOW_CUSTOM_STATS"] = "1"
        return self.ansible.gate(*flags, **(given | variables))

    def findings(self) -> list[tuple[str, str, str]]:
        return [(one["image"], one["verdict"], one["kind"]) for one in self.ansible.report()["findings"]]
