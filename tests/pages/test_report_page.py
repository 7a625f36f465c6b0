# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.pages.conftest import Show
from ansible_collections.cloud_images.sharing.tests.pages.parts import (
    MARKUP,
    WORLDS,
    hostile,
    names,
    rows,
    section,
    status,
)
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.mark.parametrize("world", WORLDS)
def test_nothing_is_loaded_and_the_console_stays_silent(show: Show, world: str) -> None:
    shown = show(WORLDS[world](), label=MARKUP)

    shown.page.get_by_role("searchbox").first.fill("golden")
    shown.page.get_by_role("button", name="Image").first.click()

    assert shown.console == []
    assert [url for url in shown.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in shown.requests if url.startswith("file:")]) == 1


@SCHEMES
@pytest.mark.parametrize("world", WORLDS)
def test_axe_finds_no_violation(show: Show, world: str, scheme: str) -> None:
    page = show(WORLDS[world](), color_scheme=scheme).page
    for name in ("findings", "images"):
        heading = section(page, name).locator("thead button")
        if heading.count():
            heading.first.click()

    results = Axe().run(page)

    assert results.violations_count == 0, results.generate_report()
    assert len(results.response["passes"]) > 20


def test_hostile_text_is_shown_as_text(show: Show) -> None:
    shown = show(hostile(), label=MARKUP)

    expect(shown.page.locator(".origin bdi")).to_have_text(MARKUP)
    expect(rows(shown.page, "images").first).to_contain_text(MARKUP)
    expect(shown.page.locator("img")).to_have_count(0)
    expect(shown.page.locator("script")).to_have_count(1)


def test_words_and_choices_narrow_the_findings(show: Show) -> None:
    page = show(sample.small()).page
    findings = section(page, "findings")
    expect(status(page, "findings")).to_have_text("14 findings")

    findings.get_by_label("Search").fill("PAYROLL  waiver")
    expect(status(page, "findings")).to_have_text("1 of 14 findings")
    expect(rows(page, "findings")).to_have_count(1)

    findings.get_by_role("button", name="Clear").click()
    expect(status(page, "findings")).to_have_text("14 findings")

    findings.get_by_label("Verdict").select_option("Unknown")
    expect(rows(page, "findings")).to_have_count(3)
    findings.get_by_label("Connection").select_option("ims-sg")
    expect(rows(page, "findings")).to_have_count(2)
    findings.get_by_label("Kind").select_option("Could not be read")
    expect(rows(page, "findings")).to_have_count(1)
    expect(rows(page, "findings")).to_contain_text("golden-win22")

    findings.get_by_label("Search").fill("nowhere")
    expect(status(page, "findings")).to_have_text("No findings match these filters.")
    expect(rows(page, "images")).to_have_count(12)


def test_a_heading_sorts_up_and_down_and_says_so(show: Show) -> None:
    page = show(sample.small()).page
    heading = section(page, "images").get_by_role("columnheader", name="Image")
    button = heading.get_by_role("button")

    button.click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    ascending = names(page)
    assert ascending[:3] == ["ci-runner-2026.11", "debian-13-base", "golden-alma9"]

    button.click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert names(page) == ascending[::-1]

    section(page, "images").get_by_role("button", name="Verdict").click()
    expect(section(page, "images").locator("[aria-sort]")).to_have_count(1)
    assert rows(page, "images").locator(".verdict").all_inner_texts() == (
        ["Violation"] * 7 + ["Unknown"] * 3 + ["Waived", "Compliant"]
    )


def test_five_thousand_images_come_in_pages(show: Show) -> None:
    page = show(sample.large(5000)).page
    images = section(page, "images")
    expect(status(page, "images")).to_have_text("1 to 50 of 5,000 images")
    expect(rows(page, "images")).to_have_count(50)
    first = names(page)

    images.get_by_role("button", name="Previous").press("Enter")
    assert names(page) == first
    images.get_by_role("button", name="Next").click()
    expect(status(page, "images")).to_have_text("51 to 100 of 5,000 images")
    assert not set(names(page)) & set(first)

    images.get_by_label("Search").fill("golden-0123")
    expect(status(page, "images")).to_have_text("10 of 5,000 images")
    expect(images.get_by_role("button", name="Next")).to_be_hidden()

    images.get_by_label("Search").fill("")
    images.locator("thead").get_by_role("button", name="Image", exact=True).click()
    assert names(page)[:2] == ["golden-00000", "golden-00001"]


def test_each_of_ten_thousand_rows_is_reached_once(show: Show) -> None:
    page = show(sample.large(10_000)).page
    seen = set(names(page))
    following = section(page, "images").get_by_role("button", name="Next")

    while following.get_attribute("aria-disabled") == "false":
        following.click()
        seen.update(names(page))

    assert seen == {f"golden-{number:05}" for number in range(10_000)}


def test_the_keyboard_reaches_and_works_everything(show: Show) -> None:
    page = show(sample.small()).page

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the findings")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the findings")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(section(page, "findings").get_by_label("Search")).to_be_focused()
    page.keyboard.type("payroll")
    expect(rows(page, "findings")).to_have_count(2)

    for _step in range(6):
        page.keyboard.press("Tab")
    expect(section(page, "findings").get_by_role("button", name="Verdict")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Space")
    expect(section(page, "findings").locator("[aria-sort=ascending]")).to_have_count(1)

    compliant = section(page, "images").locator("summary").first
    compliant.focus()
    page.keyboard.press("Enter")
    expect(section(page, "images").locator("details[open] li")).to_have_count(2)


def test_without_scripts_the_evidence_is_still_there(show: Show) -> None:
    page = show(sample.large(5000), java_script_enabled=False).page

    expect(rows(page, "findings")).to_have_count(233)
    expect(rows(page, "images")).to_have_count(100)
    expect(status(page, "images")).to_have_text("The first 100 of 5,000 images. The JSON report has all.")
    expect(page.locator("form")).to_have_count(2)
    expect(section(page, "findings").locator("form")).to_be_hidden()
