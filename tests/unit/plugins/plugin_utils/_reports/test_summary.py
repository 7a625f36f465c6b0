# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from pathlib import Path

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import summary
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.text import columns
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    FORBIDDEN,
    STRANGER,
    TEAMS,
    World,
    identifier,
)
from hypothesis import given, settings
from hypothesis import strategies as st

PATHS = [f"reports/image_sharing-localhost.{each}" for each in ("html", "json", "xml")]


def block(world: World) -> str:
    return summary.render(sample.report(world.verdict()), paths=PATHS)


def test_what_people_see_at_the_end_of_a_failed_run() -> None:
    world = World()
    world.image("golden-alma9", "scp-prod", ["team-a", "team-b"])
    world.image("golden-rhel9", "scp-prod", ["team-b"], ["team-b", STRANGER])
    world.unread("golden-win22", "ims-sg", ["team-a"], {**FORBIDDEN, "request_id": "8d31c5a9"})
    world.image("legacy-7", "ims-sg", ["team-a"], ["team-a", "team-b"])
    world.waive("legacy-7", member=TEAMS["team-b"], expires="2027-01-31", reason="migration, ticket 4711")
    world.not_in_scope = ["otc-de"]
    unread = next(each for each in world.verdict()["findings"] if each["kind"] == "unreadable")
    said = f"golden-win22 (ims-sg)  {unread['message']} (request 8d31c5a9) sharing.yml:26"

    head, unknown, tail = block(world).partition("UNKNOWN    ")

    assert head == (
        "Image sharing: FAIL\n"
        "4 images on 2 connections: 1 in violation, 1 unknown, 1 waived, 1 compliant\n"
        "\n"
        "connection  judged  violation  unknown  waived  compliant\n"
        "scp-prod         2          1        -       -          1\n"
        "ims-sg           2          -        1       1          -\n"
        "\n"
        "VIOLATION  golden-rhel9 (scp-prod)  unexpected member 0f3c9a21b7…\n"
        "           expected exactly team-b; found 0f3c9a21b7…, team-b\n"
        "           sharing.yml:19\n"
        "           scp-cli virtualserver image member delete \\\n"
        f"             --image_id {identifier('scp-prod/golden-rhel9')} \\\n"
        f"             --member_id {STRANGER}\n"
    )
    shown, _waived, tail = tail.partition("WAIVED     ")
    assert " ".join(shown.split()) == " ".join(said.split())
    assert tail == (
        "legacy-7 (ims-sg)  unexpected member team-b until 2027-01-31\n"
        "           migration, ticket 4711\n"
        "           sharing.yml:33\n"
        "\n"
        "Not looked at: otc-de\n"
        "\n"
        "Reports: reports/image_sharing-localhost.html, .json, .xml"
    )
    assert unknown


def test_the_example_in_the_documentation_is_what_people_see() -> None:
    def world(*strangers: str) -> World:
        world = World()
        world.image("golden-alma9", "scp-prod", ["team-a", "team-b"])
        world.image("golden-rhel9", "scp-prod", ["team-b"], ["team-b", *strangers])
        world.unread("golden-win22", "ims-sg", ["team-a"], {**FORBIDDEN, "request_id": "8d31c5a9e2f04b7c"})
        world.image("legacy-7", "ims-sg", ["team-a"], ["team-a", "team-b"])
        world.waive("legacy-7", member=TEAMS["team-b"], expires="2027-01-31", reason="migration, ticket 4711")
        world.not_in_scope = ["otc-de"]
        return world

    yesterday = sample.report(world().verdict(), finished_at="2026-11-21T08:30:04Z")
    shown = summary.render(sample.report(world(STRANGER).verdict(), previous=yesterday), paths=PATHS)
    page = (Path(__file__).parents[5] / "docs" / "reports.md").read_text(encoding="utf-8")

    assert f"```\n{shown}\n```\n" in page


def test_the_line_for_a_failed_task_names_counts_the_worst_finding_and_the_report() -> None:
    report = sample.report(sample.small())

    assert summary.one_line(report, ["reports/image_sharing-ci.html", "reports/image_sharing-ci.json"]) == (
        "Image sharing: FAIL: 12 images on 4 connections: 7 in violation, 3 unknown, 1 waived, 1 compliant; "
        "first golden-rhel9 (scp-prod): "
        f"unexpected member {STRANGER}. Report: reports/image_sharing-ci.html. "
        "See docs/troubleshooting.md#unexpected_member in cloud_images.sharing."
    )
    assert summary.one_line(sample.report(sample.one("a\n\x1b[31mb"))).isprintable()


def test_what_only_the_operator_vouches_for_is_said() -> None:
    report = sample.report(sample.small())
    report["places"]["cph-sh"]["proven_by"] = "operator"

    assert "NOTE       cph-sh: the operator vouches for account" in summary.render(report)


def test_a_passed_run_is_short() -> None:
    world = World()
    world.image("golden-alma9", "scp-prod", ["team-a"])

    assert (
        summary.render(sample.report(world.verdict())) == "Image sharing: PASS   1 image on 1 connection: 1 compliant"
    )


def test_audit_mode_says_that_the_play_goes_on() -> None:
    text = summary.render(sample.report(sample.small(), mode="audit"))

    assert text.startswith("Image sharing: FAIL (audit mode: the play goes on)\n")


def test_the_first_ten_findings_and_how_many_more() -> None:
    text = summary.render(sample.report(sample.large(1000)))

    assert text.count("VIOLATION  ") == 10
    assert "and 37 more findings: 30 violations, 4 unknown, 3 waived" in text


def test_an_image_with_several_findings_counts_once_and_the_summary_says_so() -> None:
    world = World()
    world.image("golden", "scp-prod", [], [STRANGER, TEAMS["team-a"]])
    twice, once = block(world), summary.render(sample.report(sample.one("golden")))

    assert "1 image on 1 connection: 1 in violation\n\n2 findings. An image with several counts once above" in twice
    assert "counts once" not in once


def test_many_connections_and_warnings_stay_a_screenful() -> None:
    world = World()
    for number in range(100):
        world.image(f"golden-{number}", f"scp-{number:03}", ["team-a"])
        world.waive(f"gone-{number}", kind="missing_member", expires="2027-01-31", reason="none")
    for waiver in world.waivers:
        waiver["connection"] = "scp-000"
    world.not_in_scope = [f"ims-{number:03}" for number in range(100)]

    lines = block(world).splitlines()

    assert "and 88 more connections" in lines
    assert "and 95 more warnings" in lines
    assert len(lines) < 50


@settings(deadline=None)
@given(st.text(min_size=1), st.text(min_size=1), st.integers(60, 200))
def test_no_line_is_too_wide_and_no_character_steers_the_terminal(name: str, other: str, width: int) -> None:
    world = World()
    world.image(name, "scp-prod", ["team-a"], ["team-a", {"member_id": other}])
    world.image("golden", f"scp-{other}", ["team-a"], visibility_is=name)
    world.not_in_scope = [name * 9]

    lines = summary.render(sample.report(world.verdict()), width=width).split("\n")

    assert all(columns(line) <= width for line in lines if "--" not in line)  # words of commands stay whole
    assert all(line.isprintable() for line in lines)


def test_reports_of_other_names_are_named_in_full() -> None:
    text = summary.render(sample.report(sample.small()), paths=["a/one.html", "a/one.json", "b/two.json"])

    assert text.endswith("Reports: a/one.html, .json, b/two.json")
