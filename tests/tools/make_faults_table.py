# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make docs/faults.md from the table of faults that the tests check. Run it after a change of the table."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "tests" / "unit" / "plugins" / "module_utils" / "fault_outcomes.yml"
CASES = ROOT / "tests" / "simulator" / "data" / "cases.yml"
PAGE = ROOT / "docs" / "faults.md"

HEAD = """<!--
Copyright (c) 2026, the cloud_images.sharing developers
GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
Made by tests/tools/make_faults_table.py: change tests/unit/plugins/module_utils/fault_outcomes.yml instead.
-->

# When things go wrong

No fault turns an image green: an image that could not be read has `members: null` and an error, and the gate calls it
unknown. The unit tests provoke each row of these tables over a real socket and hold the code to it.

- **kind** is `error.kind` of the image. Its state is `denied` for `unauthorized` and `forbidden`, else `failed`.
  Without an error the list was read: to its proven end, or *end not proven*, which the gate calls unknown as well.
- **again** says whether another attempt follows, up to `retries` of them, each signed anew.
- **message** is what people read. `{host}` is the host that was asked, `…` any other text.

## Bounds

Whatever a cloud does, a task ends, and within a bounded memory.

| bound | what it ends |
|---|---|
| `timeout` (30 s) | one request, from connecting to the last byte, however slowly bytes come |
| `retries` (5) | the attempts for one request; a `Retry-After` is kept to, up to 60 s |
| 8 requests without an answer, 24 throttled or unavailable | a connection on which nothing was ever answered |
| `give_up_after` (300 s) | a connection on which no image was finished and no new page came in that time |
| `deadline` (none) | the whole task |
| 8 MiB, 200,000 values | one answer, unpacked |
| 512 MiB, 100,000 rows, 10,000 members, 10 empty pages in a row | one list |

What is given up is `failed`, with a message that says so; other connections go on.
"""

_SECTIONS = {
    "wire": "The connection ends",
    "time": "The answer takes its time",
    "status": "Other statuses",
    "redirect": "Redirects",
    "body": "A good status, and no list",
    "shape": "JSON of another shape",
    "pages": "Pages and counts",
    "clock": "Clocks",
}


def make() -> str:
    """The text of the page."""
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    lines = [HEAD]
    for group, title in _SECTIONS.items():
        rows = [(cases[name]["title"], row) for name, row in table["answers"].items() if cases[name]["group"] == group]
        lines += _section(title, rows)
    lines += _section("The host", [(row["title"], {"kind": "unreachable", **row}) for row in table["doors"].values()])
    lines += _section("In between", [(row["title"], {"kind": "unreachable", **row}) for row in table["proxies"]])
    return "\n".join(lines)


def _section(title: str, rows: list[tuple[str, Mapping[str, Any]]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| fault | kind | again | message |"
    yield "|---|---|---|---|"
    for fault, row in rows:
        again = "yes" if row.get("tries") == 2 else ""
        yield f"| {_cell(str(fault))} | {_kind(row)} | {again} | {_cell(row.get('says', ''))} |"
    yield ""


def _kind(row: Mapping[str, Any]) -> str:
    if row.get("state") == "read":
        return "" if row["complete"] else "*end not proven*"
    return f"`{row['kind']}`"


def _cell(text: str) -> str:
    """Text as Markdown shows it, in one cell of a table."""
    for char in "\\`*_{}[]<>|":
        text = text.replace(char, f"\\{char}")
    return text


if __name__ == "__main__":
    PAGE.write_text(make(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} is current.\n")
