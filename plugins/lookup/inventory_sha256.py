# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: inventory_sha256
short_description: The digest of a sharing inventory
version_added: 1.0.0
description:
  - The digest that the gate publishes as C(inventory_sha256) after it judged this inventory and nothing else. A
    deployment compares the two, so that it does not go on after a gate that judged another inventory.
  - It is the same for the same content, whatever the order and the files it is written in. Secrets do not count.
  - What C(assert_sharing_images), C(assert_sharing_connections), C(assert_sharing_principals) and
    C(assert_sharing_waivers) add to the files of a gate counts there, and is not in here.
  - An inventory with anything wrong in it is an error.
author:
  - cloud_images.sharing developers (@cloud-images)
options:
  _terms:
    description:
      - The files and folders that are the inventory together.
      - A relative path is looked for where C(ansible-playbook) was started, then beside the playbook.
    type: list
    elements: str
    required: true
"""

EXAMPLES = r"""
- name: Refuse to go on after a gate of another inventory
  ansible.builtin.assert:
    that: image_sharing.production.inventory_sha256 == lookup('cloud_images.sharing.inventory_sha256', 'sharing.yml')
"""

RETURN = r"""
_raw:
  description: The digest, SHA-256 in hexadecimal digits.
  type: list
  elements: str
"""

from typing import Any

from ansible.errors import AnsibleError, AnsibleLookupError
from ansible.plugins.lookup import LookupBase
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.files import VaultError
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load


class LookupModule(LookupBase):
    def run(self, terms: list[str], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[str | None]:
        self.set_options(var_options=variables, direct=kwargs)
        folders = ["", self.get_basedir(variables or {})]
        try:
            return [load(terms, self._decrypt, discover=True, folders=folders)["sha256"]]
        except InventoryError as error:
            raise AnsibleLookupError(str(error)) from None

    def _decrypt(self, content: bytes) -> bytes:
        loader: Any = self._loader
        try:
            plain: bytes = loader._vault.decrypt(content)
            return plain
        except AnsibleError as error:
            raise VaultError(str(error)) from None
