# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What the actions that judge have in common: all but where the evidence comes from."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from ansible import __version__ as ansible_version
from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.utils.vars import load_extra_vars

from ..module_utils._options import ArgumentSpec, Options
from . import _arguments
from ._arguments import Arguments
from ._controller import ControllerAction, Result, Variables
from ._inventory import load as inventory
from ._inventory.files import VaultError
from ._inventory.model import Inventory
from ._labels import check_claims, claim
from ._previous import previous_report
from ._reports import artifact, diff, files, report
from ._reports.model import Report, RunFacts
from ._reports.summary import one_line, render
from ._revision import revision
from ._terminal import say
from ._verdict.judge import judge
from ._verdict.model import Evidence, VerdictDocument
from ._version import VERSION

_INLINE: tuple[Literal["images", "connections", "principals", "waivers"], ...] = (
    "images",
    "connections",
    "principals",
    "waivers",
)


@dataclass(frozen=True)
class Gathered:
    """What was read, whether all own images were to be listed, and what report and verdict say of the reading."""

    evidence: Evidence
    discover: bool
    run: RunFacts
    notes: Sequence[str] = ()
    warnings: Sequence[str] = ()


def begin(given: Options, host: str, *, check_mode: bool) -> Arguments:
    """Take the reports of an earlier run of this label away, before anything else can fail. Their options."""
    options = _arguments.checked({name: given.get(name) for name in _arguments.REPORT_SPEC}, _arguments.REPORT_SPEC)
    claim(options["label"], host)
    folder = options["report_dir"]
    if folder and not check_mode:
        try:
            files.begin(folder, options["label"], now())
        except OSError as error:
            raise AnsibleActionFail(
                f"Reports cannot be written to {folder}: {error.strerror}. Nothing was read. Choose another report_dir."
            ) from None
    return options


def now() -> str:
    """The time in UTC as RFC 3339, to the second."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")


class GateAction(ControllerAction):
    """Checks options and inventory, judges the evidence, writes the reports. The big lists stay in here."""

    _supports_check_mode = True
    _argument_spec: ArgumentSpec

    @abstractmethod
    def _evidence(self, args: Arguments, expected: Inventory, task_vars: Variables) -> Gathered:
        """What is known of the inventory's images."""

    def run(self, tmp: str | None = None, task_vars: Variables | None = None) -> Result:
        result: Result = super().run(tmp, task_vars)
        started_at, variables = now(), task_vars or {}
        warnings: list[str] = []
        previous = self._previous(warnings)
        begin(self._task.args, variables.get("inventory_hostname", ""), check_mode=self._task.check_mode)
        check_register(self)
        args = _arguments.checked(self._task.args, self._argument_spec)
        _check_label(args)
        expected = self._inventory(args)
        verdict, reading, more_warnings = self._judged(args, expected, variables)
        warnings += more_warnings
        run: RunFacts = {
            "started_at": started_at,
            "finished_at": now(),
            "collection_version": VERSION,
            "ansible_version": ansible_version,
            "check_mode": self._task.check_mode,
            **reading,
        }
        judged = revision(expected["files"], variables)
        document = report.build(verdict, run, args["label"], args["mode"], revision=judged, previous=previous)
        result.update(self._published(document, args), warnings=warnings)
        return result

    def _judged(
        self, args: Arguments, expected: Inventory, task_vars: Variables
    ) -> tuple[VerdictDocument, RunFacts, Sequence[str]]:
        """The verdict, the facts and warnings of the reading. What was read ends here: reports need the memory."""
        gathered = self._evidence(args, expected, task_vars)
        today = datetime.now(timezone.utc).date()
        verdict = judge(expected, gathered.evidence, today, discover=gathered.discover, notes=gathered.notes)
        return verdict, gathered.run, gathered.warnings

    def _published(self, document: Report, args: Arguments) -> Result:
        """Writes the reports, shows the summary; the task's result, bounded however many images there are."""
        check_claims(args["label"])  # again: with the strategy free, the others may begin meanwhile
        folder = None if self._task.check_mode else args["report_dir"]
        formats, waived = args["report_formats"], args["sarif_waived"]
        paths = files.write(document, folder, formats, sarif_waived=waived) if folder else []
        say(render(document, paths=paths))
        result: Result = {
            "changed": False,
            "label": document["label"],
            "gate": document["gate"],
            "counts": document["counts"],
            "artifact": artifact.build(document),
            "reports": [str(path) for path in paths],
            "msg": one_line(document, paths),
        }
        if self._task.diff:
            result["diff"] = diff.diff(document)
            say(diff.unified(result["diff"]))  # Ansible shows the difference of changed tasks only
        return result

    def _previous(self, warnings: list[str]) -> Report | None:
        """Read before the run touches any report: it may lie in the run's own folder."""
        path, label = self._task.args.get("previous"), self._task.args.get("label")
        if path in (None, ""):
            return None
        found, warning = previous_report(self._found(str(path)), str(label or "localhost"))
        warnings += [warning] if warning else []
        return found

    def _inventory(self, args: Arguments) -> Inventory:
        inline: dict[str, object] = {name: args[name] for name in _INLINE if args[name]}
        try:
            return inventory.load(
                args["inventory"] or [],
                self._decrypt,
                inline,
                args.get("select"),
                discover=args["discover"],
                folders=["", self._loader.get_basedir()],
                latest_waiver=_latest_waiver(args.get("max_waiver_days")),
            )
        except inventory.InventoryError as error:
            raise AnsibleActionFail(str(error)) from None

    def _decrypt(self, content: bytes) -> bytes:
        try:
            plain: bytes = self._loader._vault.decrypt(content)
            return plain
        except AnsibleError as error:
            raise VaultError(str(error)) from None


def check_register(action: ControllerAction) -> None:
    """An extra variable outweighs what is registered under its name: whoever looks there would see that instead."""
    register = action._task.register
    names = {register} if isinstance(register, str) else set(register or ())  # names only, since ansible-core 2.21
    hidden = names & load_extra_vars(action._loader).keys()
    if hidden:
        raise AnsibleActionFail(f"The extra variable {hidden.pop()} would hide this task's result. Leave it out.")


def _check_label(args: Arguments) -> None:
    """In the artifact, and in the reports, the last run of a label would hide the others."""
    check_claims(args["label"])
    if args["label"] in (args["other_labels"] or ()):
        raise AnsibleActionFail(
            f"Several hosts of this run have the label {args['label']}. Give each its own assert_sharing_label."
        )


def _latest_waiver(days: int | None) -> date | None:
    """The last day on which a waiver may end. None for any day."""
    try:
        return None if days is None else datetime.now(timezone.utc).date() + timedelta(days=days)
    except OverflowError:
        return None
