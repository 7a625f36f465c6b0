# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Which revision of its project an inventory comes from, where AWX or git says it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from os.path import abspath, dirname
from typing import Any

_PATIENCE = 10  # seconds
MODIFIED = "-modified"


def revision(files: Sequence[str], variables: Mapping[str, Any]) -> str | None:
    """The revision of the project, else of the git repository that holds all files.

    :param files: the inventory's files. One that git does not hold as it is makes the commit end in "-modified".
    :param variables: those of the play. AWX sets ``awx_project_revision`` and ``tower_project_revision``.
    :returns: None where nobody says it, such as without files, without git or in a repository of somebody else.
    """
    for name in ("awx_project_revision", "tower_project_revision"):
        said = variables.get(name)
        if isinstance(said, str) and said:
            return said
    commits = {_commit(folder) for folder in {dirname(abspath(file)) for file in files}}
    (commit,) = commits if len(commits) == 1 else (None,)
    if commit is None:
        return None
    changed = _git(dirname(abspath(files[0])), "status", "--porcelain", "--ignored", "--", *map(abspath, files))
    return commit if changed == "" else commit + MODIFIED


def _commit(folder: str) -> str | None:
    return _git(folder, "rev-parse", "--verify", "HEAD") or None


def _git(folder: str, *arguments: str) -> str | None:
    """What git prints, or None. A repository's own settings start no program of its choice."""
    command = ["git", "--no-optional-locks", "-C", folder, "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603 (no shell)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip()
