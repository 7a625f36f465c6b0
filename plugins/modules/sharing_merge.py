#!/usr/bin/python
# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file documents the action of the same name; the action does all the work.

from __future__ import annotations

DOCUMENTATION = r"""
module: sharing_merge
short_description: Judge what several runs read as if one run had read it
version_added: 1.0.0
description:
  - For runs of M(cloud_images.sharing.sharing_audit) that each took some connections, one run for each account or
    region, say.
  - Takes what was read out of their JSON reports and judges it anew, as a whole. The verdicts in the reports count for
    nothing, and no cloud is asked.
  - Fails unless each connection and each image of the sharing inventory is in exactly one report, and nothing else is.
  - Whoever can write to the folder of the reports decides the verdict.
extends_documentation_fragment:
  - cloud_images.sharing.gate
options:
  reports:
    description: Folders that hold C(image_sharing-*.json), or such files.
    type: list
    elements: path
    required: true
  max_age_minutes:
    description: How long ago a run may have ended, so that an old report does not stand for a run that is missing.
    type: int
    default: 120
  discover:
    description:
      - Whether each run must have listed all images that its connections own. One that did not is unknown.
      - When any of the runs did, all must have.
    type: bool
    default: false
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - module: cloud_images.sharing.sharing_audit
"""

EXAMPLES = r"""
- name: Join the reports of all accounts
  cloud_images.sharing.sharing_merge:
    inventory: sharing.yml
    reports: /shared/reports
    report_dir: /shared/merged
  register: merged

- name: Stop here unless every image is compliant or waived
  ansible.builtin.fail:
    msg: "{{ merged.msg }}"
  when: merged.gate != 'pass'
"""

RETURN = r"""
label:
  description: As given.
  returned: success
  type: str
gate:
  description: As of M(cloud_images.sharing.sharing_audit); so are the others.
  returned: success
  type: str
counts:
  description: The number of entries (images, selections and lists), of each verdict, and of findings.
  returned: success
  type: dict
artifact:
  description: The verdict for those who read it later, at most 64 KiB.
  returned: success
  type: dict
reports:
  description: The paths of the reports written.
  returned: success
  type: list
  elements: str
msg:
  description: The verdict in one line. Counts, the worst finding, and where the report is.
  returned: success
  type: str
"""
