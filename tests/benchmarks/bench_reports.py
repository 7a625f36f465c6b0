# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Four reports, summary and artifact of a verdict on many images: time, and memory of the process that writes them.

By itself, ``bench_reports.py IMAGES`` measures one run in its own process and prints it as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import artifact, summary
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import files as report_files
from ansible_collections.cloud_images.sharing.tests.benchmarks.measure import run
from ansible_collections.cloud_images.sharing.tests.benchmarks.table import Row
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample

SIZES = (1000, 10_000, 50_000)
MEMBERS = 5
FOUR = ("json", "html", "junit", "sarif")  # what the reach is about; the others are measured beside them
REACH_SECONDS, REACH_MEGABYTES, REACH_IMAGES = 3.0, 300, 10_000


def measure(repetitions: int) -> list[Row]:
    return [row for images in SIZES for row in _rows(images, repetitions)]


def _rows(images: int, repetitions: int) -> list[Row]:
    command = [sys.executable, __file__, str(images)]
    runs = [json.loads(run(command, os.environ, Path.cwd()).output) for _run in range(repetitions)]
    cost = {key: median(run[key] for run in runs) for key in runs[0]}
    formats = ", ".join(f"{name} {cost[name]:.2f}" for name in ("build", *report_files.FORMATS))
    judged = images == REACH_IMAGES
    return [
        Row(
            f"four reports of {images:,} images",
            formats,
            f"summary and artifact {cost['summary']:.2f} s",
            f"{cost['reports']:.2f} s",
            f"≤ {REACH_SECONDS:g} s" if judged else "-",
            cost["reports"] <= REACH_SECONDS if judged else None,
        ),
        Row(
            f"memory of reporting on {images:,} images",
            f"{cost['peak']:.0f} MiB",
            f"{cost['before']:.0f} MiB with the verdict",
            f"+ {cost['peak'] - cost['before']:.0f} MiB",
            f"≤ {REACH_MEGABYTES} MiB in all" if judged else "-",
            cost["peak"] <= REACH_MEGABYTES if judged else None,
        ),
    ]


def once(images: int) -> dict[str, float]:
    """Seconds of each step, and MiB of this process before and at its peak."""
    verdict = sample.large(images, MEMBERS)
    before = _peak()
    cost = {}
    began = time.perf_counter()
    report = sample.report(verdict)
    cost["build"] = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        for name in report_files.FORMATS:
            began = time.perf_counter()
            report_files.write(report, folder, [name])
            cost[name] = time.perf_counter() - began
    cost["reports"] = sum(cost[name] for name in ("build", *FOUR))
    began = time.perf_counter()
    summary.render(report)
    artifact.build(report)
    return {**cost, "summary": time.perf_counter() - began, "before": before, "peak": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(once(int(sys.argv[1]))))
