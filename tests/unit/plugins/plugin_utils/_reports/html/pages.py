# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The HTML report as browsers parse it, and what tests look for in it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import html5lib
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.html import page as report_html
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample


def page_of(verdict: dict[str, Any], **more: Any) -> ElementTree.Element:
    """The page as browsers parse it; any error of parsing is one of the test."""
    return parsed(sample.report(verdict, **more))


def parsed(report: Any) -> ElementTree.Element:
    page = b"".join(report_html.encode(report))
    tree: ElementTree.Element = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True).parse(page)
    return tree


def text_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def section(page: ElementTree.Element, name: str) -> ElementTree.Element:
    found = page.find(f".//section[@id='{name}']")
    assert found is not None
    return found


def rows(page: ElementTree.Element, name: str) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in section(page, name).findall("div//tbody/tr")]
