#!/usr/bin/python
# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sharing_read
short_description: Read all connections of a gate side by side
version_added: 1.1.0
description:
  - Internal to M(cloud_images.sharing.sharing_audit). It may change without notice. Use the info modules.
  - Reads over all connections of a run, in a few processes where there are many images in several accounts.
  - What it reads goes into a file, so that no event shows it.
options:
  request:
    description: The connections, what to read over each, and where to write it, as a JSON text.
    type: str
    required: true
requirements:
  - requests
attributes:
  check_mode:
    support: full
    description: Only reads.
  diff_mode:
    support: none
    description: Nothing changes.
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - module: cloud_images.sharing.sharing_audit
"""

EXAMPLES = r"""
- name: Not for playbooks, use the role cloud_images.sharing.assert_sharing
  cloud_images.sharing.sharing_read:
    request: '{"connections": {}, "concurrency": 64, "folder": "/", "journal": "/tmp/journal"}'
"""

RETURN = r"""
connections:
  description: How many connections were read, whatever came of it.
  returned: success
  type: int
"""

import json
import os

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import missing_library
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.run import ReadingDied, read_all
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.transport import REQUESTS_ERROR


def main() -> None:
    module = AnsibleModule({"request": {"type": "str", "required": True, "no_log": True}}, supports_check_mode=True)
    if REQUESTS_ERROR is not None:
        module.fail_json(msg=missing_library("requests"), exception=repr(REQUESTS_ERROR))
    request = json.loads(module.params["request"])
    try:
        read_all(request, dict(os.environ))
    except ReadingDied as error:
        module.fail_json(msg=str(error))
    module.exit_json(changed=False, connections=len(request["connections"]))


if __name__ == "__main__":
    main()
