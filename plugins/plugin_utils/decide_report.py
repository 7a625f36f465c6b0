# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Decide by a finished report of the gate, without Ansible: the step that lets a pipeline go on, or not.

It ends with 0 when every image is compliant or waived, 1 for a violation, 2 where something is unknown, and 3 where
the report is not to be relied on: unfinished, stale, foreign or damaged. Only 0 is a pass.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn, cast, get_args

from ._reports.names import file_name
from ._reports.stored import ReportError, damage, moment, read
from ._reports.text import visible
from ._reports.words import counted
from ._verdict.model import VERDICTS, Subject

if TYPE_CHECKING:
    from ._reports.model import Report

    Failing = Literal["violation", "unknown"]

PASS, VIOLATION, UNKNOWN, NO_DECISION = range(4)
_CLOCKS_DIFFER_BY = timedelta(minutes=5)
_OF_FINDING = {"verdict", "image", "connection", "message"}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End as for any report that nothing can be decided by: argparse's own 2 would say that images are unknown."""
        self.print_usage(sys.stderr)
        self.exit(NO_DECISION, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the decision in one sentence.

    :param arguments: those of the command line by default.
    :returns: the exit status.
    """
    options = _parser().parse_args(arguments)
    path = Path(options.report)
    if path.is_dir() and options.label:
        path /= file_name(options.label, "json")
    try:
        document = read(path)
    except ReportError as error:
        print(f"No decision: {visible(path)}: {error}.")
        return NO_DECISION
    report = cast("Report", document)  # not yet sure
    problem = next(_problems(report, options, datetime.now(timezone.utc)), None)
    if problem:
        print(f"No decision: {visible(path)}: {visible(problem)}.")
        return NO_DECISION
    status, sentence = _decision(report)
    print(sentence)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="decide-sharing-report", description=__doc__)
    parser.add_argument("report", help="the JSON report, or with --label the folder that holds it")
    parser.add_argument("--label", help="the label that the report must have")
    parser.add_argument(
        "--max-age", type=_age, default="120", metavar="MINUTES", help="how old it may be (default: %(default)s)"
    )
    parser.add_argument("--inventory-sha256", metavar="DIGEST", help="the digest that its inventory must have")
    parser.add_argument("--revision", help="the revision of the project that it must have judged")
    parser.add_argument("--scope", metavar="NAMES", help="connections that it must have looked at, separated by commas")
    return parser


def _age(text: str) -> timedelta:
    try:
        age = timedelta(minutes=float(text))
    except (OverflowError, ValueError):
        raise argparse.ArgumentTypeError(f"not a number of minutes: {text!r}") from None
    return age


def _problems(report: Report, wanted: argparse.Namespace, now: datetime) -> Iterator[str]:
    """Why nothing can be decided by this report, the gravest reason first."""
    yield from damage(report)
    if not _adds_up(report):
        yield "its parts contradict each other"
    if wanted.label is not None and report["label"] != wanted.label:
        yield f"the report of label {visible(report['label'])}, not of {visible(wanted.label)}"
    judged = (
        ("inventory", wanted.inventory_sha256, report["inventory"]["sha256"]),
        ("revision", wanted.revision, report["revision"]),
    )
    for what, expected, found in judged:
        if expected is not None and found != expected:
            yield f"it judged another {what}: {visible(found)}, not {visible(expected)}"
    missing = sorted({name.strip() for name in (wanted.scope or "").split(",")} - {*report["scope"], ""})
    if missing:
        yield f"it did not look at {visible(', '.join(missing))}"
    finished_at = moment(report["run"].get("finished_at"))
    if finished_at is None:
        yield "it does not say when its run ended"
    elif now - finished_at > wanted.max_age:
        yield f"stale: its run ended at {visible(report['run']['finished_at'])}"
    elif finished_at - now > _CLOCKS_DIFFER_BY:
        yield f"its run ended in the future, at {visible(report['run']['finished_at'])}"


def _adds_up(report: Report) -> bool:
    """Whether the gate, the counts and the images say one thing."""
    try:
        verdicts = [image["verdict"] for image in report["images"]]
        counts = report["counts"]
        tallies = all(counts[verdict] == verdicts.count(verdict) for verdict in VERDICTS)
        passed = bool(verdicts) and set(verdicts) <= {"compliant", "waived"}
        shaped = isinstance(report["inventory"]["sha256"], (str, type(None))) and isinstance(report["scope"], list)
        shaped = shaped and all(image["subject"] in get_args(Subject) for image in report["images"])
        shaped = shaped and all(isinstance(name, str) for name in report["scope"])
        shaped = shaped and all(finding.keys() >= _OF_FINDING for finding in report["findings"])
        shaped = shaped and report.keys() >= {"label", "revision", "run"}
        return shaped and tallies and counts["images"] == len(verdicts) and (report["gate"] == "pass") == passed
    except (AttributeError, KeyError, TypeError):
        return False


def _decision(report: Report) -> tuple[int, str]:
    counts, run = report["counts"], report["run"]
    looked_at = counted(report)
    read_at = f"label {visible(report['label'])}, read at {visible(run['finished_at'])}"
    if report["gate"] == "pass":
        return PASS, f"Pass: {looked_at} ({read_at})."
    verdict: Failing = "violation" if counts["violation"] else "unknown"
    first = next((finding for finding in report["findings"] if finding["verdict"] == verdict), None)
    if first is None:
        return UNKNOWN, f"Unknown: {looked_at} ({read_at})."
    what = f"{visible(first['image'])} ({visible(first['connection'])}): {visible(first['message']).rstrip('.')}"
    status = VIOLATION if verdict == "violation" else UNKNOWN
    return status, f"{verdict.capitalize()}: {looked_at}; first {what} ({read_at})."


if __name__ == "__main__":
    sys.exit(main())
