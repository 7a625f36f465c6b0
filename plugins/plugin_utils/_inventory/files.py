# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The documents of an inventory: which files there are, their content, and the inline part."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .documents import DocumentError, Items, Table
from .documents_json import parse_json
from .documents_yaml import parse_yaml
from .problems import Document, Problems

Read = Callable[[str], tuple[str, bool]]

INLINE = "inline"
_SUFFIXES = (".yml", ".yaml", ".json")


def read_documents(paths: Sequence[str], read: Read, problems: Problems) -> list[Document]:
    """The files and, for folders, all YAML and JSON files in and below them that are not hidden, sorted by path."""
    files: dict[str, str] = {}
    for path in paths:
        for file in _files(path, problems):
            files.setdefault(os.path.realpath(file), file)
    documents = (_document(file, read, problems) for file in files.values())
    return [document for document in documents if document is not None]


def _files(path: str, problems: Problems) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    found = False

    def unread(error: OSError) -> None:
        problems.add_line(str(error.filename), 0, f"cannot be read: {error.strerror}")

    for folder, folders, names in os.walk(path, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if os.path.islink(os.path.join(folder, name)):
                link = os.path.join(folder, name)
                problems.add_line(link, 0, "a link to a folder is not followed: name the folder itself")
        for name in sorted(names):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                found = True
                yield os.path.join(folder, name)
    if not found:
        problems.add_line(path, 0, "the folder holds no file named *.yml, *.yaml or *.json")


def _document(path: str, read: Read, problems: Problems) -> Document | None:
    try:
        text, encrypted = read(path)
        root = _parse(text, path.lower().endswith(".json"))
    except OSError as error:
        problems.add_line(path, 0, f"cannot be read: {error.strerror or type(error).__name__}")
    except UnicodeDecodeError:
        problems.add_line(path, 0, "not UTF-8")
    except DocumentError as error:
        for line, problem in error.problems:
            problems.add_line(path, line, problem)
    else:
        if isinstance(root, Table):
            return Document(path, root, encrypted)
        what = "the file is empty" if root is None else "not a mapping"
        problems.add_line(path, 0, f"{what}: it holds connections, principals, images or waivers")
    return None


def _parse(text: str, is_json: bool) -> Any:
    try:
        return (parse_json if is_json else parse_yaml)(text.removeprefix("\ufeff"))
    except RecursionError:
        raise DocumentError((0, "nested too deeply")) from None


def inline_document(inline: Mapping[str, Any] | None, files: Sequence[Document], problems: Problems) -> Document:
    """The inline content as a document. Sections that are None or '' are not given.

    Its connections are those of the files with the inline options over them; None and '' leave an option as it is.
    """
    given = {key: value for key, value in (inline or {}).items() if value is not None and value != ""}
    try:
        root = _plain(given)
    except RecursionError:
        problems.add_line(INLINE, 0, "nested too deeply")
        root = Table()
    connections = root.get("connections")
    for name, over in connections.items() if isinstance(connections, dict) else ():
        if isinstance(over, dict):
            options = {key: value for key, value in over.items() if value is not None and value != ""}
            connections[name] = {**_of_files(files, name), **options}
    return Document(INLINE, root, inline=True)


def _of_files(files: Sequence[Document], name: str) -> dict[str, Any]:
    for file in files:
        connections = file.root.get("connections")
        if isinstance(connections, dict) and isinstance(connections.get(name), dict):
            return dict(connections[name])
    return {}


def _plain(value: Any) -> Any:
    """Ansible's own kinds of text, lists and mappings as plain ones. A date is what YAML made of one: text again."""
    if isinstance(value, str) or getattr(value, "__ENCRYPTED__", False):
        return str(value)
    if isinstance(value, Mapping):
        table = Table()
        table.update((str(key), _plain(one)) for key, one in value.items())
        return table
    if isinstance(value, (list, tuple)):
        items = Items()
        items.extend(map(_plain, value))
        return items
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    return value
