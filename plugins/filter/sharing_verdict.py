# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The judgement of the gate, offline: saved results of info modules in, the verdict document out."""

from __future__ import annotations

DOCUMENTATION = r"""
name: sharing_verdict
short_description: Judge saved image members against a sharing inventory
version_added: 1.0.0
description:
  - Gives the same judgement as the role P(cloud_images.sharing.assert_sharing#role), without any request, on results of
    the info modules that were saved or registered before.
  - An image that the inventory expects and that no result holds is C(unknown), so that the gate is C(fail).
positional: _input, inventory
options:
  _input:
    description:
      - The results by name of the connection. Each is the whole result of an info module that ran with
        O(ignore:image_details=true). Its C(summary) says whose credentials asked, and without it nothing is proven.
      - Where the inventory looks at one connection, its result may stand alone.
    type: raw
    required: true
  inventory:
    description:
      - The sharing inventory. A mapping with C(connections), C(principals), C(images) and C(waivers), or the path of a
        file or folder, or a list of paths.
      - Vault-encrypted files cannot be read here. Load them with P(ansible.builtin.file#lookup) and
        P(ansible.builtin.from_yaml#filter), and pass the mapping.
    type: raw
    required: true
  today:
    description: The date for which waivers and invitations are judged, as V(YYYY-MM-DD). By default today in UTC.
    type: str
  select:
    description: The names of the connections to look at. By default all.
    type: list
    elements: str
  discover:
    description:
      - Also judge the images that the results name under C(discovered) and that are in no inventory, as
        O(cloud_images.sharing.assert_sharing#role:main:assert_sharing_discover) does.
    type: bool
    default: false
    version_added: 1.1.0
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - plugin: cloud_images.sharing.assert_sharing
    plugin_type: role
"""

EXAMPLES = r"""
- name: Judge what a module has read
  ansible.builtin.assert:
    that: (members | cloud_images.sharing.sharing_verdict(inventory)).gate == 'pass'
  vars:
    members: "{{ {'scp-prod': result} }}"  # result: registered from scp_image_member_info with image_details
    inventory:
      connections:
        scp-prod: {provider: scp, region: kr-west1}
      images:
        - name: golden-rhel9
          connection: scp-prod
          image_id: 70a599e0-31e7-49b7-b260-868f441e862b
          members: [a8f10467abfc4b87b64614ab36eb9ae4]

- name: Judge saved results again, as if it were the first of February
  ansible.builtin.debug:
    msg: "{{ saved | cloud_images.sharing.sharing_verdict('sharing.yml', today='2027-02-01') }}"
  vars:
    saved: "{{ lookup('ansible.builtin.file', 'results.json') | ansible.builtin.from_json }}"
"""

RETURN = r"""
_value:
  description: The verdict document.
  type: dict
  contains:
    gate:
      description: V(pass) if there is at least one image and each is compliant or waived, else V(fail).
      type: str
      sample: fail
    scope:
      description: The connections that were looked at.
      type: list
      elements: str
      sample: [scp-prod]
    not_in_scope:
      description: The connections that were not.
      type: list
      elements: str
      sample: []
    counts:
      description: How many images have which verdict, and how many findings there are.
      type: dict
      sample: {images: 40, compliant: 37, violation: 1, unknown: 1, waived: 1, findings: 3}
    images:
      description: Each image with its expectation, what was found, the proof, its verdict and its findings.
      type: list
      elements: dict
    findings:
      description: All findings, violations first, then unknown, then waived ones.
      type: list
      elements: dict
    warnings:
      description: Waivers that match nothing.
      type: list
      elements: str
      sample: []
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._evidence import evidence_of
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.files import VaultError
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import (
    ConnectionEvidence,
    VerdictDocument,
)


def sharing_verdict(
    results: Any,
    inventory: Mapping[str, Any] | str | Sequence[str],
    today: str | datetime.date | None = None,
    select: Sequence[str] | None = None,
    discover: bool = False,
) -> VerdictDocument:
    """The verdict document for saved results; see DOCUMENTATION. AnsibleFilterError for whatever cannot be judged."""
    inline = inventory if isinstance(inventory, Mapping) else None
    paths = [] if inline is not None else [inventory] if isinstance(inventory, str) else list(inventory)
    try:
        loaded = load([str(path) for path in paths], _decrypt, inline, select, discover=discover)
        return judge(loaded, _evidence(results, loaded), _date(today), discover=discover)
    except (InventoryError, ValueError) as error:
        raise AnsibleFilterError(f"sharing_verdict: {error}") from None


def _evidence(results: Any, inventory: Inventory) -> dict[str, ConnectionEvidence]:
    connections = inventory["connections"]
    if not isinstance(results, Mapping) or ("images" in results and "images" not in connections):
        if len(inventory["scope"]) != 1:
            raise ValueError("the inventory looks at several connections: give the results by name of the connection")
        results = {inventory["scope"][0]: results}
    unknown = [str(name) for name in results if name not in connections]
    if unknown:
        raise ValueError(f"results of connections that the inventory does not know: {', '.join(unknown)}")
    return {str(name): evidence_of(connections[name], _result(name, result)) for name, result in results.items()}


def _result(connection: str, result: Any) -> Mapping[str, Any]:
    whole = result if isinstance(result, Mapping) else {"images": result}
    images = whole.get("images")
    if isinstance(images, (str, bytes)) or not isinstance(images, Sequence):
        raise ValueError(f"connection {connection}: not the result of an info module, it has no list of images")
    return whole


def _date(today: str | datetime.date | None) -> datetime.date:
    if today is None or today == "":
        return datetime.datetime.now(datetime.timezone.utc).date()
    return datetime.date.fromisoformat(str(today))


def _decrypt(_content: bytes) -> bytes:
    raise VaultError("a filter has no passwords. Pass the content of the file as a mapping")


class FilterModule:
    """Ansible's way to find filters."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"sharing_verdict": sharing_verdict}
