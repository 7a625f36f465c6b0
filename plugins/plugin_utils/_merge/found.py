# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The reports that a merge joins, as they lie on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .._reports.names import LAST
from .._reports.stored import ReportError, read, reports_in
from .merge import MergeError


def found_reports(paths: Iterable[Path]) -> dict[str, object]:
    """The documents at these paths by path; of a folder, all that are reports by their content.

    :raises MergeError: for what cannot be read, and for a report that a run kept from the one before.
    """
    problems: list[str] = []
    documents: dict[str, object] = {}
    for path in paths:
        try:
            documents.update((str(place), document) for place, document in _documents(path))
        except ReportError as error:
            problems.append(str(error))
    if problems:
        raise MergeError(problems)
    return documents


def _documents(path: Path) -> Iterator[tuple[Path, object]]:
    if path.is_dir():
        yield from reports_in(path)
    elif path.suffix == LAST:
        raise ReportError(f"{path}: kept from an earlier run, it cannot stand for this one")
    else:
        try:
            yield path, read(path)
        except ReportError as error:
            raise ReportError(f"{path}: {error}") from None
