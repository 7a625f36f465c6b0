# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import re
from typing import Any

import html5lib
import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import markdown
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    FORBIDDEN,
    STRANGER,
    World,
    identifier,
)
from cmarkgfm import github_flavored_markdown_to_html
from hypothesis import given, settings
from hypothesis import strategies as st

LIMIT = 60_000
MARKUP = st.text('[]()<>`*_|\\!#@:/.~&{}\n" -wabhtp1', min_size=1) | st.sampled_from(
    [
        "[click](https://evil.example)",
        "https://evil.example",
        "www.evil.example",
        "a@evil.example",
        "@everyone",
        "![x](https://evil.example/x.png)",
        "</code><img src=x>",
        "`` ` ``",
        "a\\|b | c",
        "\n\n# Heading\n",
    ]
)


def text_of(report: Any) -> str:
    return b"".join(markdown.encode(report)).decode()


def page_of(text: str) -> Any:
    """The report as GitHub shows it."""
    return html5lib.parse(github_flavored_markdown_to_html(text), namespaceHTMLElements=False)


def tags(page: Any) -> dict[str, int]:
    names = [each.tag for each in page.iter()]
    return {name: names.count(name) for name in set(names) - {"code", "br"}}  # commands that not every id has


def test_the_verdict_comes_first_then_what_changed_then_what_is_new() -> None:
    earlier, world = World(), World()
    for one, silver in ((earlier, ["team-a"]), (world, ["team-a", STRANGER])):
        one.image("golden", "scp-prod", ["team-a"], ["team-a", STRANGER])
        one.image("other", "scp-prod", ["team-b"])
        one.image("silver", "scp-prod", ["team-a"], silver)
    then = sample.report(earlier.verdict())

    lines = text_of(sample.report(world.verdict(), previous=then, label="nightly")).splitlines()

    assert lines[0] == "## Image sharing: FAIL"
    assert lines[2] == "`nightly`: 3 images on 1 connection: 2 in violation, 1 compliant"
    assert lines[4] == "**Since 2026-11-22T08:30:04Z: 1 new, 1 still open**"
    assert [line.partition(":")[0] for line in lines if line.startswith("- ")] == [
        "- **Violation** (new)",
        "- **Violation** (still open)",
    ]


def test_a_finding_has_its_place_its_advice_and_its_command() -> None:
    page = page_of(text_of(sample.report(sample.one("golden"))))
    [item] = [each for each in page.iter("li") if "golden" in "".join(each.itertext())]
    said = " ".join("".join(item.itertext()).split())

    assert "Expected exactly team-a, found" in said
    assert "Written in sharing.yml:12" in said
    assert "Remove the member from the image in the cloud, or add it to the image's expected members." in said
    assert f"scp-cli virtualserver image member delete --image_id {identifier('scp-prod/golden')}" in said


def test_the_connections_say_whose_account_they_are_and_who_proves_it() -> None:
    report = sample.report(sample.small())
    report["places"]["ims-sg"]["proven_by"] = "operator"
    [table] = page_of(text_of(report)).iter("table")
    rows = {row[0]: row[1:] for row in ([("".join(cell.itertext())) for cell in each] for each in table.iter("tr"))}

    assert rows["scp-prod"][1:] == ["4", "3", "0", "0", "1"]
    assert rows["scp-prod"][0].endswith("(proven by the cloud's list of access keys)")
    assert rows["ims-sg"][0].endswith("(only the operator's word)")


def test_what_is_gone_is_said_and_what_can_no_longer_be_seen() -> None:
    then = sample.report(sample.one("golden"))
    world = World()
    world.image("golden", "scp-prod", ["team-a"])
    assert f"- Violation: `golden` (`scp-prod`): `unexpected member {STRANGER}`" in text_of(
        sample.report(world.verdict(), previous=then)
    )
    world = World()
    world.unread("golden", "scp-prod", ["team-a"], FORBIDDEN)
    assert "- Violation (or not visible now): `golden`" in text_of(sample.report(world.verdict(), previous=then))


@pytest.mark.parametrize("images", [1, 1000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_it_stays_within_its_bound_and_says_what_is_missing(images: int) -> None:
    report = sample.report(sample.large(images))
    text = text_of(report)
    shown = text.count("\n- **")

    assert len(text.encode()) <= LIMIT
    if shown < len(report["findings"]):
        assert f"*{len(report['findings']) - shown} more findings left out here. The JSON report has all.*" in text


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1) | st.just("\U0001f600"), st.sampled_from([1, 400, 4000]), st.integers(1, 60))
def test_it_stays_within_its_bound_whatever_the_names(name: str, times: int, images: int) -> None:
    world = World()
    for number in range(images):
        world.image(f"{number}{name * times}", f"scp-{number}{name * times}", [], [f"{number}{name * times}"])
    world.not_in_scope = [name * times] * images
    report = sample.report(world.verdict(), label=name * times)
    report["warnings"] = report["notes"] = [name * times] * images

    assert len(text_of(report).encode()) <= LIMIT


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(MARKUP)
def test_no_name_becomes_markup_a_link_or_a_mention(name: str) -> None:
    def shown(text: str) -> str:
        world = World()
        member = {"member_id": text, "status": text, "member_type": "account"}
        world.image(text, "scp-prod", ["team-a"], ["team-a", member], source=f"{text}:3")
        world.unread("second", f"cph-{text}", ["team-a"], {**FORBIDDEN, "code": text, "message": text})
        world.image("third", f"cph-{text}", [], [{"member_id": text, "member_type": "project"}])
        world.image("fourth", "scp-prod", ["team-a"], ["team-a", STRANGER])
        world.waive("fourth", kind="unexpected_member", expires="2027-01-31", reason=text)
        world.not_in_scope = [text]
        report = sample.report(world.verdict(), label=text, revision=text)
        report["warnings"], report["notes"] = [text], [text]
        return text_of(report)

    page = page_of(shown(name))

    assert list(page.iter("a")) == []
    assert list(page.iter("img")) == []
    assert tags(page) == tags(page_of(shown("plain")))
    outside_of_code = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", shown(name))
    assert not re.search(r"@\w", outside_of_code)
