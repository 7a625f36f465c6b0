# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Reports on disk: a folder known to be writable, files that are whole or not there, and no green one left from before.

A run calls :func:`begin` before anything else is checked, and :func:`write` when it has a verdict.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from . import junit, markdown, ocsf, oscal, sarif
from . import report as report_json
from .html import page
from .model import Report
from .names import EXTENSIONS, LAST, file_name
from .stored import ReportError, is_finished, read

FORMATS = tuple(EXTENSIONS)

Folder = str | os.PathLike[str]
Encode = Callable[[Report], Iterable[bytes]]  # a report -> pieces of its file


def prepare(folder: Folder) -> None:
    """Create the folder (mode 0700) where it is missing and prove that files can be written into it.

    :raises OSError: when they cannot.
    """
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"probe")


def begin(folder: Folder, label: str, started_at: str = "") -> None:
    """Take the label's earlier reports away, so that none of them can stand for this run.

    An unfinished report (``gate: fail``) takes the place of the JSON report, whose last finished one is kept with
    ``.last`` at the end of its name. All other formats of the label are removed.

    :param started_at: when the run began, RFC 3339.
    :raises OSError: when the folder cannot be written; see :func:`prepare`.
    """
    prepare(folder)
    path = Path(folder) / file_name(label, "json")
    if _holds_finished_report(path):
        os.replace(path, path.with_name(path.name + LAST))
    _replace(path, report_json.encode(report_json.unfinished(label, started_at)))
    for name in EXTENSIONS:
        if name != "json":
            (Path(folder) / file_name(label, name)).unlink(missing_ok=True)


def write(report: Report, folder: Folder, formats: Iterable[str], *, sarif_waived: bool = False) -> list[Path]:
    """Write the report in each format, mode 0600, each file replaced as a whole; the JSON report last.

    :param formats: any of :data:`FORMATS`. Without ``json`` the unfinished report goes when all others are there.
    :param sarif_waived: waived findings in SARIF too, for consumers that know suppressions.
    :returns: the paths, in the order of ``formats``.
    :raises OSError: when a file cannot be written. The JSON report then says, as before, that the run is unfinished.
    """
    paths = {name: Path(folder) / file_name(report["label"], name) for name in formats}
    encoders = _encoders(sarif_waived)
    for name in sorted(paths, key=lambda name: name == "json"):
        _replace(paths[name], encoders[name](report))
    if "json" not in paths:
        (Path(folder) / file_name(report["label"], "json")).unlink(missing_ok=True)
    return list(paths.values())


def _encoders(sarif_waived: bool) -> dict[str, Encode]:
    return {
        "json": report_json.encode,
        "html": page.encode,
        "junit": junit.encode,
        "sarif": partial(sarif.encode, waived=sarif_waived),
        "markdown": markdown.encode,
        "ocsf": ocsf.encode,
        "oscal": oscal.encode,
    }


def _holds_finished_report(path: Path) -> bool:
    try:
        return is_finished(read(path))
    except ReportError:  # none there, or damaged: nothing to keep
        return False


def _replace(path: Path, content: Iterable[bytes]) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(content)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
