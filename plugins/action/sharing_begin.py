# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Take the reports of an earlier run away, before anything of this one can fail."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._controller import (
    ControllerAction,
    Result,
    Variables,
)
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._gate_action import begin


class ActionModule(ControllerAction):
    _supports_check_mode = True
    _VALID_ARGS = frozenset(("label", "report_dir"))

    def run(self, tmp: str | None = None, task_vars: Variables | None = None) -> Result:
        result: Result = super().run(tmp, task_vars)
        host = (task_vars or {}).get("inventory_hostname", "")
        options = begin(self._task.args, host, check_mode=self._task.check_mode)
        result.update(changed=False, label=options["label"])
        return result
