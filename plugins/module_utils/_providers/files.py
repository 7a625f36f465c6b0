# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Reads the small files in which other tools keep credentials.

A file that is not there is None. One that is there and cannot be read is an error that names file, line and reason,
never its content: who is taken for an absent one would hand over to whoever comes next.
"""

from __future__ import annotations

import configparser
import json
import os
import re
import stat
from collections.abc import Collection, Mapping
from pathlib import Path

from .._errors import OptionError
from .._text import joined, listed

_LARGEST_MIB = 1
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def named_file(text: str, variable: str, home: Path, folder: Path = Path()) -> Path:
    """The file that a variable names. OptionError where there is none.

    `~` is the home folder, and a relative name begins in ``folder``.
    """
    if re.fullmatch("(['\"]).*\\1", text):
        raise OptionError(f"{variable} has quotes in its value: write it without them.")
    path = home / text[2:] if text.startswith("~/") else folder / os.path.expanduser(text)
    if not os.path.lexists(path):
        raise OptionError(f"{variable} names {path}, and there is no such file.")
    return path


def read_json(path: Path) -> Mapping[str, object] | None:
    """The object in a JSON file, None where there is no file."""
    text = read_text(path)
    if text is None:
        return None
    try:
        content = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise unreadable(path, f"it is not JSON ({error.msg}, column {error.colno})", error.lineno) from None
    except RecursionError:
        raise unreadable(path, "it is nested too deeply") from None
    except _Twice as twice:
        raise unreadable(path, f"{twice} is given twice in one object") from None
    except ValueError:
        raise unreadable(path, "it has a number that is too long") from None
    if not isinstance(content, dict):
        raise unreadable(path, "it is not a JSON object")
    return content


class _Twice(Exception):
    """A key that stands twice in one object: which value is meant is not ours to guess."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) != len(pairs):
        keys = [key for key, _value in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1)[:40])
    return content


def read_ini(path: Path, section: str) -> Mapping[str, str] | None:
    """A section of an INI file, empty where the file has none at all, None where there is no file."""
    text = read_text(path)
    if text is None:
        return None
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except configparser.MissingSectionHeaderError as error:
        raise unreadable(path, f"it has no section: it should begin with [{section}]", error.lineno) from None
    except configparser.ParsingError as error:
        raise unreadable(path, "this is neither a section nor a key with a value", error.errors[0][0]) from None
    except (configparser.DuplicateOptionError, configparser.DuplicateSectionError) as error:
        raise unreadable(path, "a section or a key is given twice", error.lineno) from None
    if parser.has_section(section):
        return dict(parser[section])
    others = [*parser.sections(), *([parser.default_section] if parser.defaults() else [])]
    if others:
        raise unreadable(path, f"it has no section [{section}], but {listed([f'[{name[:40]}]' for name in others], 4)}")
    return {}


def text_in(content: Mapping[str, object], key: str, path: Path) -> str | None:
    """The text that a key has, None where it has none. OptionError for anything but text."""
    value = content.get(key)
    if value is None or isinstance(value, str):
        return value
    raise unreadable(path, f"{key} is not text in quotes")


def check_names(content: Mapping[str, object], names: Collection[str], path: Path) -> None:
    """OptionError for a file of keys that has other names for them: passed over, it would hand over to the next."""
    if content and not set(names) & set(content):
        raise unreadable(
            path, f"it has none of {joined(list(names))}, but {listed([name[:40] for name in content], 4)}"
        )


def read_text(path: Path) -> str | None:
    """A file's text with line feeds, with or without a byte order mark; None where there is no file."""
    content = _bytes_of(path)
    if content is None:
        return None
    if content.startswith(_UTF_16):
        raise unreadable(path, "it is UTF-16, and should be UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise unreadable(path, f"the byte 0x{content[error.start]:02x} is not UTF-8", line) from None
    if text.startswith("$ANSIBLE_VAULT;"):
        raise unreadable(path, "it is encrypted with ansible-vault, and the tools that it is for read plain text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise unreadable(path, f"it has the control character 0x{ord(control[0]):02x}", line)
    return text


def unreadable(path: Path, reason: str, line: int | None = None) -> OptionError:
    """The error for a file that is there."""
    where = f"{path}, line {line}," if line else f"{path}"
    return OptionError(
        f"{where} cannot be read: {reason}. Nothing else is used in its place: fix the file, or remove it."
    )


def _bytes_of(path: Path) -> bytes | None:
    """The content of a regular file. Anything else may never end, or do something when it is opened."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise unreadable(path, "it is not a regular file")
        with open(path, "rb", opener=_open) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise unreadable(path, "it is not a regular file")
            content = file.read(_LARGEST_MIB * 2**20 + 1)
    except FileNotFoundError:
        if path.is_symlink():
            raise unreadable(path, "it is a link to a file that is not there") from None
        return None
    except (OSError, ValueError) as error:
        raise unreadable(path, getattr(error, "strerror", None) or "its name is not a path") from None
    if len(content) > _LARGEST_MIB * 2**20:
        raise unreadable(path, f"it is larger than {_LARGEST_MIB} MiB")
    return content


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)
