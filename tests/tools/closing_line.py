# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Close a run of nox with one line that test harnesses understand.

Usage: closing_line.py REPORT    (what nox --report wrote)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(report: Path) -> None:
    results = [session["result"] for session in json.loads(report.read_text())["sessions"]]
    passed = results.count("success")
    print(f"{passed} passed, {len(results) - passed} failed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
