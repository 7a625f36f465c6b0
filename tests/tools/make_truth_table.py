# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make docs/truth_table.md from the truth table that the tests check. Run it after a change of the table."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "tests" / "unit" / "plugins" / "plugin_utils"
TABLE = TABLES / "truth_table.yml"
LISTS = TABLES / "truth_table_lists.yml"
PAGE = ROOT / "docs" / "truth_table.md"

HEAD = """<!--
Copyright (c) 2026, the cloud_images.sharing developers
GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
Made by tests/tools/make_truth_table.py: change truth_table.yml and truth_table_lists.yml in
tests/unit/plugins/plugin_utils instead.
-->

# What the gate says

The gate passes when there is at least one image and each is `compliant` or `waived`. A violation outweighs an unknown,
an unknown outweighs a waived finding; all of them are listed. The unit tests hold the code to each row of this table.

- **match** is the image's `match`; - stands for an image that is in no inventory (discovery).
- **status** is that of the found members; *any* is each of pending, accepted, rejected and none given.
- The last four columns give the image's verdict, and its findings where their verdicts differ from it: without a
  waiver, with a *valid* one for the member or the kind of the first finding (it holds through its last day in UTC),
  with an *expired* one, and with a valid one for *another* member or kind.

"""

LIST_HEADS = {
    "selection": """
## Selections

Each selection has an entry on each of its connections, and each image that it chooses has one. The cells give the worst
of their verdicts and all findings. A waiver names the selection.

""",
    "incoming": """
## What others share

The list of a connection is one entry. A waiver names the image by `connection` and `image_id`.

""",
}

_WAIVERS = ("none", "valid", "expired", "other")
_ALL = ["pending", "accepted", "rejected", None]


def make() -> str:
    """The text of the page."""
    lines = ["| finding | when | match | status | no waiver | valid | expired | another |", "|---" * 8 + "|"]
    for case in yaml.safe_load(TABLE.read_text(encoding="utf-8")):
        if case["outcome"]["valid"] != case["outcome"]["last day"]:
            raise ValueError("The page says that a waiver holds through its last day.")
        kind = "-" if case["kind"] == "none" else f"`{case['kind']}`"
        match = ", ".join(one or "-" for one in case["match"])
        cells = (_cell(case["outcome"][waiver], case["kind"]) for waiver in _WAIVERS)
        lines.append(f"| {kind} | {case['when']} | {match} | {_status(case['status'])} | {' | '.join(cells)} |")
    return HEAD + "\n".join(lines) + "\n" + "".join(_lists())


def _lists() -> Iterator[str]:
    cases = yaml.safe_load(LISTS.read_text(encoding="utf-8"))
    for about, head in LIST_HEADS.items():
        yield head + "| finding | when | no waiver | valid | expired | another |\n" + "|---" * 6 + "|\n"
        for case in cases:
            if case["about"] == about:
                kind = "-" if case["kind"] == "none" else f"`{case['kind']}`"
                cells = (_cell(case["outcome"][waiver], case["kind"]) for waiver in _WAIVERS)
                yield f"| {kind} | {case['when']} | {' | '.join(cells)} |\n"


def _status(statuses: list[str | None]) -> str:
    return "any" if statuses == _ALL else ", ".join(one or "-" for one in statuses)


def _cell(outcome: str, kind: str) -> str:
    verdict, _colon, findings = outcome.partition(": ")
    if findings in ("", f"{kind} {verdict}"):
        return f"**{verdict}**"
    return f"**{verdict}**: " + ", ".join(f"{one.split()[0]} {one.split()[1]}" for one in findings.split(", "))


if __name__ == "__main__":
    PAGE.write_text(make(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} is current.\n")
