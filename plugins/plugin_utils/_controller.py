# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""An action whose modules run on the controller, as whoever started Ansible."""

from __future__ import annotations

import os
import time
from typing import Any

from ansible.module_utils.common.text.converters import to_text
from ansible.playbook.play_context import PlayContext
from ansible.plugins.action import ActionBase
from ansible.plugins.loader import connection_loader

Variables = dict[str, Any]
"""All variables of a task, as Ansible hands them to an action."""
Result = dict[str, Any]
"""What a task returns."""


class ControllerAction(ActionBase):
    """Nothing that is meant for managed hosts reaches its modules: no become, shell, connection or temporary folder.

    Such variables (``ansible_become: true`` for all hosts, say) reach localhost too, and outweigh the task's keywords.
    The interpreter, the environment and Ansible's own configuration mean what they always do.
    """

    TRANSFERS_FILES = False
    _supports_async = False

    def run(self, tmp: str | None = None, task_vars: Variables | None = None) -> Result:
        self._began = time.monotonic()
        self._play_context = PlayContext()
        self._connection = connection_loader.get(
            "ansible.builtin.local",
            self._play_context,
            new_stdin=None,
            task_uuid=self._task._uuid,
            ansible_playbook_pid=str(os.getppid()),
        )
        self._connection.set_options(direct={"pipelining": True})
        self._connection._shell.set_options()
        result: Result = super().run(tmp, task_vars)
        return result

    def _is_pipelining_enabled(self, module_style: str, wrap_async: bool = False) -> bool:
        """Always: otherwise a temporary file would hold the module's options, and with them secrets."""
        return module_style == "new" and not wrap_async

    def _compute_environment_string(self, raw_environment_out: dict[str, Any] | None = None) -> str:
        """Gives the task's environment to the module's process, rather than to a command line that everybody sees.

        This process works on this task alone, so that its own environment may change.
        """
        environment: dict[str, Any] = {}
        ActionBase._compute_environment_string(self, environment)
        os.environ.update({name: to_text(value) for name, value in environment.items()})
        if raw_environment_out is not None:
            raw_environment_out.update(environment)
        return ""

    def _found(self, path: str) -> str:
        """Relative to where ansible-playbook was started, and then named so in reports; else to the playbook."""
        beside_playbook: str = self._loader.path_dwim(path)
        return beside_playbook if os.path.exists(beside_playbook) and not os.path.exists(path) else path
