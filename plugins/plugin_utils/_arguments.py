# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The options of the actions that judge: '' counts as not set everywhere, since surveys leave it."""

from __future__ import annotations

from typing import TypedDict, cast

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ..module_utils._options import ArgumentSpec, Options
from ._reports.files import FORMATS
from ._reports.model import Mode


class Arguments(TypedDict, total=False):
    """The checked options of the gate's actions, by name; each action has those of its own argument spec."""

    inventory: list[str] | None
    images: list[Options] | None
    connections: Options | None
    principals: Options | None
    waivers: list[Options] | None
    discover: bool
    mode: Mode
    label: str
    other_labels: list[str] | None
    report_dir: str | None
    report_formats: list[str]
    previous: str | None
    max_waiver_days: int
    sarif_waived: bool
    select: list[str] | None
    concurrency: int
    reports: list[str]
    max_age_minutes: int
    dest: str | None
    incoming: bool
    overwrite: bool
    partial: bool


COMMON_SPEC: ArgumentSpec = {
    "inventory": {"type": "list", "elements": "path"},
    "images": {"type": "list", "elements": "dict"},
    "connections": {"type": "dict"},
    "principals": {"type": "dict"},
    "waivers": {"type": "list", "elements": "dict"},
    "discover": {"type": "bool", "default": False},
    "mode": {"type": "str", "choices": ["enforce", "audit"], "default": "enforce"},
    "label": {"type": "str", "default": "localhost"},
    "other_labels": {"type": "list", "elements": "str"},
    "report_dir": {"type": "path"},
    "report_formats": {
        "type": "list",
        "elements": "str",
        "choices": list(FORMATS),
        "default": ["json", "html", "junit"],
    },
    "previous": {"type": "path"},
    "max_waiver_days": {"type": "int", "default": 366},
    "sarif_waived": {"type": "bool", "default": False},
}
REPORT_SPEC: ArgumentSpec = {name: COMMON_SPEC[name] for name in ("label", "report_dir")}

_LISTS_AS_TEXT = ("inventory", "reports", "select", "report_formats")


def checked(given: Options, spec: ArgumentSpec) -> Arguments:
    """The options with their defaults and types. AnsibleActionFail, with all that is wrong."""
    options = {name: value for name, value in given.items() if value not in (None, "")}
    for name in _LISTS_AS_TEXT:
        if isinstance(options.get(name), str):
            options[name] = [word.strip() for word in options[name].replace("\n", ",").split(",") if word.strip()]
    # Not the action's own validate_argument_spec: its error shows the options, and connections may hold secrets.
    result = ArgumentSpecValidator(spec).validate(options)
    if result.error_messages:
        raise AnsibleActionFail(" ".join(result.error_messages))
    for name in ("concurrency", "max_waiver_days"):
        if result.validated_parameters.get(name, 1) < 1:
            raise AnsibleActionFail(f"{name} must be at least 1.")
    return cast(Arguments, dict(result.validated_parameters))
