# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._text import clip
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.html import page as report_html
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.text import visible
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from hypothesis import example, given, settings
from hypothesis import strategies as st

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"><svg onload='alert(1)'>",
    "</template></table><style>*{display:none}</style>",
    "<!-- --><![CDATA[",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#x3c;",
    "\u202eevil\u0000\ud800",
    "{{ 7*7 }} ${7*7} {0} %s",
]


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


def hostile(text: str) -> dict[str, Any]:
    """A world where the text is in every place that people or clouds fill."""
    world = sample.World()
    stranger = {"member_id": text, "status": text, "member_type": text}
    world.image(text, "scp-prod", ["team-a"], ["team-a", stranger], visibility_is=text)
    world.unread("second", f"ims-{text}", ["team-a"], {**sample.FORBIDDEN, "code": text, "message": text})
    world.image("third", "scp-prod", ["team-a"], ["team-a", sample.STRANGER], source=text)
    world.waive("third", kind="unexpected_member", expires="2027-01-31", reason=text)
    world.waive("fourth", kind="unexpected_member", expires="2027-01-31", reason=text)
    world.waivers[-1]["source"] = text
    world.not_in_scope = [text]
    return world.verdict()


def test_the_verdict_comes_first_in_plain_words() -> None:
    page = page_of(sample.small())
    heading, lead = page.find(".//h1"), page.find(".//p[@class='lead']")

    assert heading is not None
    assert heading.text == "Fail"
    assert lead is not None
    assert text_of(lead) == (
        "7 of 12 images are not shared as they should be. For 3 images nobody can tell: no complete proof was read. "
        "1 image differs, but under a waiver that still holds. 1 image is proven right."
    )


def test_a_pass_says_that_all_is_proven() -> None:
    world = sample.World()
    world.image("golden", "scp-prod", ["team-a"])
    world.image("silver", "scp-prod", ["team-a"])

    text = text_of(page_of(world.verdict()))

    assert "All 2 images are proven to be shared with exactly those who should have them." in text
    assert "There are none." in text


def test_findings_show_expected_and_found_side_by_side() -> None:
    first = rows(page_of(sample.small()), "findings")[0]

    assert first[0] == "Violation"
    assert first[1].startswith("golden-rhel9")
    assert first[3] == f"Expected exactly team-a, team-b Found {sample.STRANGER}, team-b, team-a "


def test_images_list_their_members_and_mark_what_differs() -> None:
    by_name = {row[1].split(" ")[0]: row for row in rows(page_of(sample.small()), "images")}

    expected, found = by_name["golden-rhel9"][2:4]
    assert expected.startswith("Exactly 2 members")
    assert f"unexpected accepted account {sample.STRANGER}" in found
    assert "missing team-b" in by_name["게임-클라이언트-안드로이드"][2]
    assert by_name["golden-win22"][3] == "Not read"
    assert by_name["golden-alma9"][4].startswith("Complete list of 2 members read by the owner")


def test_the_chart_counts_images_by_verdict_and_connection() -> None:
    page = page_of(sample.small())

    overall, *by_connection = (drawn.get("aria-label") for drawn in section(page, "overview").findall(f".//{SVG}svg"))

    assert overall == "7 violations, 3 unknown, 1 waived, 1 compliant"
    assert by_connection == [
        "3 violations, 1 compliant",
        "2 violations, 1 unknown",
        "1 violation, 2 unknown, 1 waived",
        "1 violation",
    ]
    assert rows(page, "overview")[0][3:] == ["4", "3", "0", "0", "1"]


def test_a_connection_says_its_place_and_whose_account_it_is() -> None:
    report = sample.report(sample.small())
    report["places"]["ims-sg"]["proven_by"] = "operator"
    report["places"]["cph-sh"] |= {"account": None, "proven_by": None}
    page = parsed(report)
    by_name = {row[0].split(" ")[0]: row for row in rows(page, "overview")}

    assert by_name["scp-prod"][0] == ("scp-prod scp, kr-west1 https://virtualserver.kr-west1.e.samsungsdscloud.com")
    assert by_name["scp-prod"][1] == (
        f"{sample.place('scp-prod')['account']} proven by the cloud's list of access keys"
    )
    assert by_name["ims-sg"][1].endswith(" only the operator's word")
    assert by_name["cph-sh"][1] == "not known"
    assert "ims-sg: the operator vouches for account" in text_of(section(page, "outside"))


def test_a_finding_says_what_to_do_where_it_is_written_and_whether_it_is_new() -> None:
    world = sample.World()
    world.image("golden", "scp-prod", ["team-a"])
    world.image("silver", "scp-prod", ["team-a"], ["team-a", sample.STRANGER])
    then = sample.report(world.verdict())
    world.image("bronze", "scp-prod", ["team-a"], ["team-a", sample.STRANGER])
    page = parsed(sample.report(world.verdict(), previous=then))
    found = {row[1].split(" ")[0]: row[2] for row in rows(page, "findings")}

    assert found["bronze"].startswith(f"New Unexpected member {sample.STRANGER}")
    assert found["silver"].startswith("Unexpected member")
    assert "Remove the member from the image in the cloud, or add it to" in found["silver"]
    assert (
        f"scp-cli virtualserver image member delete --image_id {sample.identifier('scp-prod/silver')}"
        in found["silver"]
    )
    assert found["silver"].endswith(" sharing.yml:19")


