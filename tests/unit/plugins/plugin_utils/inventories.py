# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A small sharing inventory, as users write it."""

from __future__ import annotations

from typing import Any

A, B = "a" * 32, "b" * 32
CLOUD = {"cloud": {"provider": "huawei_ims", "region": "eu-de"}}
IMAGE = {"name": "golden", "connection": "cloud", "image_id": "i1", "members": [A]}


def whole(**sections: Any) -> dict[str, Any]:
    return {"connections": CLOUD, "images": [IMAGE], **sections}
