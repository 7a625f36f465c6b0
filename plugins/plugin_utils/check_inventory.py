# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Check a sharing inventory without Ansible and without any cloud: the command behind the pre-commit hook."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from ..module_utils._text import joined, number
from ._inventory.load import InventoryError, load
from ._inventory.model import Inventory
from ._inventory.schema import SCHEMA_FILE


def main(arguments: Sequence[str] | None = None) -> int:
    """Print which files an inventory consists of, and what is wrong with it or what it holds.

    :param arguments: those of the command line by default.
    :returns: the exit status: 0 when the inventory is right, 1 when it is not, 2 when none is named.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.write_schema is not None and not _write_schema(options.write_schema):
        return 1
    if options.paths:
        return _check(options.paths)
    if options.write_schema is None:
        print("Name the files and folders of the sharing inventory.", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="check-sharing-inventory", description="Checks a sharing inventory of cloud_images.sharing offline."
    )
    parser.add_argument("paths", nargs="*", metavar="FILE_OR_FOLDER", help="together they are one inventory")
    parser.add_argument(
        "--write-schema",
        nargs="?",
        const=Path(),
        type=Path,
        metavar="PATH",
        help="write the JSON Schema for editors to this file or folder, by default to the current folder",
    )
    return parser


def _check(paths: Sequence[str]) -> int:
    try:
        inventory = load(paths, discover=True)
    except InventoryError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 1
    for file in inventory["files"]:
        print(f"Read {file}")
    for warning in inventory["warnings"]:
        print(f"Warning: {warning}", file=sys.stderr)
    print(f"{_content(inventory)} on {number(len(inventory['scope']), 'connection')}: nothing wrong.")
    return 0


def _content(inventory: Inventory) -> str:
    parts = [
        (len(inventory["images"]), "image"),
        (len(inventory["selections"]), "selection"),
        (len(inventory["incoming"]), "incoming list"),
    ]
    return joined([number(count, noun) for count, noun in parts if count] or ["0 images"])


def _write_schema(path: Path) -> bool:
    target = path / SCHEMA_FILE.name if path.is_dir() else path
    if target.exists() and not _is_schema(target):
        print(f"{target} exists and is not a schema of sharing inventories. Name another file.", file=sys.stderr)
        return False
    try:
        target.write_bytes(SCHEMA_FILE.read_bytes())
    except OSError as error:
        print(f"{target} cannot be written: {error.strerror}", file=sys.stderr)
        return False
    print(f"Wrote {target}. The first line of an inventory beside it: # yaml-language-server: $schema={target.name}")
    return True


def _is_schema(path: Path) -> bool:
    ours = json.loads(SCHEMA_FILE.read_bytes())
    try:
        there = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(there, dict) and there.get("$id") == ours["$id"]


if __name__ == "__main__":
    sys.exit(main())
