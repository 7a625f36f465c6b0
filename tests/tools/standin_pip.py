# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Give ansible-test a pip of PyPI where it would download a get-pip script from a host of its own.

Usage: standin_pip.py WHEEL HOME    (with the Python that ansible-test is installed in)
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import ansible_test._internal.python_requirements as requirements

GET_PIP = """\
import sys

sys.path.insert(0, {wheel!r})

from pip._internal.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["install", *(word for word in sys.argv[1:] if word not in ("--no-setuptools", "--no-wheel"))]))
"""


def main(wheel: Path, home: Path) -> None:
    """Write the script under the name of every pip version that this ansible-test knows."""
    cache = home / ".ansible/test/cache"
    cache.mkdir(parents=True, exist_ok=True)
    for version in re.findall(r"pip='([0-9.]+)'", Path(requirements.__file__).read_text()):
        (cache / f"get_pip_{version.replace('.', '_')}.py").write_text(GET_PIP.format(wheel=str(wheel)))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
