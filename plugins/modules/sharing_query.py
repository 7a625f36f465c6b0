#!/usr/bin/python
# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file documents the action of the same name; the action does all the work.

from __future__ import annotations

DOCUMENTATION = r"""
module: sharing_query
short_description: Run an info module on the controller
version_added: 1.1.0
description:
  - Internal to the playbook C(cloud_images.sharing.query_members). It may change without notice. Use the info modules.
  - Runs the info module of one cloud on the controller, whatever connection, privileges, shell or temporary folder the
    variables set for managed hosts.
options:
  provider:
    description: The cloud, as sharing inventories name it.
    type: str
    choices: [scp, huawei_ims, huawei_cph, openstack]
    required: true
  options:
    description: The options of its info module. Those that are empty count as not given.
    type: dict
    required: true
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
  - module: cloud_images.sharing.scp_image_member_info
  - module: cloud_images.sharing.huawei_ims_image_member_info
  - module: cloud_images.sharing.huawei_cph_image_member_info
  - module: cloud_images.sharing.openstack_image_member_info
"""

EXAMPLES = r"""
- name: Read who can boot an image
  cloud_images.sharing.sharing_query:
    provider: scp
    options:
      image_ids: [70a599e0-31e7-49b7-b260-868f441e862b]
      region: kr-west1
"""

RETURN = r"""
images:
  description: As the info module returns them.
  returned: always
  type: list
  elements: dict
summary:
  description: As the info module returns it.
  returned: always
  type: dict
"""
