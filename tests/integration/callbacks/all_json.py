# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a machine that reads the standard output wants: one JSON document of all results, as ansible.posix.json has."""

from __future__ import annotations

import json
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: all_json
type: stdout
short_description: All results as one JSON document
description: For tests.
"""


class CallbackModule(CallbackBase):
    """Prints one JSON document at the end: every result that an event would carry."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "all_json"

    def __init__(self) -> None:
        super().__init__()
        self._results: list[dict[str, Any]] = []

    def _keep(self, result: Any, *_args: object, **_options: object) -> None:
        task = getattr(result, "task", None) or result._task
        values = getattr(result, "result", None) or result._result
        self._results.append({"task": task.action, "result": json.loads(self._dump_results(values))})

    v2_runner_on_ok = v2_runner_on_failed = v2_runner_on_unreachable = v2_runner_on_skipped = _keep

    def v2_playbook_on_stats(self, stats: Any) -> None:
        """The end."""
        self._display.display(json.dumps({"results": self._results, "stats": stats.custom}, default=str))
