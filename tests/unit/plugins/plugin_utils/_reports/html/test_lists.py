# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils._reports.html.pages import (
    page_of,
    rows,
    section,
    text_of,
)


@pytest.mark.slow
def test_all_rows_are_in_the_page_the_first_ones_without_any_script() -> None:
    page = page_of(sample.large(600))
    images = section(page, "images")
    [template] = images.findall("template//tbody")

    assert len(rows(page, "images")) == 100
    assert len(template.findall("tr")) == 500
    assert "The first 100 of 600 images. The JSON report has all." in text_of(images)
