# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every message of the troubleshooting page is one that people get, and every entry has its case here."""

from __future__ import annotations

import re

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._help import ENTRIES as OF_ERRORS
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.kinds import KINDS
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import ROOT, Ansible
from .findings_of_all_kinds import differ
from .troubles import CASES, Scene

pytestmark = pytest.mark.any_core

PAGE = (ROOT / "docs/troubleshooting.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^### (.+)\n\n> `(.+)`$", PAGE, re.M))
HELPED = {*OF_ERRORS.values(), "a-snapshot-would-not-be-whole"}


def holds(text: str, message: str) -> bool:
    """Whether a text has the message of an entry, where … stands for any words."""
    plain = re.sub(r"\\n|\s+", " ", text.replace('\\"', '"'))
    return re.search(".+?".join(map(re.escape, message.split("…"))), plain) is not None


def anchor(heading: str) -> str:
    """As GitHub makes it of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_every_entry_has_a_case_and_every_case_an_entry() -> None:
    assert set(ENTRIES) == {*CASES, *(f"`{kind}`" for kind in KINDS)}
    assert len(ENTRIES) == PAGE.count("\n### ")


@pytest.mark.parametrize("entry", CASES)
def test_the_message_is_what_people_get(ansible: Ansible, clouds: Simulator, entry: str) -> None:
    outcome = CASES[entry](Scene(ansible, clouds))
    assert outcome.status != 0
    assert holds(outcome.output, ENTRIES[entry]), outcome.output
    assert anchor(entry) not in HELPED or f"troubleshooting.md#{anchor(entry)} " in outcome.output


def test_findings_say_what_the_page_says_and_the_task_names_its_entry(ansible: Ansible, clouds: Simulator) -> None:
    outcome = differ(ansible, clouds)
    findings = ansible.report()["findings"]
    assert {finding["kind"] for finding in findings} == set(KINDS)
    for kind in KINDS:
        messages = [finding["message"] for finding in findings if finding["kind"] == kind]
        assert any(holds(message, ENTRIES[f"`{kind}`"]) for message in messages), (kind, messages)
    worst = findings[0]["kind"]
    assert anchor(f"`{worst}`") == worst
    assert f"See docs/troubleshooting.md#{worst} in cloud_images.sharing." in outcome.output


def test_a_refused_inventory_names_its_part_of_the_page(ansible: Ansible, clouds: Simulator) -> None:
    outcome = Scene(ansible, clouds).gate(inventory="sharing.yml")
    (named,) = set(re.findall(r"See docs/troubleshooting\.md#([\w-]+)", outcome.output))
    assert named in {anchor(title) for title in re.findall(r"^## (.+)$", PAGE, re.M)}


def test_words_that_nobody_gets_are_found() -> None:
    assert holds("403 Forbidden: No\\npermission.", "403 …: No permission")
    assert not holds("403 Forbidden: No permission", "401 …: No permission")
