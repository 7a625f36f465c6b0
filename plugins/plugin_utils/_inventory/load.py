# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The sharing inventory: load its documents, check them, merge them. Everything wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .files import inline_document, read_documents
from .merge import merge
from .problems import InventoryError, Problems, suggestion
from .rules import check_file
from .schema import check

__all__ = ["InventoryError", "load"]


def load(
    paths: Sequence[str],
    read: Callable[[str], tuple[str, bool]],
    inline: Mapping[str, Any] | None = None,
    select: Sequence[str] | None = None,
    *,
    discover: bool = False,
) -> dict[str, Any]:
    """The checked and merged inventory, as plain data.

    :param paths: files, and folders of them.
    :param read: gives a file's text, and whether the file was vault-encrypted as a whole.
    :param inline: more content under ``connections``, ``principals``, ``images`` and ``waivers``. Its connections merge
        over those of the files option by option, and may hold what a file may not.
    :param select: the connections to look at. None and [] mean all.
    :param discover: also look at connections without images.
    :returns: ``connections`` (name to provider and options), ``principals`` (name to member_id and member_type),
        ``images`` of the connections in scope, ``waivers``, ``scope`` and ``not_in_scope`` (names of connections),
        ``sources`` (the files). Equal members of images are one object: do not change them.
    :raises InventoryError: with all problems.
    """
    problems = Problems()
    files = read_documents(paths, read, problems)
    documents = [*files, inline_document(inline, files, problems)]
    for document in documents:
        check(document, problems)
        check_file(document, problems)
    if problems.whole_file:
        problems.raise_any()
    merged = merge(documents, problems)
    chosen = _selected(merged.connections, select, problems)
    problems.raise_any()
    images = [image for image in merged.images if image["connection"] in chosen]
    if not images:
        where = f" in the selected connections ({', '.join(sorted(chosen))})" if merged.images else ""
        raise InventoryError([f"the inventory names no image{where}: a check of nothing would prove nothing"])
    scope = sorted(chosen if discover else {image["connection"] for image in images})
    return {
        "connections": merged.connections,
        "principals": merged.principals,
        "images": images,
        "waivers": merged.waivers,
        "scope": scope,
        "not_in_scope": sorted(merged.connections.keys() - set(scope)),
        "sources": [document.name for document in files],
    }


def _selected(known: Mapping[str, object], select: Sequence[str] | None, problems: Problems) -> set[str]:
    for name in select or ():
        if name not in known:
            problems.add_text(f"select: unknown connection '{name}'" + suggestion(name, known))
    return {str(name) for name in select or known}
