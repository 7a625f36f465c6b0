# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make docs/what_we_assume.md from the assumptions that the tests check. Run it after a change of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
BELIEFS = ROOT / "tests" / "integration" / "assumptions.yml"
PAGE = ROOT / "docs" / "what_we_assume.md"

HEAD = """<!--
Copyright (c) 2026, the cloud_images.sharing developers
GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
Made by tests/tools/make_assumptions.py: change tests/integration/assumptions.yml instead.
-->

# What we assume

A pass of the gate rests on what a cloud answers, and on what we believe its answers to mean. These are all such
beliefs, each with the vendor's page, or *not documented*. For each there is a test of a world in which it is false: the
whole gate runs there, and must not pass (`tests/integration/test_assumptions.py`, by the name in brackets).

What no list shows cannot be discovered: reports say so by connection. On Samsung Cloud Platform these are hidden
images (`os_hidden`), as no document says how to ask for them; on Huawei IMS and Open Telekom Cloud images of enterprise
projects that the rights of the credentials do not cover.

No test can tell an honest answer from a wrong one that contradicts nothing. Where a false belief could still lead to a
pass, *what remains* says so.

"""


def make() -> str:
    """The text of the page."""
    beliefs: list[dict[str, Any]] = yaml.safe_load(BELIEFS.read_text(encoding="utf-8"))
    clouds = dict.fromkeys(belief["cloud"] for belief in beliefs)
    numbers = {belief["id"]: number for number, belief in enumerate(beliefs, 1)}
    parts = []
    for cloud in clouds:
        parts.append(f"## {'All clouds' if cloud == 'all' else cloud}\n")
        parts += [_shown(numbers[belief["id"]], belief) for belief in beliefs if belief["cloud"] == cloud]
    return HEAD + "\n".join(parts)


def _shown(number: int, belief: dict[str, Any]) -> str:
    lines = [
        f"**{number}. {belief['belief']}** (`{belief['id']}`)",
        "",
        f"- Source: {_source(belief['source'])}",
        f"- Where it is false: {belief['world']} The gate says `{belief['finding']}`.",
    ]
    if "remains" in belief:
        lines.append(f"- What remains: {belief['remains']}")
    return "\n".join(lines) + "\n"


def _source(source: dict[str, Any] | None) -> str:
    if source is None:
        return "*not documented*."
    date = f" ({source['date']})" if source["date"] else ", a page without a date"
    return f"<{source['page']}>, {source['part']}{date}."


if __name__ == "__main__":
    PAGE.write_text(make(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} is current.\n")
