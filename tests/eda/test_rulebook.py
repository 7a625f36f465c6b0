# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The rulebook, without running it: ansible-rulebook's own schema takes it, and what it starts ships for AWX."""

from __future__ import annotations

from typing import Any

import yaml
from ansible_collections.cloud_images.sharing.tests.awx import shipped
from ansible_rulebook.validators import Validate

EDA = shipped.ROOT / "extensions/eda"
RULEBOOK: list[dict[str, Any]] = yaml.safe_load((EDA / "rulebooks/image_sharing.yml").read_text(encoding="utf-8"))
JOBS = [rule["action"]["run_job_template"] for rule in RULEBOOK[0]["rules"] if "run_job_template" in rule["action"]]


def test_the_rulebook_is_valid() -> None:
    Validate.rulebook(RULEBOOK)


def test_its_filter_ships() -> None:
    filters = [name for source in RULEBOOK[0]["sources"] for one in source.get("filters", []) for name in one]
    assert filters == ["cloud_images.sharing.image_members"]
    assert (EDA / "plugins/event_filter/image_members.py").is_file()


def test_it_starts_templates_that_ship_and_gives_them_what_their_surveys_ask() -> None:
    templates = shipped.job_templates()
    assert len(JOBS) == 2
    for job in JOBS:
        survey = templates[job["name"]].get("survey_spec", {"spec": []})["spec"]
        required = {question["variable"] for question in survey if question["required"]}
        assert set(job.get("job_args", {}).get("extra_vars", {})) == required
        assert job["include_events"] is False  # AWX would not know these variables


def test_every_start_of_a_gate_waits_for_the_last_change() -> None:
    rules = [rule for rule in RULEBOOK[0]["rules"] if "run_job_template" in rule["action"]]
    assert all("once_after" in rule["throttle"] for rule in rules)