def test_what_changed_names_the_findings_that_are_gone_and_the_members() -> None:
    then = sample.report(sample.one("golden"))
    world = sample.World()
    world.image("golden", "scp-prod", ["team-a"])
    page = parsed(sample.report(world.verdict(), previous=then))

    assert rows(page, "since") == [
        ["golden scp-prod", "Violation", f"Unexpected member {sample.STRANGER}", "gone"],
        ["golden scp-prod", "", sample.STRANGER],
    ]
    assert "Since 2026-11-22T08:30:04Z: 1 gone." in text_of(section(page, "since"))


def test_the_inventory_and_the_revision_that_were_judged_are_named() -> None:
    footer = parsed(sample.report(sample.small(), revision="4f2d9c1b")).find(".//footer")

    assert footer is not None
    assert "Inventory: sharing.yml" in text_of(footer)
    assert "9f" * 32 in text_of(footer)
    assert "Revision 4f2d9c1b" in text_of(footer)


def test_bars_are_whole_and_show_even_one_image_of_ten_thousand() -> None:
    world = sample.World()
    for number in range(2000):
        world.image(f"golden-{number}", "scp-prod", ["team-a"], [] if number == 7 else None)

    drawn = section(page_of(world.verdict()), "overview").findall(f".//{SVG}svg")[0]
    widths = [float(segment.get("width", "")) for segment in drawn]

    assert widths[0] > 1
    assert sum(widths) == pytest.approx(100, abs=0.1)


def test_waivers_show_their_end_and_reason_and_the_ended_ones() -> None:
    assert [(row[0], row[1], row[3]) for row in rows(page_of(sample.small()), "waivers")] == [
        ("Ended", "payroll-2019 scp-prod", ""),
        ("2027-01-31", "legacy-7 ims-sg", "migration of team B, ticket 4711"),
    ]


def test_what_the_run_did_not_look_at_is_said() -> None:
    text = text_of(section(page_of(sample.small()), "outside"))

    assert "otc-de" in text
    assert "scp-dev" in text
    assert "matches nothing" in text


def test_how_it_was_read_tells_what_is_not_known_from_nought() -> None:
    report = sample.report(sample.small())
    del report["run"]["connections"]["cph-sh"]

    assert rows(parsed(report), "run")[:3] == [
        ["cph-sh", "-", "-", "-", "-", "-", "-", "-"],
        ["glance-lab", "3", "3", "0", "3", "5", "1", "environment"],
        ["ims-sg", "4", "2", "2", "3", "6", "1", "environment"],
    ]


def test_all_rows_are_in_the_page_the_first_ones_without_any_script() -> None:
    page = page_of(sample.large(600))
    images = section(page, "images")
    [template] = images.findall("template//tbody")

    assert len(rows(page, "images")) == 100
    assert len(template.findall("tr")) == 500
    assert "The first 100 of 600 images. The JSON report has all." in text_of(images)


def test_only_the_named_style_and_script_can_run_and_nothing_is_loaded() -> None:
    page = page_of(sample.small())
    [policy] = [meta.get("content", "") for meta in page.iter("meta") if meta.get("http-equiv")]
    [style], [script] = list(page.iter("style")), list(page.iter("script"))

    assert policy.startswith("default-src 'none'; ")
    for kind, element in (("style", style), ("script", script)):
        digest = hashlib.sha256(text_of(element).encode()).digest()
        assert f"{kind}-src 'sha256-{base64.b64encode(digest).decode()}';" in policy
    links = {value for each in page.iter() for key, value in each.items() if key in ("href", "src", "action", "data")}
    assert links == {"#findings", "data:,"}
    assert not [key for each in page.iter() for key, _value in each.items() if key.startswith("on") or key == "style"]
    assert not re.search(
        r"url\(|@import|//", re.sub(r"/\*.*?\*/", "", text_of(style) + text_of(script), flags=re.DOTALL)
    )


def test_tables_have_captions_scopes_and_labels() -> None:
    page = page_of(sample.small())

    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert {heading.get("scope") for heading in page.iter("th")} == {"row", "col"}
    assert all("".join(label.itertext()).strip() for label in page.iter("label"))
    assert len({each.get("id") for each in page.iter() if each.get("id")}) == sum(
        1 for each in page.iter() if each.get("id")
    )


def structure(page: ElementTree.Element) -> Counter[tuple[Any, ...]]:
    """Elements and their attributes, but for the choices of filters, which are as many as there are kinds of rows.

    The class of an id says only whether it is short enough to stay on one line.
    """
    return Counter(
        (each.tag, *(sorted(each.keys()) if each.tag != "code" else ()))
        for each in page.iter()
        if each.tag not in ("option", "style")
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element(text: str) -> None:
    assert structure(page_of(hostile(text), label=text)) == structure(page_of(hostile("plain"), label="plain"))


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1) | st.text("<>&\"'/=!- script\x00`", min_size=1))
@example("x" * 100_000)
def test_any_name_stays_text(name: str) -> None:
    page = page_of(sample.one(name), label=name)
    shown = clip(visible(name), 400)
    origin = page.find(".//p[@class='origin']/bdi")

    assert origin is not None
    assert origin.text == shown
    assert [cell.text for cell in section(page, "findings").findall(".//tbody/tr/th/bdi")] == [shown]
