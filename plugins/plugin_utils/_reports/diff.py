# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Expected against found, as ``--diff`` shows it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .._verdict.kinds import KINDS
from .text import visible

_MAX_IMAGES = 100
_MAX_MEMBERS = 200

Member = Mapping[str, Any]


def diff(report: Mapping[str, Any]) -> dict[str, str]:
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


def _sides(image: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The image as found, and as it would have been found without its findings."""
    found = {member["member_id"]: member for member in image["found"] or ()}
    expected = dict(found)
    before, after = [], []
    for finding in image["findings"]:
        member_id = finding["member_id"]
        if finding["kind"] == "unexpected_member":
            expected.pop(member_id, None)
        elif finding["kind"] == "missing_member":
            expected[member_id] = next(member for member in image["expected"] if member["member_id"] == member_id)
        elif finding["kind"] == "wrong_status":
            expected[member_id] = {**expected[member_id], "status": finding["expected"]}
        elif finding["kind"] == "wrong_member_type":
            expected[member_id] = {**expected[member_id], "member_type": finding["expected"]}
        else:
            title = KINDS[finding["kind"]].title
            before.append(f"  {title}: {visible(finding['expected'])}")
            after.append(f"  {title}: {visible(finding['actual'])}")
    head = f"{visible(image['name'])} ({visible(image['connection'])}) {visible(image['image_id'] or '')}"
    return [head, *before, *_members(expected)], [head, *after, *_members(found)]


def _members(members: Mapping[str, Member]) -> Iterator[str]:
    for member_id in sorted(members)[:_MAX_MEMBERS]:
        member = members[member_id]
        facts = (member_id, member.get("member_type"), member.get("status"), member.get("principal"))
        yield "  " + " ".join(visible(fact) for fact in facts if fact)
