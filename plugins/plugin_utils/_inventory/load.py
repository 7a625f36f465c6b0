# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The sharing inventory: load its documents, check them, merge them. Everything wrong with it is told at once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from .digest import digest
from .files import Decrypt, inline_document, no_password, read_documents
from .merge import merge
from .model import Inventory, Merged, Selection
from .places import find_files
from .problems import InventoryError, Problems
from .rules import check_file
from .schema import check
from .values import interpret_document

__all__ = ["InventoryError", "load"]


def load(
    paths: Sequence[str],
    decrypt: Decrypt = no_password,
    inline: Mapping[str, Any] | None = None,
    select: Sequence[str] | None = None,
    *,
    discover: bool = False,
    folders: Sequence[str] = ("",),
    latest_waiver: datetime.date | None = None,
) -> Inventory:
    """The checked and merged inventory.

    :param paths: files, and folders of them.
    :param decrypt: gives the plain content of a file that is vault-encrypted as a whole, or raises `VaultError`.
    :param inline: more content, by section. Its connections merge over those of the files option by option, and may
        hold what a file may not.
    :param select: the connections to look at. None and [] mean all.
    :param discover: also look at connections that have nothing of their own to judge.
    :param folders: where relative paths are looked for, in this order; "" is the current folder. The folder of the
        collection's own playbooks is passed over.
    :param latest_waiver: the last day on which a waiver may end.
    :returns: the inventory. Equal members of images are one object: do not change them.
    :raises InventoryError: with all problems.
    """
    problems = Problems()
    files = read_documents(find_files(paths, folders, problems), decrypt, problems)
    documents = [*files, inline_document(inline, files, problems)]
    for document in documents:
        interpret_document(document.root)
        check(document, problems)
        check_file(document, problems)
    merged = merge(documents, problems, latest_waiver)
    chosen = _selected(merged["connections"], select, problems)
    problems.raise_any()
    return _inventory(merged, chosen, [document.name for document in files], problems.warnings, discover)


def _selected(known: Mapping[str, object], select: Sequence[str] | None, problems: Problems) -> set[str]:
    for name in select or ():
        if name not in known and problems.all_names_known:
            problems.add_text(f"select: unknown connection '{name}'" + problems.suggest(str(name), known))
    return {str(name) for name in select or known}


def _inventory(merged: Merged, chosen: set[str], files: list[str], warnings: list[str], discover: bool) -> Inventory:
    images = [image for image in merged["images"] if image["connection"] in chosen]
    selections: list[Selection] = [
        {**one, "connections": [name for name in one["connections"] if name in chosen]}
        for one in merged["selections"]
        if chosen.intersection(one["connections"])
    ]
    incoming = [rule for rule in merged["incoming"] if rule["connection"] in chosen]
    used = {one["connection"] for one in [*images, *incoming]}
    used.update(name for one in selections for name in one["connections"])
    scope = sorted(chosen if discover else used)
    if not scope:
        raise InventoryError([_nothing(merged, chosen)])
    return {
        "connections": merged["connections"],
        "principals": merged["principals"],
        "groups": merged["groups"],
        "images": images,
        "selections": selections,
        "incoming": incoming,
        "waivers": merged["waivers"],
        "scope": scope,
        "not_in_scope": sorted(merged["connections"].keys() - set(scope)),
        "files": files,
        "sha256": digest(merged),
        "warnings": warnings,
    }


def _nothing(merged: Merged, chosen: set[str]) -> str:
    what = "names no images and no incoming"
    if merged["images"] or merged["selections"] or merged["incoming"]:
        what += f" in the selected connections ({', '.join(sorted(chosen))})"
    return f"the inventory {what}: a check of nothing would prove nothing"
