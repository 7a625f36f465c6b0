# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write what the clouds say now as a sharing inventory. All but the judging is as in sharing_audit."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Literal

from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.action import sharing_audit
from ansible_collections.cloud_images.sharing.plugins.module_utils._options import ArgumentSpec
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._arguments import Arguments, checked
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._controller import (
    ControllerAction,
    Result,
    Variables,
)
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import IncomingRule, Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.build import build, summary
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.kept import Kept, kept_of
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.model import SnapshotError
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.render import render

ARGUMENT_SPEC: ArgumentSpec = {
    **{
        name: sharing_audit.ARGUMENT_SPEC[name]
        for name in ("inventory", "connections", "principals", "select", "concurrency")
        if name in sharing_audit.ARGUMENT_SPEC
    },
    "dest": {"type": "path"},
    "incoming": {"type": "bool", "default": False},
    "overwrite": {"type": "bool", "default": False},
    "partial": {"type": "bool", "default": False},
}
_COUNTS: tuple[Literal["connections", "images", "to_review"], ...] = ("connections", "images", "to_review")


class ActionModule(sharing_audit.ActionModule):
    _argument_spec = ARGUMENT_SPEC

    def run(self, tmp: str | None = None, task_vars: Variables | None = None) -> Result:
        result: Result = ControllerAction.run(self, tmp, task_vars)
        # Options of sharing_audit that a snapshot does not have.
        args: Arguments = {
            **checked(self._task.args, self._argument_spec),
            "images": None,
            "waivers": None,
            "discover": True,
        }
        dest = Path(args["dest"]) if args["dest"] else None
        before = self._before(dest, args["overwrite"])
        expected = self._inventory(args)
        try:
            kept = self._kept(dest, before)
            gathered = self._evidence(args, _everything(expected, args["incoming"]), task_vars or {})
            snapshot = build(expected, gathered.evidence, kept, incoming=args["incoming"], partial=args["partial"])
        except SnapshotError as error:
            raise AnsibleActionFail(str(error)) from None
        document = render(snapshot)
        about = summary(snapshot)
        result.update(
            changed=dest is not None and document != before,
            document=document,
            dest=None if dest is None else str(dest),
            counts={name: about[name] for name in _COUNTS},
            missing=snapshot.missing,
            msg=f"{about['text']}{f' written to {dest}' if dest else ''}",
        )
        if dest is not None and result["changed"] and not self._task.check_mode:
            _write(dest, document)
        if self._task.diff:
            result["diff"] = {"before": before or "", "after": document}
        return result

    @staticmethod
    def _before(dest: Path | None, overwrite: bool) -> str | None:
        """The text of the file that is there; None where there is none."""
        if dest is None or not dest.exists():
            return None
        if not overwrite:
            raise AnsibleActionFail(
                f"{dest} is there already. Nothing was read. Name another file, or allow overwrite: its principals, "
                "waivers, labels, rules and the comments above its images are kept then."
            )
        try:
            return dest.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise AnsibleActionFail(f"{dest} is there and cannot be read: {error}. Nothing was changed.") from None

    def _kept(self, dest: Path | None, before: str | None) -> Kept:
        if dest is None or not before:
            return Kept()
        try:
            return kept_of(load([str(dest)], self._decrypt, discover=True), before)
        except InventoryError as error:
            raise AnsibleActionFail(f"What {dest} holds cannot be kept. {error}") from None


def _everything(expected: Inventory, incoming: bool) -> Inventory:
    """The same connections, asked for all that they own and, where it is wanted, for what is shared with them."""
    rules: list[IncomingRule] = [{"connection": name, "from": [], "source": ""} for name in expected["scope"]]
    return {**expected, "images": [], "selections": [], "incoming": rules if incoming else []}


def _write(dest: Path, document: str) -> None:
    """All at once, so that nobody ever reads half of it; readable as any other file of the user."""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=dest.parent, delete=False) as file:
            file.write(document)
        mask = os.umask(0)
        os.umask(mask)
        Path(file.name).chmod(dest.stat().st_mode & 0o777 if dest.exists() else 0o666 & ~mask)
        Path(file.name).replace(dest)
    except OSError as error:
        raise AnsibleActionFail(f"{dest} cannot be written: {error.strerror}.") from None
