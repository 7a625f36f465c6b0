# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""JSON reports on disk, read back by their content: found, read, and checked for damage."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ...module_utils._options import JsonObject
from .names import LAST
from .report import SCHEMA_VERSION, digest

MAX_BYTES = 1 << 30
_MARKS = {"schema_version", "label", "gate", "run"}


class ReportError(Exception):
    """A file that cannot be read as a report. The text says why, without the path."""


def read(path: str | os.PathLike[str]) -> object:
    """The JSON document in a file.

    :raises ReportError: not a regular file, too large, not JSON, or the system's own words.
    """
    try:
        # Neither a pipe nor a device may keep the reader waiting.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ReportError("not a regular file")
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReportError(error.strerror or str(error)) from None
    if len(content) > MAX_BYTES:
        raise ReportError(f"larger than {MAX_BYTES >> 20} MiB")
    try:
        document: object = json.loads(content)
    except (ValueError, RecursionError):
        raise ReportError("not JSON") from None
    return document


def is_report(document: object) -> bool:
    """Whether a JSON document is, or was meant to be, a JSON report of the gate, of whatever version."""
    return isinstance(document, dict) and document.keys() >= _MARKS


def is_finished(document: object) -> bool:
    """Whether a JSON document is the report of a run that came to its end. Reports of version 1 always were."""
    return is_report(document) and isinstance(document, dict) and document.get("finished", True) is True


def reports_in(folder: str | os.PathLike[str]) -> Iterator[tuple[Path, object]]:
    """The JSON reports in a folder, told by their content, in the order of their names; none of its subfolders.

    Reports kept as ``.last`` stay out. A file that ends with ``.json`` and is not JSON is damaged, not foreign.

    :raises ReportError: for a file that cannot be read, with its path.
    """
    for path in sorted(Path(folder).iterdir()):
        if path.suffix == LAST or path.suffix != ".json":
            continue
        try:
            document = read(path)
        except ReportError as error:
            raise ReportError(f"{path}: {error}") from None
        if is_report(document):
            yield path, document


def damage(document: object) -> Iterator[str]:
    """Why a document is not a finished report as this version writes it, unchanged since. Nothing when it is."""
    if not isinstance(document, dict) or not is_report(document):
        yield "not a report of the gate"
    elif document["schema_version"] != SCHEMA_VERSION:
        yield f"schema version {document['schema_version']}, not {SCHEMA_VERSION}"
    elif not is_finished(document):
        yield "not finished: its run ended, or was ended, before there was a verdict"
    elif not _fits_its_digest(document):
        yield "changed after it was written: its content does not fit run.report_sha256"


def _fits_its_digest(document: JsonObject) -> bool:
    try:
        return isinstance(document["run"], dict) and document["run"].get("report_sha256") == digest(document)
    except RecursionError:
        return False


def moment(text: object) -> datetime | None:
    """An RFC 3339 time with its zone; None for anything else."""
    try:
        found = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None
