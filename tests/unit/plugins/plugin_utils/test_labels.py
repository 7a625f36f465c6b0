# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Two hosts of one run must not have one label."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._labels import check_claims, claim


@pytest.fixture(autouse=True)
def own_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path))


def test_one_host_may_claim_its_label_again() -> None:
    check_claims("prod")
    for _time in range(2):
        claim("prod", "web-1")
        check_claims("prod")


@pytest.mark.parametrize("label", ["prod", "a/b", "", "é" * 300, "\udc80"])
def test_two_hosts_of_one_label_are_both_refused(label: str) -> None:
    claim(label, "web-1")
    claim(label, "web-2")
    claim("another", "web-3")
    check_claims("another")
    with pytest.raises(AnsibleActionFail, match="Several hosts of this run have the label"):
        check_claims(label)
