# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the controller knows of each cloud; test_contract.py compares it with what is written elsewhere."""

from __future__ import annotations

import re

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Provider
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS


@pytest.mark.parametrize("name", CLOUDS)
def test_each_row_leads_to_its_provider(name: str) -> None:
    assert isinstance(CLOUDS[name].provider(), Provider)


@pytest.mark.parametrize("name", CLOUDS)
def test_each_form_of_a_member_id_takes_an_id_and_no_name(name: str) -> None:
    forms = [re.compile(form) for form in CLOUDS[name].member_ids]
    assert any(form.fullmatch("a8f10467abfc4b87b64614ab36eb9ae4") for form in forms)
    assert not any(form.fullmatch("team-a") for form in forms)
