# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The sharing inventory: load its documents, check them, merge them. Everything wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .digest import digest
from .files import Decrypt, inline_document, no_password, read_documents
from .merge import Merged, merge
from .model import Inventory
from .places import find_files
from .problems import InventoryError, Problems, suggestion
from .rules import check_file
from .schema import check

__all__ = ["InventoryError", "load"]


def load(
    paths: Sequence[str],
    decrypt: Decrypt = no_password,
    inline: Mapping[str, Any] | None = None,
    select: Sequence[str] | None = None,
    *,
    discover: bool = False,
    folders: Sequence[str] = ("",),
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
    :returns: the inventory. Equal members of images are one object: do not change them.
    :raises InventoryError: with all problems.
    """
    problems = Problems()
    files = read_documents(find_files(paths, folders, problems), decrypt, problems)
    documents = [*files, inline_document(inline, files, problems)]
    for document in documents:
        check(document, problems)
        check_file(document, problems)
    if problems.whole_file:
        problems.raise_any()
    merged = merge(documents, problems)
    chosen = _selected(merged.connections, select, problems)
    problems.raise_any()
    return _inventory(merged, chosen, [document.name for document in files], problems.warnings, discover)


def _selected(known: Mapping[str, object], select: Sequence[str] | None, problems: Problems) -> set[str]:
    for name in select or ():
        if name not in known:
            problems.add_text(f"select: unknown connection '{name}'" + suggestion(name, known))
    return {str(name) for name in select or known}


def _inventory(merged: Merged, chosen: set[str], files: list[str], warnings: list[str], discover: bool) -> Inventory:
    images = [image for image in merged.images if image["connection"] in chosen]
    if not images:
        where = f" in the selected connections ({', '.join(sorted(chosen))})" if merged.images else ""
        raise InventoryError([f"the inventory names no image{where}: a check of nothing would prove nothing"])
    scope = sorted(chosen if discover else {image["connection"] for image in images})
    return {
        "connections": merged.connections,
        "principals": merged.principals,
        "groups": merged.groups,
        "images": images,
        "selections": [],
        "incoming": [],
        "waivers": merged.waivers,
        "scope": scope,
        "not_in_scope": sorted(merged.connections.keys() - set(scope)),
        "files": files,
        "sha256": digest(merged),
        "warnings": warnings,
    }
