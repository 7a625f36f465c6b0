# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The ad hoc query runs the module of its cloud with the options that are set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.action import sharing_query
from ansible_collections.cloud_images.sharing.tests.unit.plugins.actions import run_action


def test_blank_options_count_as_not_set_and_the_answer_shows_no_options() -> None:
    asked: list[tuple[str, Mapping[str, Any]]] = []

    def module(name: str, options: Mapping[str, Any]) -> Mapping[str, Any]:
        asked.append((name, options))
        return {"images": [], "invocation": {"module_args": dict(options)}}

    options = {"image_ids": ["a"], "region": "", "account_id": None, "retries": 0}
    assert run_action(sharing_query.ActionModule, {"provider": "scp", "options": options}, module) == {"images": []}
    assert asked == [("cloud_images.sharing.scp_image_member_info", {"image_ids": ["a"], "retries": 0})]


@pytest.mark.parametrize(
    "args", [{"provider": "aws", "options": {}}, {"options": {}}, {"provider": "scp", "options": "a"}]
)
def test_another_cloud_or_no_options_run_nothing(args: dict[str, Any]) -> None:
    with pytest.raises(AnsibleActionFail, match="provider must be one of scp, huawei_ims"):
        run_action(sharing_query.ActionModule, args)
