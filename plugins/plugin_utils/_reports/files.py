# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Reports on disk: a folder known to be writable, names that never collide, files that are whole or not there."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from . import junit as report_junit
from . import report as report_json
from . import sarif as report_sarif
from .html import page as report_html

_PLAIN_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_HASHED_LABEL = re.compile(r".*-[0-9a-f]{16}", re.DOTALL)


class Format(NamedTuple):
    """One kind of report file."""

    extension: str
    encode: Callable[[Mapping[str, Any]], Iterable[bytes]]  # pieces of the file


FORMATS = {
    "json": Format("json", report_json.encode),
    "html": Format("html", report_html.encode),
    "junit": Format("xml", report_junit.encode),
    "sarif": Format("sarif", report_sarif.encode),
}


def prepare(folder: str | os.PathLike[str]) -> None:
    """Create the folder (mode 0700) where it is missing and prove that files can be written into it.

    :raises OSError: when they cannot.
    """
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"probe")


def write(report: Mapping[str, Any], folder: str | os.PathLike[str], formats: Iterable[str]) -> list[Path]:
    """Write the report in each format, mode 0600, each file replaced as a whole.

    :param formats: any of :data:`FORMATS`.
    :returns: the paths, in the order of ``formats``.
    :raises OSError: when a file cannot be written. Files of an earlier run are then as they were.
    """
    paths = []
    for name in formats:
        path = Path(folder) / file_name(report["label"], name)
        _replace(path, FORMATS[name].encode(report))
        paths.append(path)
    return paths


def file_name(label: str, format_name: str) -> str:
    """The file name of a report: ``image_sharing-<label>.<extension>``.

    A label that is no plain file name has its odd characters replaced and a hash of the label added. A plain label that
    looks as if it ended with such a hash gets one as well, so that two labels never share a name.
    """
    stem = label
    if not _PLAIN_LABEL.fullmatch(label) or _HASHED_LABEL.fullmatch(label):
        slug = re.sub(r"[^A-Za-z0-9._]+", "-", label)[:60].strip("-.")
        stem = f"{slug}-{hashlib.sha256(label.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return f"image_sharing-{stem}.{FORMATS[format_name].extension}"


def _replace(path: Path, content: Iterable[bytes]) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(content)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
