# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The digest of an inventory, to know that a verdict was about this one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleLookupError
from ansible.parsing.dataloader import DataLoader
from ansible_collections.cloud_images.sharing.plugins.lookup.inventory_sha256 import LookupModule
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load

IMAGE = {"name": "golden", "connection": "c", "image_id": "a", "match": "private"}
DOCUMENT = {"connections": {"c": {"provider": "scp"}}, "images": [IMAGE]}


def digest(path: Path) -> Any:
    loader: Any = DataLoader()
    lookup: Any = LookupModule(loader=loader)
    lookup.set_options = lambda **_options: None  # there are none
    (found,) = lookup.run([str(path)])
    return found


def test_it_is_the_gates_own_digest_of_what_is_said_not_how(tmp_path: Path) -> None:
    file = tmp_path / "sharing.json"
    file.write_text(json.dumps(DOCUMENT))
    expected = load([str(file)], lambda content: content)["sha256"]
    assert digest(file) == expected
    file.write_text(json.dumps(DOCUMENT, indent=2))
    assert digest(file) == expected
    file.write_text(json.dumps({**DOCUMENT, "images": [{**IMAGE, "match": "exact", "members": []}]}))
    assert digest(file) != expected


@pytest.mark.parametrize("content", ["{}", "images: [", "$ANSIBLE_VAULT;1.1;AES256\n3438\n"])
def test_what_is_no_inventory_has_no_digest(tmp_path: Path, content: str) -> None:
    file = tmp_path / "sharing.yml"
    file.write_text(content)
    with pytest.raises(AnsibleLookupError, match="sharing inventory"):
        digest(file)
