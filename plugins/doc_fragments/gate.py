# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the actions that judge have in common."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  inventory:
    description:
      - Paths of YAML or JSON files, or of folders of them. All are merged.
      - A relative path is looked for where C(ansible-playbook) was started, then beside the playbook.
    type: list
    elements: path
  images:
    description: More images, as under C(images) of a sharing inventory.
    type: list
    elements: dict
  connections:
    description: Connections, merged over those of the files option by option.
    type: dict
  principals:
    description: More names for members.
    type: dict
  waivers:
    description: More waivers.
    type: list
    elements: dict
  mode:
    description: Noted in the reports. V(audit) says that nothing will be enforced.
    type: str
    choices: [enforce, audit]
    default: enforce
  label:
    description: The name of this run in the reports.
    type: str
    default: localhost
  report_dir:
    description: The folder for reports. None are written when not given, nor in check mode.
    type: path
  report_formats:
    description: The kinds of reports to write.
    type: list
    elements: str
    choices: [json, html, junit, sarif]
    default: [json, html, junit]
requirements:
  - jsonschema
  - PyYAML
attributes:
  check_mode:
    support: full
    description: Reads and judges as ever. Writes no reports.
  diff_mode:
    support: full
    description: Shows the expected members against those found.
"""
