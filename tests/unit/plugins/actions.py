# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs an action plugin in this process, without the connection that a task on the controller would have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any
from unittest import mock

from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play_context import PlayContext
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import _controller

Module = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


def no_module(name: str, options: Mapping[str, Any]) -> Mapping[str, Any]:
    raise AssertionError(f"{name} was run")


def run_action(
    action: type[_controller.ControllerAction], args: Mapping[str, Any], module: Module = no_module, **task: Any
) -> dict[str, Any]:
    """The action's result.

    :param module: stands for the modules that the action runs: name and options to result.
    :param task: other keywords of the task, such as `check_mode`.
    """
    known: dict[str, Any] = {
        "check_mode": False,
        "diff": False,
        "register": None,
        "async_val": 0,
        "_uuid": "uuid",
        "environment": [],
    }
    loader: Any = DataLoader()
    as_task: Any = SimpleNamespace(args=dict(args), **{**known, **task})
    nothing: Any = None
    made: Any = action(
        task=as_task,
        connection=nothing,
        play_context=PlayContext(),
        loader=loader,
        templar=nothing,
        shared_loader_obj=None,
    )
    made._execute_module = lambda module_name, module_args, task_vars: dict(module(module_name, module_args))
    with mock.patch.object(_controller, "connection_loader"):
        result: dict[str, Any] = made.run(None, {})
    return result
