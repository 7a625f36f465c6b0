# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Small files of other tools: what editors write is read, and what cannot be read is not taken for absent."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.files import (
    named_file,
    read_ini,
    read_json,
    text_in,
)
from hypothesis import given
from hypothesis import strategies as st

JSON = b'{\n  "access-key": "k\xc3\xa9y",\n  "secret-key": "word"\n}\n'
INI = b"[basic]\nak = k\xc3\xa9y\nsk = wo%rd\n"
MARK = b"\xef\xbb\xbf"
EDITORS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda content: content,
    "byte order mark": lambda content: MARK + content,
    "CRLF": lambda content: content.replace(b"\n", b"\r\n"),
    "mark and CRLF": lambda content: MARK + content.replace(b"\n", b"\r\n"),
    "CR": lambda content: content.replace(b"\n", b"\r"),
    "no final line feed": bytes.rstrip,
    "tabs": lambda content: content.replace(b" ", b"\t"),
}


@pytest.mark.parametrize("editor", EDITORS.values(), ids=EDITORS)
def test_what_editors_write_is_read(tmp_path: Path, editor: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "file"
    file.write_bytes(editor(JSON))
    assert read_json(file) == {"access-key": "kéy", "secret-key": "word"}
    file.write_bytes(editor(INI))
    assert read_ini(file, "basic") == {"ak": "kéy", "sk": "wo%rd"}


def test_only_a_file_that_is_not_there_is_absent(tmp_path: Path) -> None:
    assert read_json(tmp_path / "nowhere" / "file") is None
    assert read_ini(tmp_path / "file", "basic") is None


BROKEN_JSON = {
    "trailing comma": (b'{\n  "a": "secret",\n}', r", line (2|3), cannot be read: it is not JSON"),
    "empty": (b"", ", line 1, cannot be read: it is not JSON"),
    "comment": (b'{\n  // secret\n  "a": 1}', ", line 2, cannot be read: it is not JSON"),
    "two objects": (b'{"a": "secret"}\n{}', ", line 2, cannot be read: it is not JSON"),
    "a list": (b'["secret"]', " cannot be read: it is not a JSON object"),
    "stray byte": (b'{\n  "a": "secret\xff"}', ", line 2, cannot be read: the byte 0xff is not UTF-8"),
    "Latin-1": ('{\n\n"a": "sécret"}'.encode("latin-1"), ", line 3, cannot be read: the byte 0xe9 is not UTF-8"),
    "UTF-16": ('{"a": "secret"}'.encode("utf-16"), " cannot be read: it is UTF-16, and should be UTF-8"),
    "control character": (b'{"a":\n"secret\x00"}', ", line 2, cannot be read: it has the control character 0x00"),
    "deep nesting": (b"[" * 200_000, " cannot be read: it is nested too deeply"),
    "long number": (b'{"a": ' + b"9" * 5000 + b"}", " cannot be read: it has a number that is too long"),
    "a key twice": (b'{"key": "secret", "x": {}, "key": "secret2"}', " cannot be read: key is given twice"),
    "vault": (b"$ANSIBLE_VAULT;1.1;AES256\n3132\n", " cannot be read: it is encrypted with ansible-vault"),
    "too large": (b'{"a": "' + b"x" * 2**20 + b'"}', " cannot be read: it is larger than 1 MiB"),
}


@pytest.mark.parametrize(("content", "words"), BROKEN_JSON.values(), ids=BROKEN_JSON)
def test_broken_json_names_file_line_and_reason(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "credentials.json"
    file.write_bytes(content)
    with pytest.raises(OptionError, match=f"credentials.json{words}") as refused:
        read_json(file)
    assert "secret" not in str(refused.value)


BROKEN_INI = {
    "no section": (b"ak = secret\n", ", line 1, cannot be read: it has no section: it should begin with .basic."),
    "no value": (b"[basic]\nak = a\nsecret\n", ", line 3, cannot be read: this is neither a section nor a key"),
    "twice": (b"[basic]\nak = secret\nak = secret\n", ", line 3, cannot be read: a section or a key is given twice"),
    "two sections": (b"[basic]\nak = secret\n[basic]\n", ", line 3, cannot be read: a section or a key is given twice"),
    "stray byte": (b"[basic]\nak = secret\nsk = \xff\n", ", line 3, cannot be read: the byte 0xff is not UTF-8"),
}


@pytest.mark.parametrize(("content", "words"), BROKEN_INI.values(), ids=BROKEN_INI)
def test_broken_ini_names_file_line_and_reason(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "credentials"
    file.write_bytes(content)
    with pytest.raises(OptionError, match=f"credentials{words}") as refused:
        read_ini(file, "basic")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("kind", ["folder", "FIFO", "device", "link to nothing", "loop", "not permitted", "no path"])
def test_what_is_not_a_file_is_neither_opened_nor_absent(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file"
    reason = "it is not a regular file"
    if kind == "folder":
        path.mkdir()
    elif kind == "FIFO":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "link to nothing":
        path.symlink_to(tmp_path / "nowhere")
        reason = "it is a link to a file that is not there"
    elif kind == "loop":
        path.symlink_to(path)
        reason = "symbolic links"
    elif kind == "not permitted":
        path = tmp_path / "file" / "credentials.json"
        (tmp_path / "file").write_text("a file in place of a folder")
        reason = "Not a directory"
    else:
        path = tmp_path / "a\x00b"
        reason = "its name is not a path"
    with pytest.raises(OptionError, match=reason):
        read_json(path)


@pytest.mark.parametrize("value", [1, 1.5, True, ["secret"], {"secret": 1}])
def test_a_value_that_is_not_text_is_named_by_its_key(tmp_path: Path, value: object) -> None:
    with pytest.raises(OptionError, match="access-key is not text") as refused:
        text_in({"access-key": value}, "access-key", tmp_path / "file")
    assert "secret" not in str(refused.value)
    assert text_in({"access-key": None}, "access-key", tmp_path) is None


def test_a_file_that_a_variable_names_must_exist(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("")
    assert named_file("~/keys", "VARIABLE", tmp_path) == tmp_path / "keys"
    assert named_file(str(tmp_path / "keys"), "VARIABLE", Path("/nowhere")) == tmp_path / "keys"
    with pytest.raises(OptionError, match=r"VARIABLE names .*/kyes, and there is no such file"):
        named_file("~/kyes", "VARIABLE", tmp_path)
    with pytest.raises(OptionError, match=r"VARIABLE names ~no-such-user/keys, and there is no such file"):
        named_file("~no-such-user/keys", "VARIABLE", tmp_path)


@given(st.binary(max_size=200))
def test_no_content_does_anything_but_read_or_refuse(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any"
    file.write_bytes(content)
    with contextlib.suppress(OptionError):
        read_json(file)
    with contextlib.suppress(OptionError):
        read_ini(file, "basic")
