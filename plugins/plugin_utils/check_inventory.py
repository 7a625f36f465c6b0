# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Check a sharing inventory without Ansible and without any cloud: the command behind the pre-commit hook.

Usage: check-sharing-inventory FILE_OR_FOLDER...    (together they are one inventory)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ._inventory.load import InventoryError, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong with an inventory, or what it holds.

    :param arguments: those of the command line by default.
    :returns: the exit status: 0 when the inventory is right, 1 when it is not, 2 when none is named.
    """
    paths = sys.argv[1:] if arguments is None else list(arguments)
    if not paths:
        print("Name the files and folders of the sharing inventory.", file=sys.stderr)
        return 2
    try:
        inventory = load(paths, discover=True)
    except InventoryError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 1
    print(f"{len(inventory['images'])} images on {len(inventory['scope'])} connections: nothing wrong.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
