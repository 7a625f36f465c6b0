# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""``python -m …tests.benchmarks``: measures, prints tables, and writes each into its place in docs/benchmarks.md."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import time
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

from .table import Row, markdown, plain

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs/benchmarks.md"
BENCHMARKS = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benchmark", nargs="*", default=BENCHMARKS, help=f"any of {', '.join(BENCHMARKS)}")
    parser.add_argument("--repetitions", type=int, default=3, help="how often each is measured; medians are shown")
    options = parser.parse_args()
    unknown = set(options.benchmark) - set(BENCHMARKS)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    for name in options.benchmark:
        print(f"{name} …", file=sys.stderr, flush=True)
        module = importlib.import_module(f"{__package__}.bench_{name}")
        found = module.measure(options.repetitions)
        print(plain(found), flush=True)
        rows += found
        _write(name, found, options.repetitions)
    missed = [row.benchmark for row in rows if row.met is False]
    print(f"\n{plain(rows)}\n\n{len(missed)} of {len(rows)} figures miss their reach", flush=True)
    return 0


def _write(name: str, rows: list[Row], repetitions: int) -> None:
    """Into the page's place for this benchmark. What is compared with each other was measured side by side."""
    text = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, rest = text.split(begin)
    _old, after = rest.split(end)
    facts = (
        f"Measured on {datetime.now(timezone.utc):%Y-%m-%d}, "
        f"{f'medians of {repetitions}' if repetitions > 1 else 'once'}: {os.cpu_count()} cores, "
        f"on which a loop of 5,000,000 additions in Python takes {_loop():.2f} s; "
        f"Python {platform.python_version()}, ansible-core {version('ansible-core')}, requests {version('requests')}."
    )
    PAGE.write_text(f"{before}{begin}\n\n{facts}\n\n{markdown(rows)}\n\n{end}{after}", encoding="utf-8")


def _loop() -> float:
    """Seconds: how fast this machine is just now."""
    began = time.perf_counter()
    total = 0
    for number in range(5_000_000):
        total += number
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
