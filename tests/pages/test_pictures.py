# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pictures of the report, for people to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.pages.conftest import Show
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample

WORLDS: dict[str, Callable[[], dict[str, Any]]] = {"12": sample.small, "5000": lambda: sample.large(5000)}
PNG, PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("images", WORLDS)
def test_on_a_screen(show: Show, pictures: Path, images: str, scheme: str) -> None:
    picture = show(WORLDS[images](), color_scheme=scheme).page.screenshot(
        path=pictures / f"report-{images}-{scheme}.png", full_page=True
    )

    assert picture.startswith(PNG)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_at_each_width(show: Show, pictures: Path, width: int, scheme: str) -> None:
    page = show(sample.small(), color_scheme=scheme, viewport={"width": width, "height": 844}).page

    assert page.screenshot(path=pictures / f"report-{width}-{scheme}.png", full_page=True).startswith(PNG)


@pytest.mark.parametrize("images", WORLDS)
def test_on_paper(show: Show, pictures: Path, images: str) -> None:
    pdf = show(WORLDS[images](), color_scheme="dark").page.pdf(
        path=pictures / f"report-{images}.pdf", prefer_css_page_size=True
    )

    assert pdf.startswith(PDF)
