# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The gate against a real Keystone and Glance: what each caller can prove, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from .cloud import Cloud
from .conftest import Gate


def inventory(cloud: Cloud, who: str) -> dict[str, Any]:
    member = cloud.logins["member"].project_id
    names = ("private", "shared-with-nobody", "shared-accepted", "shared-with-three", "community", "public")
    images: list[dict[str, Any]] = [
        {"name": name, "connection": "glance", "image_id": cloud.images[name].id} for name in names
    ]
    for image in images:
        expected = cloud.images[image["name"]].members
        image.update({"members": list(expected)} if expected else {"match": "private"})
    images[2]["members"] = [{"member_id": member, "status": "accepted"}]
    return {"connections": {"glance": {"provider": "openstack", "cloud": who}}, "images": images}


@pytest.mark.parametrize(
    ("who", "verdicts"),
    [
        (
            "owner",
            {
                "private": ("compliant", set()),
                "shared-with-nobody": ("compliant", set()),
                "shared-accepted": ("compliant", set()),
                "shared-with-three": ("compliant", set()),
                "community": ("violation", {"open_visibility"}),
                "public": ("violation", {"open_visibility"}),
            },
        ),
        (
            "member",
            {
                "private": ("unknown", {"image_not_found"}),
                "shared-with-nobody": ("unknown", {"image_not_found"}),
                "shared-accepted": ("unknown", {"partial_view"}),
                "shared-with-three": ("unknown", {"partial_view"}),
                "community": ("violation", {"open_visibility"}),
                "public": ("violation", {"open_visibility"}),
            },
        ),
    ],
)
def test_the_gate_believes_the_owner_only(
    cloud: Cloud, gate: Gate, who: str, verdicts: dict[str, tuple[str, set[str]]]
) -> None:
    report = gate(inventory(cloud, who))
    assert report["gate"] == "fail"
    for image in report["images"]:
        verdict, kinds = verdicts[image["name"]]
        assert image["verdict"] == verdict, image
        assert kinds <= {finding["kind"] for finding in image["findings"]}, image
        if verdict == "compliant":
            assert image["proof"]
