# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Check the inventory, read every connection, judge, write the reports. The big lists stay in here."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from ansible import __version__ as ansible_version
from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.utils.vars import load_extra_vars
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._connections import ConnectionReader
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._controller import ControllerAction
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory import load as inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.files import VaultError
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import artifact, report
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import diff as report_diff
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import files as report_files
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.model import RunFacts
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.summary import render
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._revision import revision
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import Evidence
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._version import VERSION

ARGUMENT_SPEC: dict[str, Any] = {
    "inventory": {"type": "list", "elements": "path"},
    "images": {"type": "list", "elements": "dict"},
    "connections": {"type": "dict"},
    "principals": {"type": "dict"},
    "waivers": {"type": "list", "elements": "dict"},
    "select": {"type": "list", "elements": "str"},
    "discover": {"type": "bool", "default": False},
    "mode": {"type": "str", "choices": ["enforce", "audit"], "default": "enforce"},
    "label": {"type": "str", "default": "localhost"},
    "report_dir": {"type": "path"},
    "report_formats": {
        "type": "list",
        "elements": "str",
        "choices": list(report_files.FORMATS),
        "default": ["json", "html", "junit"],
    },
}


@dataclass(frozen=True)
class Gathered:
    """What was read, whether all own images were to be listed, and what report and verdict say of the reading."""

    evidence: Evidence
    discover: bool
    run: RunFacts
    notes: Sequence[str] = ()


_LISTS_AS_TEXT = ("inventory", "reports", "select", "report_formats")


class ActionModule(ControllerAction):
    _supports_check_mode = True
    _argument_spec = ARGUMENT_SPEC
    _module_warnings: Sequence[str] = ()

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result: dict[str, Any] = super().run(tmp, task_vars)
        self._check_register()
        args = self._checked_args()
        expected = self._inventory(args)
        folder = None if self._task.check_mode else args["report_dir"]
        if folder:
            self._prepare(folder)
        started_at = _now()
        gathered = self._evidence(args, expected, task_vars or {})
        today = datetime.now(timezone.utc).date()
        verdict = judge(expected, gathered.evidence, today, discover=gathered.discover, notes=gathered.notes)
        run: RunFacts = {
            "started_at": started_at,
            "finished_at": _now(),
            "collection_version": VERSION,
            "ansible_version": ansible_version,
            "check_mode": self._task.check_mode,
            **gathered.run,
        }
        judged = revision(expected["files"], task_vars or {})
        document = report.build(verdict, run, args["label"], args["mode"], revision=judged)
        paths = report_files.write(document, folder, args["report_formats"]) if folder else []
        summary = render(document, paths=paths)
        self._display.display(summary)
        result.update(
            changed=False,
            label=document["label"],
            gate=document["gate"],
            counts=document["counts"],
            artifact=artifact.build(document),
            reports=[str(path) for path in paths],
            msg=summary,
        )
        if self._task.diff:
            result["diff"] = report_diff.diff(document)
            # Ansible shows the difference of changed tasks only.
            self._display.display(report_diff.unified(result["diff"]))
        if self._module_warnings:
            result["warnings"] = self._module_warnings
        return result

    def _evidence(self, args: Mapping[str, Any], expected: Inventory, task_vars: dict[str, Any]) -> Gathered:
        reader = ConnectionReader(self._run_module(task_vars), self._display.display, discover=args["discover"])
        evidence = reader.read(expected)
        self._module_warnings = reader.warnings
        run: RunFacts = {"discover": args["discover"], "connections": reader.summaries}
        return Gathered(evidence, args["discover"], run)

    def _check_register(self) -> None:
        """An extra variable outweighs what is registered under its name: whoever looks there would see that instead."""
        register = self._task.register
        names = {register} if isinstance(register, str) else set(register or ())  # names only, since ansible-core 2.21
        hidden = names & load_extra_vars(self._loader).keys()
        if hidden:
            raise AnsibleActionFail(f"The extra variable {hidden.pop()} would hide this task's result. Leave it out.")

    def _checked_args(self) -> dict[str, Any]:
        """The task's arguments; those that a survey left empty are not set, and its texts become lists."""
        given = {name: value for name, value in self._task.args.items() if value not in (None, "")}
        for name in _LISTS_AS_TEXT:
            if isinstance(given.get(name), str):
                given[name] = [word.strip() for word in given[name].replace("\n", ",").split(",") if word.strip()]
        # Not self.validate_argument_spec: its error shows the arguments, and connections may hold secrets.
        checked = ArgumentSpecValidator(self._argument_spec).validate(given)
        if checked.error_messages:
            raise AnsibleActionFail(" ".join(checked.error_messages))
        return dict(checked.validated_parameters)

    def _inventory(self, args: Mapping[str, Any]) -> Inventory:
        inline = {name: args[name] for name in ("images", "connections", "principals", "waivers") if args[name]}
        try:
            return inventory.load(
                args["inventory"] or [],
                self._decrypt,
                inline,
                args.get("select"),
                discover=args["discover"],
                folders=["", self._loader.get_basedir()],
            )
        except inventory.InventoryError as error:
            raise AnsibleActionFail(str(error)) from None

    def _found(self, path: str) -> str:
        """Relative to where ansible-playbook was started, and then named so in reports; else to the playbook."""
        beside_playbook: str = self._loader.path_dwim(path)
        return path if os.path.exists(path) else beside_playbook

    def _decrypt(self, content: bytes) -> bytes:
        try:
            plain: bytes = self._loader._vault.decrypt(content)
            return plain
        except AnsibleError as error:
            raise VaultError(str(error)) from None

    @staticmethod
    def _prepare(folder: str) -> None:
        try:
            report_files.prepare(folder)
        except OSError as error:
            raise AnsibleActionFail(
                f"Reports cannot be written to {folder}: {error.strerror}. Nothing was read. Choose another report_dir."
            ) from None

    def _run_module(self, task_vars: dict[str, Any]) -> Any:
        def run_module(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
            try:
                answer: dict[str, Any] = self._execute_module(
                    module_name=f"cloud_images.sharing.{name}", module_args=dict(options), task_vars=task_vars
                )
            except AnsibleError as error:  # a module that cannot even start must not hide the other connections
                return {"failed": True, "msg": str(error)}
            return answer

        return run_module


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
