# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the module itself computes for an image, where the API costs no time."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from .measure import rounds
from .scene import CLOUDS, Scene, scene
from .table import Row

IMAGES = 2000
REACH = 0.85  # ms
# Ansible runs the module with this in place of Python, and gets the module's own resource usage.
_INTERPRETER = """#!{python}
import resource, subprocess, sys
status = subprocess.call([{python!r}, *sys.argv[1:]])
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
with open({file!r}, "a") as file:
    print(usage.ru_utime + usage.ru_stime, file=file)
sys.exit(status)
"""


def measure(repetitions: int) -> list[Row]:
    return [_row(name, repetitions) for name in CLOUDS]


def _row(name: str, repetitions: int) -> Row:
    with scene(name, IMAGES, latency=0.0) as cloud:
        many, one = rounds(repetitions, lambda: module_cpu(cloud, IMAGES), lambda: module_cpu(cloud, 1))
    each = (median(many) - median(one)) / (IMAGES - 1) * 1000
    return Row(
        f"CPU an image, {name}",
        f"{median(many):.2f} s for {IMAGES:,} images",
        f"{median(one):.2f} s for one",
        f"{each:.2f} ms",
        f"≤ {REACH:g} ms",
        each <= REACH,
    )


def module_cpu(cloud: Scene, images: int) -> float:
    """CPU seconds of the module's process."""
    used = cloud.folder / "used"
    used.unlink(missing_ok=True)
    python = cloud.folder / "python"
    python.write_text(_INTERPRETER.format(python=sys.executable, file=str(used)), encoding="utf-8")
    python.chmod(0o700)
    task = {f"cloud_images.sharing.{cloud.cloud.module}": {**cloud.options, "image_ids": "{{ ids }}"}}
    cloud.play(task, variables={"ids": cloud.ids[:images], "ansible_python_interpreter": str(python)})
    return float(Path(used).read_text(encoding="utf-8").split()[-1])
