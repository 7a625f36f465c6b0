# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which hosts mean this machine, and which are inside of a domain."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._hosts import is_below, is_loopback


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.8.7", "::1"])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "localhost.example.org", "128.0.0.1", "0.0.0.0", "127.0.0.1.nip.io", "::2"])
def test_another_machine(host: str) -> None:
    assert not is_loopback(host)


def test_a_domain_holds_itself_and_what_is_below() -> None:
    assert is_below("myhuaweicloud.com", ["myhuaweicloud.com"])
    assert is_below("ims.x.myhuaweicloud.com", ["otc.t-systems.com", "myhuaweicloud.com"])
    assert not is_below("evilmyhuaweicloud.com", ["myhuaweicloud.com"])
    assert not is_below("myhuaweicloud.com.evil.example", ["myhuaweicloud.com"])
