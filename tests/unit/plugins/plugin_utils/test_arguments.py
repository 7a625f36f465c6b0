# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of the actions that judge: '' counts as not set, and no error shows what was given."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.action import sharing_audit, sharing_merge, sharing_snapshot
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._arguments import (
    COMMON_SPEC,
    REPORT_SPEC,
    Arguments,
    checked,
)


def test_what_surveys_leave_blank_has_its_default() -> None:
    blank = checked(dict.fromkeys(COMMON_SPEC, ""), COMMON_SPEC)
    assert blank == checked({}, COMMON_SPEC)
    assert (blank["mode"], blank["label"], blank["max_waiver_days"]) == ("enforce", "localhost", 366)
    assert blank["report_formats"] == ["json", "html", "junit"]


@pytest.mark.parametrize("given", ["json, sarif", "json\nsarif\n", "json,,sarif,", ["json", "sarif"]])
def test_lists_may_come_as_text(given: object) -> None:
    assert checked({"report_formats": given}, COMMON_SPEC)["report_formats"] == ["json", "sarif"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mode": "lenient"}, "mode"),
        ({"report_formats": "pdf"}, "report_formats"),
        ({"max_waiver_days": 0}, "max_waiver_days must be at least 1"),
        ({"discover": "perhaps"}, "discover"),
        ({"colour": "red"}, "colour"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_named(given: dict[str, Any], said: str) -> None:
    with pytest.raises(AnsibleActionFail, match=said):
        checked(given, COMMON_SPEC)


def test_no_error_shows_a_secret_of_a_connection() -> None:
    given = {"connections": {"c": {"provider": "scp", "secret_key": "s3cr3t-value"}}, "mode": "lenient"}
    with pytest.raises(AnsibleActionFail) as refused:
        checked(given, COMMON_SPEC)
    assert "s3cr3t-value" not in str(refused.value)


def test_the_first_task_takes_only_what_reports_need() -> None:
    assert checked({"label": "nightly"}, REPORT_SPEC) == {"label": "nightly", "report_dir": None}


def test_the_types_have_every_option_of_every_action_and_no_other() -> None:
    names = {name for action in (sharing_audit, sharing_merge, sharing_snapshot) for name in action.ARGUMENT_SPEC}
    assert names == set(Arguments.__annotations__)
