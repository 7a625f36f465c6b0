# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Expected against found, as ``--diff`` shows it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict

from .._inventory.model import ExpectedMember
from .._verdict.kinds import KINDS
from .._verdict.model import Entry, Finding, FoundMember
from .model import Report
from .text import visible

_MAX_IMAGES = 100
_MAX_MEMBERS = 200


class _Facts(TypedDict):
    """What is shown of a member: found, or as it should be."""

    member_type: str | None
    status: str | None
    principal: str | None


Members = dict[str, _Facts]  # by member id


def diff(report: Report) -> dict[str, str]:
    """What Ansible shows as a difference: images that are not compliant, as they should be and as they were found.

    :returns: ``before`` and ``after`` with their headers. At most 100 images; empty texts when all are compliant.
    """
    images = [image for image in report["images"] if image["findings"]]
    sides = [_sides(image) for image in images[:_MAX_IMAGES]]
    more = [f"and {len(images) - _MAX_IMAGES} more images"] if len(images) > _MAX_IMAGES else []
    return {
        "before_header": "expected",
        "after_header": "found",
        "before": _text([*(line for expected, _found in sides for line in expected), *more]),
        "after": _text([*(line for _expected, found in sides for line in found), *more]),
    }


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def unified(sides: Mapping[str, str]) -> str:
    """The same as one text, in the form of diff -u."""
    before, after = (sides[name].splitlines() for name in ("before", "after"))
    return "\n".join(difflib.unified_diff(before, after, sides["before_header"], sides["after_header"], lineterm=""))


def _sides(image: Entry) -> tuple[list[str], list[str]]:
    """The image as found, and as it would have been found without its findings."""
    found: Members = {member["member_id"]: _facts(member) for member in image["found"] or ()}
    expected = dict(found)
    before: list[str] = []
    after: list[str] = []
    for finding in image["findings"]:
        if not _differs(finding, image, expected):
            title = KINDS[finding["kind"]].title
            before.append(f"  {title}: {visible(finding['expected'] or '-')}")
            after.append(f"  {title}: {visible(finding['actual'] or '-')}")
    head = f"{visible(image['name'])} ({visible(image['connection'])}) {visible(image['image_id'] or '')}"
    return [head, *before, *_members(expected)], [head, *after, *_members(found)]


def _differs(finding: Finding, image: Entry, expected: Members) -> bool:
    """Change the members to what was expected of them; False for a finding that is not about one of them."""
    member_id = finding["member_id"] or ""
    if finding["kind"] == "unexpected_member":
        return expected.pop(member_id, None) is not None
    if finding["kind"] == "missing_member":
        expected.update((member_id, _facts(one)) for one in image["expected"] if one["member_id"] == member_id)
        return member_id in expected
    if member_id not in expected:
        return False
    if finding["kind"] == "wrong_status":
        expected[member_id] = {**expected[member_id], "status": finding["expected"]}
        return True
    if finding["kind"] == "wrong_member_type":
        expected[member_id] = {**expected[member_id], "member_type": finding["expected"]}
        return True
    return False


def _facts(member: ExpectedMember | FoundMember) -> _Facts:
    return {"member_type": member["member_type"], "status": member["status"], "principal": member["principal"]}


def _members(members: Members) -> Iterator[str]:
    for member_id in sorted(members)[:_MAX_MEMBERS]:
        member = members[member_id]
        facts = (member_id, member["member_type"], member["status"], member["principal"])
        yield "  " + " ".join(visible(fact) for fact in facts if fact)
