# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""How findings are made, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .kinds import KINDS
from .model import VERDICTS, Finding, FindingKind, Verdict


@dataclass(frozen=True)
class About:
    """What findings are about: an entry's name, connection, image and place in the inventory ("file:line")."""

    name: str
    connection: str
    image_id: str | None
    source: str | None

    def finding(
        self,
        kind: FindingKind,
        message: str,
        *,
        expected: str | None = None,
        actual: str | None = None,
        verdict: Verdict | None = None,
        member_id: str | None = None,
        source: str | None = None,
    ) -> Finding:
        """One thing that keeps the entry from being compliant.

        :param message: one sentence, the same for the same state of the world.
        :param expected: a short text for people; so is ``actual``.
        :param verdict: the kind's own by default.
        :param source: where it is written, where that is not the entry's place.
        """
        return {
            "image": self.name,
            "image_id": self.image_id,
            "connection": self.connection,
            "kind": kind,
            "verdict": verdict or KINDS[kind].verdict,
            "member_id": member_id,
            "expected": expected,
            "actual": actual,
            "message": message,
            "waived": None,
            "source": source or self.source,
        }


def badness(finding: Finding) -> int:
    """A key that sorts findings, the worst first."""
    return VERDICTS.index(finding["verdict"])


def worst(findings: Iterable[Finding]) -> Verdict:
    """The verdict that findings add up to: compliant only where there is none."""
    verdicts = {one["verdict"] for one in findings}
    return next((verdict for verdict in VERDICTS if verdict in verdicts), "compliant")


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, however often it was seen, the worst first."""
    once = {(one["kind"], one["image_id"], one["member_id"], one["message"], one["source"]): one for one in findings}
    return sorted(once.values(), key=badness)
