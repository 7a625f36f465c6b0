#!/usr/bin/python
# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file documents the action of the same name; the action does all the work.

from __future__ import annotations

DOCUMENTATION = r"""
module: sharing_begin
short_description: Take the reports of an earlier run away
version_added: 1.1.0
description:
  - Internal to the role P(cloud_images.sharing.assert_sharing#role). It may change without notice.
  - M(cloud_images.sharing.sharing_audit) does the same. By itself it also works where the variables of the run cannot
    be read.
options:
  label:
    description: The name of the run.
    type: str
    default: localhost
  report_dir:
    description: The folder for reports. Nothing happens when not given, nor in check mode.
    type: path
attributes:
  check_mode:
    support: full
    description: Does nothing.
  diff_mode:
    support: none
    description: Reports are not a state to compare.
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - module: cloud_images.sharing.sharing_audit
"""

EXAMPLES = r"""
- name: Take the reports of an earlier run away
  cloud_images.sharing.sharing_begin:
    label: prod
    report_dir: reports
"""

RETURN = r"""
label:
  description: As given.
  returned: success
  type: str
"""
