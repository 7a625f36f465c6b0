# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every info module does as a task runs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def check_module(
    main: Callable[[], None], clouds: Simulator, environ: Mapping[str, str], image_id: str, options: Mapping[str, Any]
) -> list[str]:
    """The members of the image, after its failures and its silence were looked at."""
    nothing = run(main, options, environ)
    assert nothing["msg"].startswith("image_ids is empty")
    assert clouds.log == []
    both = {**options, "image_ids": [image_id, "nowhere"]}
    failed = run(main, both, environ)
    assert failed["failed"] is True
    assert "1 of 2 images could not be read. nowhere: " in failed["msg"]
    reported = run(main, {**both, "on_error": "report"}, environ)
    assert "failed" not in reported
    assert [image["state"] for image in reported["images"]] == ["read", "not_found"]
    result = run(main, {**options, "image_id": [image_id]}, environ)
    assert (result["changed"], result["summary"]["credentials_from"]) == (False, "environment")
    (image,) = result["images"]
    return [member["member_id"] for member in image["members"]]
