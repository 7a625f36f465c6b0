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
    description:
      - The name of this run in the reports.
      - Before anything else is checked, an unfinished report takes the place of the JSON report of this label, whose
        last finished one is kept with C(.last) at the end of its name, and those in other formats are removed.
    type: str
    default: localhost
  other_labels:
    description: Labels of other runs that report to the same place. The run is refused when O(label) is one of them.
    type: list
    elements: str
  report_dir:
    description: The folder for reports. None are written when not given, nor in check mode.
    type: path
  report_formats:
    description: The kinds of reports to write.
    type: list
    elements: str
    choices: [json, html, junit, sarif, markdown, ocsf, oscal]
    default: [json, html, junit]
  previous:
    description:
      - An earlier JSON report, or the folder that holds it, to say what changed since.
      - In a folder the report of O(label) is used, else the only one that it holds. One that cannot be used is a
        warning.
    type: path
  max_waiver_days:
    description: For how many days from today a waiver may last. A longer one is refused.
    type: int
    default: 366
  sarif_waived:
    description: Whether the SARIF report holds waived findings too, for consumers that know suppressions.
    type: bool
    default: false
requirements:
  - jsonschema
  - PyYAML
attributes:
  check_mode:
    support: full
    description: Reads and judges as usual. Writes no reports.
  diff_mode:
    support: full
    description: Shows the expected members against those found.
"""
