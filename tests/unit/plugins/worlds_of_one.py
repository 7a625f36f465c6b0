# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A cloud with one shared image, and the gate's task on it without any process of Ansible."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.run import read_all

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE, PARTNER = "70a599e0-31e7-49b7-b260-868f441e862b", "a8f10467abfc4b87b64614ab36eb9ae4"


def gate_args(clouds: Simulator, *members: str, **more: Any) -> dict[str, Any]:
    """The options of the gate, for the image that the simulator shares with PARTNER."""
    variables = clouds.environ("scp")
    keys = {name: variables[f"SCP_{name.upper()}"] for name in ("access_key", "secret_key")}
    place = {"endpoint": clouds.url, "iam_endpoint": clouds.url, "account_id": clouds.world.owner("scp")}
    return {
        "connections": {"scp-prod": {"provider": "scp", **keys, **place}},
        "images": [{"name": "golden", "connection": "scp-prod", "image_id": IMAGE, "members": list(members)}],
        **more,
    }


def reading(name: str, options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The module sharing_read, in this process."""
    assert name == "cloud_images.sharing.sharing_read"
    read_all(json.loads(options["request"]), {})
    return {"changed": False}
