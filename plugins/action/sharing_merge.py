# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Judge the joint evidence of reports that other runs wrote. All but the reading is as in sharing_audit."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.module_utils._options import ArgumentSpec
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import _arguments
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._controller import Variables
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._gate_action import GateAction, Gathered
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.found import found_reports
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.merge import MergeError, join

ARGUMENT_SPEC: ArgumentSpec = {
    **_arguments.COMMON_SPEC,
    "reports": {"type": "list", "elements": "path", "required": True},
    "max_age_minutes": {"type": "int", "default": 120},
}


class ActionModule(GateAction):
    _argument_spec = ARGUMENT_SPEC

    def _evidence(self, args: _arguments.Arguments, expected: Inventory, task_vars: Variables) -> Gathered:
        max_age = timedelta(minutes=args["max_age_minutes"])
        try:
            reports = found_reports(Path(self._found(path)) for path in args["reports"])
            joint = join(expected, reports, datetime.now(timezone.utc), max_age, discover=args["discover"])
        except MergeError as error:
            raise AnsibleActionFail(f"The reports do not add up to one run:\n{error}") from None
        return Gathered(joint.evidence, joint.discover, joint.run, joint.notes)
