# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The earlier report that a run is compared with. What cannot be used is a warning: it decides nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import cast

from ._reports.model import Report
from ._reports.names import LAST, file_name
from ._reports.stored import ReportError, damage, is_finished, read, reports_in
from ._reports.text import visible


def previous_report(path: str, label: str) -> tuple[Report | None, str | None]:
    """A finished report, or a warning that says why there is none.

    :param path: a report; or a folder, whose report of this label is meant, else the only one that it holds. Of a
        run that did not finish, the last finished report that is kept beside its own.
    """
    problems: list[str] = []
    try:
        candidates = list(_candidates(path, label))
    except (OSError, ReportError) as error:
        candidates, problems = [], [getattr(error, "strerror", None) or str(error)]
    for candidate in candidates:
        try:
            document = read(candidate)
        except ReportError as error:
            problems.append(f"{candidate}: {error}")
            continue
        damages = list(damage(document))
        if not damages:
            return cast(Report, document), None
        problems.append(f"{candidate}: {damages[0]}")
    why = "; ".join(problems) or "it holds no report of this label"
    return None, visible(f"No comparison with the previous report {path}: {why}.")


def _candidates(path: str, label: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        if not _is_finished(path) and os.path.exists(path + LAST):
            yield path + LAST
        return
    own = os.path.join(path, file_name(label, "json"))
    if os.path.exists(own) or os.path.exists(own + LAST):
        yield from _candidates(own, label)
        return
    others = [str(found) for found, document in reports_in(path) if is_finished(document)]
    if len(others) == 1:
        yield others[0]


def _is_finished(path: str) -> bool:
    try:
        return is_finished(read(path))
    except ReportError:
        return False
