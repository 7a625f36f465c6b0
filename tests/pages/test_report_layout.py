# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.pages.conftest import Show
from ansible_collections.cloud_images.sharing.tests.pages.parts import WORLDS, rows, section, status
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from playwright.sync_api import expect


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("width", [360, 390, 800, 1280, 1360])
def test_the_page_is_never_wider_than_the_screen(show: Show, world: str, width: int) -> None:
    page = show(WORLDS[world](), viewport={"width": width, "height": 800}).page

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_everything_is_read_without_scrolling_sideways(show: Show, width: int) -> None:
    page = show(sample.small(), viewport={"width": width, "height": 800}).page
    beyond = page.evaluate("[...document.querySelectorAll('.scroll')].map(each => each.scrollWidth - each.clientWidth)")

    assert set(beyond) == {0}
    expect(rows(page, "findings").first).to_contain_text("Remove the member from the image in the cloud")
    expect(rows(page, "findings").first).to_contain_text("sharing.yml:12")


# How often each word of an element that holds only text stands on more than one line.
BROKEN = """() => {
  const broken = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const word of node.textContent.matchAll(/[\\p{L}\\p{N}]{2,}/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)));
      if (lines.size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_no_word_and_no_id_is_broken_inside(show: Show, width: int) -> None:
    page = show(sample.small(), viewport={"width": width, "height": 800}).page

    assert page.evaluate(BROKEN) == []


def test_prints_are_light_and_repeat_the_headings(show: Show) -> None:
    page = show(sample.small(), color_scheme="dark").page
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 22, 25)"

    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(section(page, "findings").locator("form")).to_be_hidden()


def test_on_paper_no_id_reaches_into_the_next_column(show: Show) -> None:
    page = show(sample.small(), viewport={"width": 1032, "height": 720}).page  # A4, landscape, within its margins
    page.emulate_media(media="print")
    beyond = page.evaluate(
        """() => [...document.querySelectorAll("td .whole, th .whole")].filter((each) =>
          each.getBoundingClientRect().right > each.closest("td, th").getBoundingClientRect().right)
          .map((each) => each.textContent)"""
    )

    assert beyond == []


def test_prints_of_five_thousand_images_are_bounded_and_leave_the_page_as_it_was(show: Show) -> None:
    page = show(sample.large(5000)).page

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(rows(page, "images")).to_have_count(100)
    expect(status(page, "images")).to_have_text("1 to 100 of 5,000 images")
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    expect(rows(page, "images")).to_have_count(50)
