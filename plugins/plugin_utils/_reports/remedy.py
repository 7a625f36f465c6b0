# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What to do about a finding: advice in words and, for a member too many or too few, the vendor's own command."""

from __future__ import annotations

import shlex
from typing import Literal, TypedDict
from urllib.parse import urlsplit

from ...module_utils._model import MemberType
from ...module_utils._providers.vendor_tools import BY_DOMAIN, TOOLS, ByHand, Tool
from .._inventory.model import ExpectedMember
from .._verdict.kinds import KINDS
from .._verdict.model import Entry, Finding, FindingKind, FoundMember, ReportedPlace
from .model import ReportedFinding

# An id that begins with a dash would be taken for an option, whatever the quotes.
_MAX_ID = 300
_ORGANIZATION: MemberType = "organization"
_CHANGES: dict[FindingKind, Literal["remove", "add"]] = {"unexpected_member": "remove", "missing_member": "add"}


class _Values(TypedDict):
    """What a command may name."""

    image_id: str | None
    member_id: str | None
    member_type: str | None
    region: str | None


def with_remedy(finding: Finding, entry: Entry | None, place: ReportedPlace | None) -> ReportedFinding:
    """The finding with its ``advice`` and ``command``, not yet compared with an earlier report.

    :param entry: the entry that the finding is of, whose members say which type a member is of.
    :param place: of its connection; None: not known, so that there is no command.
    """
    advice, command = KINDS[finding["kind"]].advice, None
    tool = _tool(place) if place and finding["verdict"] == "violation" else None
    change = _CHANGES.get(finding["kind"])
    if tool and change and entry and place:
        values = _values(finding, entry, place)
        if values is not None and isinstance(tool, ByHand):
            sentence = tool.remove if change == "remove" else tool.add
            advice = f"{advice} {sentence.format_map(values)}"
        elif values is not None and isinstance(tool, Tool):
            command = _command(tool, tool.remove if change == "remove" else tool.add, values)
    return {**finding, "advice": advice, "command": command, "change": None}


def _tool(place: ReportedPlace) -> Tool | ByHand | None:
    host = urlsplit(place["endpoint"] or "").hostname or ""
    for domain, tool in BY_DOMAIN.items():
        if host.endswith(f".{domain}"):
            return tool
    return TOOLS.get(place["provider"])


def _values(finding: Finding, entry: Entry, place: ReportedPlace) -> _Values | None:
    """What a command needs to know; None where an id is not fit for a command line."""
    member_id = finding["member_id"]
    members: list[ExpectedMember | FoundMember] = [*(entry["found"] or ()), *entry["expected"]]
    member_type = next((one["member_type"] for one in members if one["member_id"] == member_id), None)
    if member_type == _ORGANIZATION:
        member_id = (
            next((one["urn"] for one in entry["found"] or () if one["member_id"] == member_id), None) or member_id
        )
        if "::" not in (member_id or ""):  # tools take organizations by their URN only
            return None
    if not all(_is_plain(text) for text in (member_id, finding["image_id"])):
        return None
    return {
        "image_id": finding["image_id"],
        "member_id": member_id,
        "member_type": member_type,
        "region": place["region"],
    }


def _is_plain(text: str | None) -> bool:
    return bool(text) and len(str(text)) <= _MAX_ID and str(text).isprintable() and not str(text).startswith("-")


def _command(tool: Tool, words: tuple[str, ...], values: _Values) -> str | None:
    if values["member_type"] not in tool.lists:
        return None
    known = {**values, "list": tool.lists[values["member_type"]]}
    filled = [word.format_map(known) for word in words if not ("{region}" in word and known["region"] is None)]
    return shlex.join(filled)
