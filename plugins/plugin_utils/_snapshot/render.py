# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""A snapshot as YAML: the same bytes for the same state of the world, with comments where people should look."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from .._inventory.keys import Key
from .._inventory.members import is_id
from .._inventory.model import ExpectedMember, Principal, Waiver
from .._reports.text import visible
from .model import Snapshot, WrittenConnection, WrittenImage, WrittenSource

_PROVIDER: Key = "provider"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*( [A-Za-z0-9_./()-]+)*")
_NOT_TEXT = re.compile(r"[0-9._+-]+([eE][0-9+-]*)?|0[xob].*|(y|n|yes|no|on|off|true|false|null|nan|inf)", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*")


def render(snapshot: Snapshot, schema: str | None = None) -> str:
    """The inventory's text, which ends with a line break.

    :param schema: the path of the JSON Schema for editors, relative to the file; None for none.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += ["---", "# What the clouds said. Review it before it becomes what they should say.", "connections:"]
    for connection in snapshot.connections:
        lines += _connection(connection)
    if snapshot.principals:
        lines += ["", "principals:", *_principals(snapshot.principals)]
    lines += ["", *_images(snapshot)]
    if snapshot.incoming is not None:
        lines += ["", "incoming:" if snapshot.incoming else "incoming: []", *_incoming(snapshot.incoming)]
    if snapshot.waivers:
        lines += ["", *_waivers(snapshot)]
    return "\n".join(lines) + "\n"


def scalar(value: object) -> str:
    """A value as YAML reads it back: text stays text, whatever it looks like."""
    if isinstance(value, bool) or value is None or isinstance(value, (int, float)):
        return json.dumps(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(scalar, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{scalar(key)}: {scalar(one)}' for key, one in value.items())}}}"
    text = str(value)
    if _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text) and not _DATE.fullmatch(text):
        return text
    return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(char: str) -> str:
    """YAML's own escape for what it does not allow or nobody can see. Pairs of surrogates mean nothing to it."""
    return char if char.isprintable() else f"\\U{ord(char):08x}"


def _connection(connection: WrittenConnection) -> Iterator[str]:
    if connection.account:
        yield f"  # {visible(connection.account)}"
    if connection.withheld:
        yield f"  # given elsewhere: {', '.join(connection.withheld)}"
    options = {_PROVIDER: connection.provider, **dict(sorted(connection.options.items()))}
    yield f"  {scalar(connection.name)}: {scalar(options)}"


def _principals(principals: dict[str, Principal | list[ExpectedMember]]) -> Iterator[str]:
    for name in sorted(principals):
        principal = principals[name]
        if isinstance(principal, list):
            members = [one["principal"] or one["member_id"] for one in principal]
            yield f"  {scalar(name)}: {scalar(members)}"
        elif principal["member_type"]:
            yield f"  {scalar(name)}: {scalar(principal)}"
        else:
            yield f"  {scalar(name)}: {_someone(principal['member_id'], is_id(principal['member_id']))}"


def _images(snapshot: Snapshot) -> Iterator[str]:
    entries = [image for image in snapshot.images if image.review is None]
    yield "images:" if entries or snapshot.rules else "images: []"
    for rule in snapshot.rules:
        yield from rule.lines
    for image in snapshot.images:
        yield from _image(image)
    for problem in snapshot.missing:
        yield f"  # not proven: {visible(problem)}"


def _image(image: WrittenImage) -> Iterator[str]:
    lines = [
        f"  - name: {scalar(image.name)}",
        f"    connection: {scalar(image.connection)}",
        f"    image_id: {scalar(image.image_id)}",
        *([] if image.members else ["    match: private"]),
        *_members(image),
    ]
    yield from (f"  {comment}" for comment in image.comments)
    if image.review is None:
        yield from lines
        return
    yield f"  # review: {visible(image.review)}"
    yield from (f"  # {line[2:]}" for line in lines)


def _members(image: WrittenImage) -> Iterator[str]:
    if image.members:
        yield "    members:"
    for member in image.members:
        note = "" if member.is_named else "  # no principal names it"
        yield f"      - {_someone(member.text, member.is_plain)}{note}"


def _someone(text: str, is_plain: bool) -> str:
    """A member as a bare word, else as a mapping that says that the word is an id."""
    mapping: dict[Key, str] = {"member_id": text}
    return scalar(text if is_plain else mapping)


def _incoming(incoming: Mapping[str, list[WrittenSource]]) -> Iterator[str]:
    for connection, sources in sorted(incoming.items()):
        yield f"  - connection: {scalar(connection)}"
        yield "    from:" if sources else "    from: []"
        for source in sources:
            note = f"  # {visible(source.owner_name)}" if source.owner_name else ""
            names = "" if source.names is None else f", names: {scalar(source.names)}"
            yield f"      - {{owner: {_someone(source.owner.text, source.owner.is_plain)}{names}}}{note}"


def _waivers(snapshot: Snapshot) -> Iterator[str]:
    labels = {image.name for image in snapshot.images if image.review is None}
    labels |= {rule.selection["name"] for rule in snapshot.rules}
    lines = [_waiver(waiver, labels) for waiver in snapshot.waivers]
    yield "waivers:" if any(line.startswith("  - ") for line in lines) else "waivers: []"
    yield from lines


def _waiver(waiver: Waiver, labels: set[str]) -> str:
    image: dict[Key, object] = {"image": waiver["name"]}
    if not waiver["name"]:
        image = {"connection": waiver["connection"], "image_id": waiver["image_id"]}
    optional: dict[Key, str | None] = {
        "member": waiver["group"] or waiver["member"],
        "kind": waiver["kind"],
        "approved_by": waiver["approved_by"],
        "ticket": waiver["ticket"],
    }
    given = {key: value for key, value in optional.items() if value}
    written: dict[Key, object] = {**image, **given, "reason": waiver["reason"]}
    line = f"{scalar(written)[:-1]}, expires: {waiver['expires']}}}"
    if waiver["name"] and waiver["name"] not in labels:
        return f"  # its image is gone: {line}"
    return f"  - {line}"
