# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The example project against the simulated clouds: names, credentials, expectations, and the gate as a job."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from . import shipped
from .job import Outcome, Template, run

SCP = "scp-prod"
IMS = "ims-sg"
SCP_IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"
IMS_IMAGE = "370befec-a369-475e-a224-44a45927a8fe"
MEMBER_OF_SCP = "a8f10467abfc4b87b64614ab36eb9ae4"
STRANGER = "6733a7ad58694af18c7ee4820052d63f"
SCP_FIELDS = {
    "access_key": "2sd2gg=2agbdSD26svcD",
    "secret_key": "test-secret-key-not-real",
    "account_id": "8989447062e04a818baf9e073fd04fa7",
}
IMS_FIELDS = {
    "access_key": "EXAMPLEACCESSKEY0001",
    "secret_key": "ExampleSecretKey/0001+notreal",
    "project_id": "1bed856811654c1cb661a6ca845ebc77",
}
CREDENTIALS = (("Samsung", SCP_FIELDS), ("Huawei", IMS_FIELDS))
ACCOUNTS = {
    "accounts": {
        "scp-kr-west1": {"assert_sharing_select": [SCP]},
        "huawei-ap-southeast-3": {"assert_sharing_select": [IMS]},
    }
}


def members_of(clouds: Simulator, cloud: str, image_id: str) -> list[str]:
    """What the simulated cloud was told, in the order of the vendor's example."""
    return [row["member_id"] for row in clouds.world.images(cloud)[image_id].members]


def write_project(folder: Path, clouds: Simulator, **changes: Any) -> Path:
    """The example project, with an inventory that names the simulator's own images."""
    document = {
        "connections": {
            SCP: {"provider": "scp", "region": "kr-west1", "endpoint": clouds.url, "iam_endpoint": clouds.url},
            IMS: {"provider": "huawei_ims", "region": "ap-southeast-3", "endpoint": clouds.url},
        },
        **(changes or expecting(clouds, members_of(clouds, "scp", SCP_IMAGE))),
    }
    project = folder / "project"
    project.mkdir(parents=True)
    for name in ("gate.yml", "merge.yml", "query.yml", "deploy.yml"):
        (project / name).write_bytes((shipped.PROJECT / name).read_bytes())
    (project / "sharing.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    return project


def gate(folder: Path, project: Path, **changes: Any) -> Outcome:
    """The shipped gate; extra variables add to the template's own."""
    variables = shipped.job_templates()["Image sharing gate"]["extra_vars"] | {
        "assert_sharing_report_dir": str(folder / "reports"),
        **changes.pop("extra_vars", {}),
    }
    groups = changes.pop("groups", shipped.one_host())
    return run(Template("gate.yml", CREDENTIALS, variables, groups, **changes), folder / "job", project)


def digest(report: Path) -> str:
    """As the contract has it: SHA-256 of the canonical JSON less ``run``."""
    document = json.loads(report.read_bytes())
    del document["run"]
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def expecting(clouds: Simulator, members: list[str]) -> dict[str, Any]:
    """The example's images, the one on SCP shared with these members."""
    ims = members_of(clouds, "ims", IMS_IMAGE)
    return {
        "images": [
            {"name": "golden-rhel9", "connection": SCP, "image_id": SCP_IMAGE, "members": members},
            {"name": "golden-win22", "connection": IMS, "image_id": IMS_IMAGE, "members": ims},
        ]
    }
