#!/usr/bin/python
# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file documents the action of the same name; the action does all the work.

from __future__ import annotations

DOCUMENTATION = r"""
module: sharing_audit
short_description: Judge who images are shared with against a sharing inventory
version_added: 1.0.0
description:
  - Checks the sharing inventory before any request, reads the members and records of its images over all connections
    side by side as the info modules of this collection do, judges them, and writes the reports.
  - It does not fail on a violation. Fail on RV(gate) afterwards, as the role
    P(cloud_images.sharing.assert_sharing#role) does.
  - The result is bounded, however many images there are. The reports hold everything.
  - It shows its summary, and how far a run of more than ten seconds is, on standard error.
  - It runs on the controller. What is meant for managed hosts, such as C(become), a shell or a connection plugin,
    does not reach it.
extends_documentation_fragment:
  - cloud_images.sharing.gate
options:
  select:
    description: The names of the connections to look at. All when not given.
    type: list
    elements: str
  discover:
    description:
      - Whether to list all images that each connection owns too. One that is shared or public and in no inventory is a
        violation.
    type: bool
    default: false
  concurrency:
    description:
      - The most requests in flight over all connections. Each connection keeps its own C(concurrency).
      - Connections with the same credentials at the same endpoint share the lowest C(requests_per_second) of theirs,
        what the cloud says about throttling, a refusal, and the proof of their account.
    type: int
    default: 64
requirements:
  - requests
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - module: cloud_images.sharing.scp_image_member_info
  - module: cloud_images.sharing.huawei_ims_image_member_info
  - module: cloud_images.sharing.huawei_cph_image_member_info
  - module: cloud_images.sharing.openstack_image_member_info
"""

EXAMPLES = r"""
- name: Judge the sharing of all golden images
  cloud_images.sharing.sharing_audit:
    inventory: sharing.yml
    report_dir: reports
  register: audit

- name: Stop here unless every image is compliant or waived
  ansible.builtin.fail:
    msg: "{{ audit.msg }}"
  when: audit.gate != 'pass'
"""

RETURN = r"""
label:
  description: As given.
  returned: success
  type: str
gate:
  description: V(pass) when every image is compliant or waived, and there is at least one. Else V(fail).
  returned: success
  type: str
counts:
  description: The number of entries (images, selections and lists), of each verdict, and of findings.
  returned: success
  type: dict
  sample: {images: 40, compliant: 37, violation: 1, unknown: 1, waived: 1, findings: 3}
artifact:
  description: The verdict for those who read it later, at most 64 KiB.
  returned: success
  type: dict
  contains:
    schema_version:
      description: The version of this shape.
      type: int
    gate:
      description: As RV(gate).
      type: str
    scope:
      description: The connections that this run looked at.
      type: list
      elements: str
    counts:
      description: As RV(counts).
      type: dict
    findings:
      description: The first 50 findings, worst first.
      type: list
      elements: dict
    findings_truncated:
      description: Whether there are more findings than these.
      type: bool
    report_sha256:
      description: The digest of the JSON report less its C(run) part. The same for the same state of the world.
      type: str
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
