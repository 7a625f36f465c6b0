# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Nothing that is meant for managed hosts reaches what runs on the controller. Whole plays: tests/integration."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play_context import PlayContext
from ansible.plugins.action import ActionBase
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import _controller


class Action(_controller.ControllerAction):
    """An action that does nothing of its own."""


def action(**play: Any) -> Any:
    context = PlayContext()
    for name, value in play.items():
        setattr(context, name, value)
    loader: Any = DataLoader()
    nothing: Any = None
    task: Any = SimpleNamespace(args={}, check_mode=False, async_val=0, _uuid="u-1", environment=[])
    made: Any = Action(
        task=task, connection=nothing, play_context=context, loader=loader, templar=nothing, shared_loader_obj=None
    )
    return made


def test_it_runs_over_a_local_connection_as_whoever_started_ansible() -> None:
    made = action(become=True, become_user="nobody", remote_addr="192.0.2.1")
    with mock.patch.object(_controller, "connection_loader") as loader:
        made.run(None, {"ansible_become": True})
    assert loader.get.call_args.args[0] == "ansible.builtin.local"
    assert made._connection is loader.get.return_value
    made._connection.set_options.assert_called_once_with(direct={"pipelining": True})
    assert (made._play_context.become, made._play_context.become_user) == (
        PlayContext().become,
        PlayContext().become_user,
    )


def test_options_never_lie_in_a_temporary_file() -> None:
    made = action()
    assert made._is_pipelining_enabled("new") is True
    assert made._is_pipelining_enabled("new", wrap_async=True) is False


def test_the_tasks_environment_is_not_on_a_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def compute(_self: object, raw: dict[str, Any] | None = None) -> str:
        assert raw is not None
        raw["SCP_SECRET_KEY"] = "s3cr3t"
        return "SCP_SECRET_KEY=s3cr3t"

    monkeypatch.setattr(ActionBase, "_compute_environment_string", compute)
    monkeypatch.delenv("SCP_SECRET_KEY", raising=False)
    seen: dict[str, Any] = {}
    with mock.patch.dict(os.environ):
        assert action()._compute_environment_string(seen) == ""
        assert os.environ["SCP_SECRET_KEY"] == "s3cr3t"
    assert seen == {"SCP_SECRET_KEY": "s3cr3t"}


def test_a_path_is_found_where_ansible_was_started_else_beside_the_playbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, playbook = tmp_path / "here", tmp_path / "playbook"
    for folder in (here, playbook):
        folder.mkdir()
    monkeypatch.chdir(here)
    made = action()
    made._loader.set_basedir(str(playbook))
    (playbook / "reports").touch()
    assert made._found("reports") == str(playbook / "reports")
    (here / "reports").touch()
    assert made._found("reports") == "reports"
    assert made._found("nowhere") == "nowhere"
