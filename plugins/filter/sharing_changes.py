# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What changed between two runs of the gate, offline: two JSON reports in, the changes out."""

from __future__ import annotations

DOCUMENTATION = r"""
name: sharing_changes
short_description: Tell what changed between two reports of the sharing gate
version_added: 1.1.0
description:
  - Compares two JSON reports of the role P(cloud_images.sharing.assert_sharing#role), as
    O(cloud_images.sharing.assert_sharing#role:main:assert_sharing_previous) does within a run.
  - Nothing that one of the two runs could not see counts as a change. A violation on an image that could not be read
    then C(was_unknown), and one on an image that cannot be read now has C(seen_now=false) among those that are gone.
positional: _input, new
options:
  _input:
    description: The earlier report, as a mapping. Both must be finished and unchanged since they were written.
    type: dict
    required: true
  new:
    description: The later report, as a mapping.
    type: dict
    required: true
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - plugin: cloud_images.sharing.assert_sharing
    plugin_type: role
  - plugin: cloud_images.sharing.sharing_verdict
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Tell what is new since yesterday
  ansible.builtin.debug:
    msg: "{{ (yesterday | cloud_images.sharing.sharing_changes(today)).new | map(attribute='message') }}"
  vars:
    yesterday: "{{ lookup('ansible.builtin.file', 'yesterday/image_sharing-prod.json') | ansible.builtin.from_json }}"
    today: "{{ lookup('ansible.builtin.file', 'today/image_sharing-prod.json') | ansible.builtin.from_json }}"
"""

RETURN = r"""
_value:
  description: The changes.
  type: dict
  contains:
    since:
      description: The earlier report, by C(label), C(finished_at) and C(report_sha256).
      type: dict
      sample: {label: prod, finished_at: "2026-11-21T08:30:04Z", report_sha256: "9f86d081884c7d65"}
    counts:
      description: How many findings are C(new), C(was_unknown), C(still_open), C(gone) and C(not_seen).
      type: dict
      sample: {new: 1, was_unknown: 0, still_open: 2, gone: 0, not_seen: 0}
    new:
      description: Findings of the later report that were not there, and would have been seen.
      type: list
      elements: dict
    was_unknown:
      description: Findings of the later report that the earlier run could not have seen.
      type: list
      elements: dict
    still_open:
      description: Findings of both reports, as the later one has them.
      type: list
      elements: dict
    gone:
      description:
        - Findings of the earlier report that the later one does not have. C(seen_now) tells whether the later run could
          see that they are gone.
      type: list
      elements: dict
    images:
      description: For each image whose whole list both runs read, the ids of the members that came and that went.
      type: list
      elements: dict
      sample:
        - image: golden-rhel9
          image_id: 70a599e0-31e7-49b7-b260-868f441e862b
          connection: scp-prod
          came: [0f3c9a21b7e04c1d9a55d7f2c6e88b10]
          went: []
"""

from collections.abc import Callable
from typing import Any, cast

from ansible.errors import AnsibleFilterError
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.changes import compare
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.model import (
    FindingChange,
    Report,
    discovers,
)
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.stored import damage

_CHANGES: tuple[FindingChange, ...] = ("new", "was_unknown", "still_open")


def sharing_changes(old: object, new: object) -> dict[str, Any]:
    """What changed between two reports; see DOCUMENTATION. AnsibleFilterError for anything but a whole report."""
    previous, current = _report(old, "earlier"), _report(new, "later")
    try:
        changes, of_findings = compare(previous, current, discover=discovers(current["run"]))
    except (LookupError, TypeError, AttributeError):
        raise AnsibleFilterError("sharing_changes: the content of a report does not have the shape of one") from None
    pairs = list(zip(current["findings"], of_findings, strict=True))
    by_change: dict[str, Any] = {
        change: [{**one, "change": change} for one, its in pairs if its == change] for change in _CHANGES
    }
    return {**changes, **by_change}


def _report(document: object, which: str) -> Report:
    problem = next(damage(document), None)
    if problem is not None:
        raise AnsibleFilterError(f"sharing_changes: the {which} report cannot be compared: {problem}")
    return cast(Report, document)


class FilterModule:
    """Ansible's way to find filters."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"sharing_changes": sharing_changes}
