# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Check the inventory, read every connection, judge, write the reports. The big lists stay in here."""

from __future__ import annotations

from ansible import constants
from ansible.errors import AnsibleError
from ansible_collections.cloud_images.sharing.plugins.module_utils._options import ArgumentSpec, Options
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import _arguments
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._connections import ConnectionReader
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._controller import Result, Variables
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._gate_action import GateAction, Gathered
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._terminal import say

ARGUMENT_SPEC: ArgumentSpec = {
    **_arguments.COMMON_SPEC,
    "select": {"type": "list", "elements": "str"},
    "concurrency": {"type": "int", "default": 64},
}


class ActionModule(GateAction):
    _argument_spec = ARGUMENT_SPEC

    def _evidence(self, args: _arguments.Arguments, expected: Inventory, task_vars: Variables) -> Gathered:
        def run_module(options: Options) -> Result:
            module = "cloud_images.sharing.sharing_read"
            try:
                answer: Result = self._execute_module(
                    module_name=module, module_args=dict(options), task_vars=task_vars
                )
            except AnsibleError as error:  # a module that cannot even start leaves a verdict all the same
                return {"failed": True, "msg": str(error)}
            return answer

        folder: str = vars(constants)["DEFAULT_LOCAL_TMP"]  # of this run, for its user alone
        reader = ConnectionReader(run_module, say, folder, args["concurrency"], self._began)
        evidence = reader.read(expected, discover=args["discover"])
        return Gathered(
            evidence,
            args["discover"],
            {"discover": args["discover"], "connections": reader.summaries},
            warnings=reader.warnings,
        )
