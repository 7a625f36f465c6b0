# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX's serializers and models refuse of projects, execution environments, inventory sources and job templates.

The sentences are AWX's own (awx/api/serializers.py, awx/main/models/projects.py, release 24.6.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
Find = Callable[[str, Any], Record]
"""The object of a collection with this id; an empty one where there is none."""


def object_problems(collection: str, record: Record, find: Find) -> dict[str, str]:
    """Why AWX would answer 400 to a record with these fields: the sentence by field, empty where it is fine."""
    rules = RULES.get(collection)
    return dict(rules(record, find)) if rules else {}


def _project(record: Record, find: Find) -> Iterator[tuple[str, str]]:
    if record.get("scm_type") not in ("", "git", "svn", "insights", "archive", None):
        yield "scm_type", f'"{record["scm_type"]}" is not a valid choice.'
    if record.get("scm_type") and not record.get("scm_url"):
        yield "scm_url", "SCM URL is required."
    if record.get("scm_update_on_launch") and not record.get("scm_type"):
        yield "scm_update_on_launch", "Update options must be set to false for manual projects."
    timeout = record.get("scm_update_cache_timeout", 0)
    if not isinstance(timeout, int) or isinstance(timeout, bool) or timeout < 0:
        yield "scm_update_cache_timeout", "Ensure this value is greater than or equal to 0."
    if record.get("credential") and find("credentials", record["credential"]).get("kind") != "scm":
        yield "credential", "Credential kind must be 'scm'."


def _execution_environment(record: Record, find: Find) -> Iterator[tuple[str, str]]:
    image = record.get("image") or ""
    if not image or "://" in image or image != image.strip():
        yield "image", f"{image} is not a valid image name."
    if record.get("pull", "") not in ("", "always", "missing", "never"):
        yield "pull", f'"{record["pull"]}" is not a valid choice.'
    if record.get("credential") and find("credentials", record["credential"]).get("kind") != "registry":
        yield "credential", "Only Container Registry credentials can be associated with an Execution Environment"


def _inventory_source(record: Record, find: Find) -> Iterator[tuple[str, str]]:
    if record.get("source") == "scm" and not find("projects", record.get("source_project")):
        yield "source_project", "Project required for scm type sources."


def _job_template(record: Record, find: Find) -> Iterator[tuple[str, str]]:
    project = find("projects", record.get("project"))
    if not project:
        yield "project", "This field is required."
    elif record.get("playbook") not in project["playbook_files"]:
        yield "playbook", "Playbook not found for project."
    if not find("inventories", record.get("inventory")) and not record.get("ask_inventory_on_launch"):
        yield "inventory", "You must either set a default value or ask to prompt on launch."


RULES: Mapping[str, Callable[[Record, Find], Iterator[tuple[str, str]]]] = {
    "execution_environments": _execution_environment,
    "inventory_sources": _inventory_source,
    "job_templates": _job_template,
    "projects": _project,
}
