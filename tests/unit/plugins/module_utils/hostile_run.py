# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A process of its own that reads images, and says how much memory that took: ``python -m … PROVIDER OPTIONS``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

ROOT = Path(__file__).parents[len(__name__.split(".")) - 1] if __name__ != "__main__" else Path()


def run_apart(provider: str, environ: Mapping[str, str], **options: Any) -> dict[str, Any]:
    """``images`` (the module's), and ``mebibytes``: the most memory that the process had."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, provider, json.dumps(options)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    document: dict[str, Any] = json.loads(done.stdout)
    return document


if __name__ == "__main__":
    run = Run(CLOUDS[sys.argv[1]].provider(), json.loads(sys.argv[2]))
    # Not getrusage, which counts the parent's memory too until this process was executed.
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    used = int(status["VmHWM"].split()[0]) // 1024
    sys.stdout.write(json.dumps({"images": run.images, "discovered": run.discovered, "mebibytes": used}))
