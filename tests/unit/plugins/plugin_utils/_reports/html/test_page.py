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

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._text import clip
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.text import visible
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils._reports.html.pages import (
    page_of,
    parsed,
    section,
    text_of,
)
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    FORBIDDEN,
    STRANGER,
    World,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st

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


def hostile(text: str) -> dict[str, Any]:
    """A world where the text is in every place that people or clouds fill."""
    world = World()
    stranger = {"member_id": text, "status": text, "member_type": text}
    world.image(text, "scp-prod", ["team-a"], ["team-a", stranger], visibility_is=text)
    world.unread("second", f"ims-{text}", ["team-a"], {**FORBIDDEN, "code": text, "message": text})
    world.image("third", "scp-prod", ["team-a"], ["team-a", STRANGER], source=text)
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
        "12 images were judged: 7 are not shared as they should be, 3 are unknown for lack of proof, "
        "1 differs under a waiver and 1 is proven right."
    )


def test_a_pass_says_that_all_is_proven() -> None:
    world = World()
    world.image("golden", "scp-prod", ["team-a"])
    world.image("silver", "scp-prod", ["team-a"])

    text = text_of(page_of(world.verdict()))

    assert "2 images were judged, and proven to be shared with exactly those who should have access." in text
    assert "There are none." in text


def test_the_inventory_and_the_revision_that_were_judged_are_named() -> None:
    footer = parsed(sample.report(sample.small(), revision="4f2d9c1b")).find(".//footer")

    assert footer is not None
    assert "Inventory: sharing.yml" in text_of(footer)
    assert "9f" * 32 in text_of(footer)
    assert "Revision 4f2d9c1b" in text_of(footer)


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


@pytest.mark.slow
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
