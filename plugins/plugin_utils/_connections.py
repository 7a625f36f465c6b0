# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Reads all connections of a run through one process, and follows what it writes meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable, Mapping

from ..module_utils._gate.model import Line, Outcome, Progress, Request, Task
from ..module_utils._gate.parts import Outcomes
from ..module_utils._gate.unread import unread
from ..module_utils._model import ModuleResult, Summary
from ..module_utils._options import JsonObject, Options
from ..module_utils._text import listed
from ._evidence import evidence_of
from ._inventory.model import Inventory
from ._progress import ProgressLines, together
from ._reports.text import visible
from ._verdict.both_ends import differing_ends
from ._verdict.model import ConnectionEvidence

_LOOK_EVERY = 0.2  # seconds

RunModule = Callable[[Options], JsonObject]


class ConnectionReader:
    """Reads the evidence of a run.

    :param run_module: runs sharing_read with these options; gives its result.
    :param say: shows one line of progress.
    :param folder: for the file that the process writes; nobody else may look into it.
    :param concurrency: the most requests in flight over all connections.
    :param began: when the task began, by the monotonic clock; progress counts from there.
    """

    def __init__(
        self, run_module: RunModule, say: Callable[[str], None], folder: str, concurrency: int, began: float
    ) -> None:
        self._run_module = run_module
        self._say = say
        self._folder = folder
        self._concurrency = concurrency
        self._progress = ProgressLines(began)
        self.summaries: dict[str, Summary] = {}
        self.warnings: list[str] = []

    def read(self, inventory: Inventory, *, discover: bool) -> dict[str, ConnectionEvidence]:
        """Connection name to its evidence, every expected image in it. ``discover``: every image that they own, too.

        Where both ends of a share do not agree, they are read once more: it may just have changed.
        """
        evidence = self._evidence(inventory, inventory["scope"], discover)
        evidence |= self._evidence(inventory, differing_ends(inventory, evidence), discover)
        if said := self._progress.end():
            self._say(said)
        return evidence

    def _evidence(self, inventory: Inventory, names: list[str], discover: bool) -> dict[str, ConnectionEvidence]:
        ids: dict[str, list[str]] = {}
        for image in inventory["images"]:
            ids.setdefault(image["connection"], []).append(image["image_id"])
        tasks = {name: _task(inventory, name, ids.get(name, []), discover) for name in names}
        results = self._results(tasks) if names else {}
        self.summaries |= {name: result["summary"] for name, result in results.items()}
        return {name: evidence_of(inventory["connections"][name], result) for name, result in results.items()}

    def _results(self, tasks: Mapping[str, Task]) -> dict[str, ModuleResult]:
        handle, journal = tempfile.mkstemp(prefix="sharing-", dir=self._folder)  # mode 0600
        os.close(handle)
        request: Request = {
            "connections": dict(tasks),
            "concurrency": self._concurrency,
            "folder": os.getcwd(),
            "journal": journal,
        }
        try:
            with _Follower(journal, self._progress, self._say) as follower:
                answer = self._run_module({"request": json.dumps(request)})
        finally:
            os.unlink(journal)
        outcomes = follower.outcomes.whole
        self._warn(answer, outcomes)
        why = f"its reading did not come to an end: {answer.get('msg') or 'the module gave no result'}"
        return {name: _result(name, task, outcomes.get(name), why) for name, task in tasks.items()}

    def _warn(self, answer: JsonObject, outcomes: Mapping[str, Outcome]) -> None:
        """The modules' warnings, each once, with the connections that it is about."""
        about: dict[str, list[str]] = {}
        for name, outcome in outcomes.items():
            for warning in outcome["warnings"]:
                about.setdefault(warning, []).append(name)
        self.warnings += [str(warning) for warning in answer.get("warnings") or ()]
        self.warnings += [f"{listed(names, 3)}: {warning}" for warning, names in about.items()]


class _Follower:
    """Reads the journal while it is written, in a thread of its own: outcomes are kept, progress is shown."""

    def __init__(self, path: str, progress: ProgressLines, say: Callable[[str], None]) -> None:
        self.outcomes = Outcomes()
        self._path = path
        self._say = say
        self._progress = progress
        self._told: dict[int, Progress] = {}
        self._decode = json.JSONDecoder(object_hook=_texts_shared()).decode
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> _Follower:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._ended.set()
        self._thread.join()

    def _follow(self) -> None:
        with open(self._path, "rb") as journal:
            last_look = False
            line = b""
            while not last_look:
                last_look = self._ended.wait(_LOOK_EVERY)
                for piece in journal:
                    line += piece
                    if line.endswith(b"\n"):  # or the rest of it may still come
                        # Cut off, or something else: what it held is not read.
                        with contextlib.suppress(ValueError, TypeError, LookupError, AttributeError):
                            self._take(self._decode(line.decode()))
                        line = b""

    def _take(self, line: Line) -> None:
        progress = line.get("progress")
        if progress is None:
            self.outcomes.add(line)
            return
        self._told[line["process"]] = progress
        if said := self._progress.line(time.monotonic(), together(self._told.values())):
            self._say(visible(said))


def _texts_shared() -> Callable[[JsonObject], JsonObject]:
    """For a decoder: equal texts become one object. Rows of members repeat most of theirs, and there are many."""
    known: dict[str, str] = {}

    def shared(row: JsonObject) -> JsonObject:
        for key, value in row.items():
            if isinstance(value, str):
                row[key] = known.setdefault(value, value)
        return row

    return shared


def _task(inventory: Inventory, name: str, image_ids: list[str], discover: bool) -> Task:
    connection = inventory["connections"][name]
    selects = [one["select"]["name"] for one in inventory["selections"] if name in one["connections"]]
    rules = [source for one in inventory["incoming"] if one["connection"] == name for source in one["from"]]
    patterns = [pattern for pattern in selects if pattern is not None]
    return {
        "provider": connection["provider"],
        "options": {**connection["options"]},
        "image_ids": image_ids,
        "own_images": discover or bool(selects),
        "own_names": None if discover or len(patterns) < len(selects) else patterns,
        "incoming": any(one["connection"] == name for one in inventory["incoming"]),
        "incoming_dates": any(source["max_pending_days"] is not None for source in rules),
    }


def _result(name: str, task: Task, outcome: Outcome | None, why: str) -> ModuleResult:
    if outcome is None:
        return unread(task, f"The connection {name} was not read: {why}")
    if outcome["result"] is None:
        return unread(task, f"The connection {name} could not be used: {outcome['problem']}")
    return outcome["result"]
