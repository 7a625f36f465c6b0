# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from string import Formatter

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.vendor_tools import (
    BY_DOMAIN,
    TOOLS,
    ByHand,
    Tool,
)

KNOWN = {"image_id", "member_id", "list", "region"}


def test_each_cloud_has_its_tool_and_each_tool_its_cloud() -> None:
    assert TOOLS.keys() == CLOUDS.keys()


@pytest.mark.parametrize("tool", [*TOOLS.values(), *BY_DOMAIN.values()])
def test_both_directions_name_the_image_and_the_member_and_nothing_unknown(tool: Tool | ByHand) -> None:
    for words in (tool.add, tool.remove):
        text = words if isinstance(words, str) else " ".join(words)
        names = {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}
        assert {"image_id", "member_id"} <= names <= KNOWN
