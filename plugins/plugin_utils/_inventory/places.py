# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Which files an inventory consists of: where named paths are looked for, and what a folder holds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from .problems import Problems

SUFFIXES = (".yml", ".yaml", ".json")
_NAMES = "*.yml, *.yaml or *.json"
# The current folder of a playbook that ships with the collection. A user's file is never there.
_OWN_PLAYBOOKS = Path(__file__).resolve().parents[3] / "playbooks"


def find_files(paths: Sequence[str], folders: Sequence[str], problems: Problems) -> list[str]:
    """The files that are named and, for folders, those in and below them that are not hidden, sorted by path.

    :param folders: where relative paths are looked for, in this order; "" is the current folder.
    """
    usable = [folder for folder in folders if Path(folder).resolve() != _OWN_PLAYBOOKS] or [""]
    files: dict[str, str] = {}
    for path in paths:
        place = _find(path, usable, problems)
        for file in _files_of(place, problems) if place is not None else ():
            files.setdefault(os.path.realpath(file), file)
    return list(files.values())


def _find(path: str, folders: Sequence[str], problems: Problems) -> str | None:
    if "\0" in path or not path:
        problems.add_line(path, 0, "not a path")
        return None
    places = [os.path.join(folder, path) for folder in folders]
    for place in places:
        if os.path.lexists(place):
            return place
    searched = " and ".join(dict.fromkeys(os.path.abspath(place) for place in places))
    problems.add_line(path, 0, f"there is no such file or folder. Searched: {searched}")
    return None


def _files_of(path: str, problems: Problems) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    found = False
    for file in _walk(path, problems):
        name = os.path.basename(file)
        if not file.isprintable():
            problems.add_line(file, 0, "a file name with control characters or that is not UTF-8: rename the file")
        elif name.lower().endswith(SUFFIXES):
            found = True
            yield file
        elif any(f"{suffix}" in name.lower() for suffix in SUFFIXES):
            problems.warn(f"{file} is not read: in a folder, only files named {_NAMES} are")
    if not found:
        problems.add_line(path, 0, f"the folder holds no file named {_NAMES}")


def _walk(path: str, problems: Problems) -> Iterator[str]:
    def unread(error: OSError) -> None:
        problems.add_line(str(error.filename), 0, f"cannot be read: {error.strerror}")

    for folder, folders, names in os.walk(path, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            link = os.path.join(folder, name)
            if os.path.islink(link):
                problems.add_line(link, 0, "a link to a folder is not followed: name the folder itself")
        yield from (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))
