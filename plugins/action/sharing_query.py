# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run one cloud's info module on the controller, whatever is meant for managed hosts."""

from __future__ import annotations

from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._controller import (
    ControllerAction,
    Result,
    Variables,
)


class ActionModule(ControllerAction):
    _supports_check_mode = True
    _VALID_ARGS = frozenset(("provider", "options"))

    def run(self, tmp: str | None = None, task_vars: Variables | None = None) -> Result:
        super().run(tmp, task_vars)
        provider, options = self._task.args.get("provider"), self._task.args.get("options")
        if provider not in CLOUDS or not isinstance(options, dict):
            raise AnsibleActionFail(f"provider must be one of {', '.join(CLOUDS)}, and options a mapping.")
        given = {name: value for name, value in options.items() if value not in (None, "")}
        module = f"cloud_images.sharing.{CLOUDS[provider].module}"
        result: Result = self._execute_module(module_name=module, module_args=given, task_vars=task_vars)
        result.pop("invocation", None)
        return result
