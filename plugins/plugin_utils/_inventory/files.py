# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The documents of an inventory: the content of its files, and the inline part."""

from __future__ import annotations

import datetime
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...module_utils._options import JsonObject
from .documents import DocumentError, Items, Table
from .documents_json import parse_json
from .documents_yaml import parse_yaml
from .keys import has, value_of
from .problems import Document, Problems

Decrypt = Callable[[bytes], bytes]

INLINE = "inline"
_LARGEST_MIB = 64
_VAULT = b"$ANSIBLE_VAULT;"


class VaultError(Exception):
    """A file cannot be decrypted; the text says why."""


def no_password(_content: bytes) -> bytes:
    """Decrypts nothing, for those who have no passwords."""
    raise VaultError("no password for it was given")


def read_documents(files: Sequence[str], decrypt: Decrypt, problems: Problems) -> list[Document]:
    """The content of each file that can be understood."""
    documents = (_document(file, decrypt, problems) for file in files)
    return [document for document in documents if document is not None]


def _document(path: str, decrypt: Decrypt, problems: Problems) -> Document | None:
    try:
        content = _bytes_of(path)
        encrypted = content.startswith(_VAULT)
        text = (decrypt(content) if encrypted else content).decode("utf-8")
        root = _parse(text, path.lower().endswith(".json"))
    except OSError as error:
        problems.add_line(path, 0, f"cannot be read: {error.strerror or type(error).__name__}")
    except UnicodeDecodeError:
        problems.add_line(path, 0, "not UTF-8")
    except VaultError as error:
        problems.add_line(path, 0, f"encrypted with ansible-vault, and cannot be decrypted: {error}")
    except DocumentError as error:
        for line, problem in error.problems:
            problems.add_line(path, line, problem)
    else:
        if isinstance(root, Table):
            return Document(path, root, encrypted)
        what = "the file is empty" if root is None else "not a mapping"
        problems.add_line(path, 0, f"{what}: it holds connections, principals, images, incoming or waivers")
    return None


def _bytes_of(path: str) -> bytes:
    """The content of a regular file. Anything else may never end, or do something when it is opened."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise DocumentError((0, "not a regular file"))
    with open(path, "rb", opener=_open) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise DocumentError((0, "not a regular file"))
        content = file.read(_LARGEST_MIB * 2**20 + 1)
    if len(content) > _LARGEST_MIB * 2**20:
        raise DocumentError((0, f"larger than {_LARGEST_MIB} MiB"))
    return content


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


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
    connections = value_of(root, "connections")
    for name, over in list(connections.items()) if isinstance(connections, dict) else ():
        if isinstance(over, dict):
            options = {key: value for key, value in over.items() if value is not None and value != ""}
            connections[name] = {**_of_files(files, name), **options}
            if not has(connections[name], "provider") and not problems.all_names_known:
                del connections[name]  # the rest of it may be in the file that was not understood
    return Document(INLINE, root, inline=True)


def _of_files(files: Sequence[Document], name: str) -> JsonObject:
    for file in files:
        connections = value_of(file.root, "connections")
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
