# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What stands for a connection that gave nothing."""

from __future__ import annotations

from .._errors import ApiError
from .._images.read import Wanted
from .._images.result import Cost, unopened_result
from .._model import ModuleResult
from .model import Task


def unread(task: Task, why: str) -> ModuleResult:
    """The result of a connection that could not be used at all: nothing is known, of any image or list."""
    wanted = Wanted(image_ids=task["image_ids"], discover=task["own_images"], incoming=task["incoming"])
    return unopened_result(wanted, ApiError("bad_request", why), Cost(0, 0))
