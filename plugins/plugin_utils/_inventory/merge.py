# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Many documents into one inventory: nothing twice, every name known, every member an id."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...module_utils._ids import same_id
from .members import Members, UnknownMember, principal, twice
from .model import Connection, ExpectedImage, ExpectedMember, IncomingRule, Principal, Selection, Visibility, Waiver
from .problems import Document, Path, Problems, suggestion

_VISIBILITY: list[Visibility] = ["private", "shared"]


@dataclass
class Merged:
    """An inventory before anybody decides what of it is looked at."""

    connections: dict[str, Connection] = field(default_factory=dict)
    principals: dict[str, Principal] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    images: list[ExpectedImage] = field(default_factory=list)
    selections: list[Selection] = field(default_factory=list)
    incoming: list[IncomingRule] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)


def merge(documents: Sequence[Document], problems: Problems) -> Merged:
    """Join checked documents. An entry that has a problem is left out, but its name counts as known."""
    return _Merge(documents, problems).run()


class _Merge:
    def __init__(self, documents: Sequence[Document], problems: Problems) -> None:
        self._documents = documents
        self._problems = problems
        self._first: dict[tuple[object, ...], tuple[Document, Path]] = {}
        self._result = Merged()

    def run(self) -> Merged:
        for document, name, value in self._tables("connections"):
            if document.inline or self._is_new(document, ["connections", name], f"connection '{name}'", name):
                options = {key: one for key, one in value.items() if key != "provider"}
                self._result.connections[name] = {"provider": value["provider"], "options": options}
        for document, name, value in self._tables("principals"):
            if self._is_new(document, ["principals", name], f"principal '{name}'", name):
                self._add_principal(document, name, value)
        self._check_shadows()
        self._members = Members(self._result.principals, self._names("principals"))
        self._connections = self._names("connections")
        for document, index, value in self._lists("images"):
            self._add_image(document, ["images", index], value)
        self._labels = dict(self._image_names())
        for document, index, value in self._lists("waivers"):
            self._add_waiver(document, ["waivers", index], value)
        return self._result

    # ------------------------------------------------------------------------------------------- entries of documents

    def _tables(self, section: str) -> Iterator[tuple[Document, str, Any]]:
        for document in self._documents:
            for name, value in document.root.get(section, {}).items():
                if not self._problems.has(document, section, name):
                    yield document, name, value

    def _lists(self, section: str) -> Iterator[tuple[Document, int, Any]]:
        for document in self._documents:
            for index, value in enumerate(document.root.get(section, [])):
                if not self._problems.has(document, section, index):
                    yield document, index, value

    def _names(self, section: str) -> dict[str, None]:
        return {name: None for document in self._documents for name in document.root.get(section, {})}

    def _image_names(self) -> Iterator[tuple[str, Any]]:
        for document in self._documents:
            for image in document.root.get("images", []):
                if isinstance(image, dict):
                    yield str(image.get("name")), image.get("connection")

    def _is_new(self, document: Document, path: Path, what: str, *key: object) -> bool:
        """True unless the same was given before; then a problem names both places."""
        first = self._first.setdefault((path[0], *key), (document, path))
        if first[1] is path:
            return True
        self._problems.add(document, path, f"{what} is given twice, first at {first[0].where(first[1])}")
        return False

    # ------------------------------------------------------------------------------------------------------- sections

    def _add_principal(self, document: Document, name: str, value: Any) -> None:
        try:
            self._result.principals[name] = principal(name, value)
        except UnknownMember as error:
            self._problems.add(document, ["principals", name], str(error))

    def _check_shadows(self) -> None:
        """No name of a principal is also somebody's id: a bare word has one meaning."""
        ids = {known["member_id"]: name for name, known in self._result.principals.items()}
        for document, name, _value in list(self._tables("principals")):
            if name in ids:
                text = f"the name is also the member id of principal '{ids[name]}'"
                self._problems.add(document, ["principals", name], text)

    def _add_image(self, document: Document, path: Path, value: Any) -> None:
        name, connection, image_id = value["name"], value["connection"], value["image_id"]
        known = self._is_connection(document, [*path, "connection"], connection)
        what = f"image_id {image_id} of connection '{connection}'"
        new_name = self._is_new(document, path, f"image '{name}'", name)
        new_id = self._is_new(document, path, what, connection, same_id(image_id))
        expected = self._expected(document, path, value.get("members", []))
        if known and new_name and new_id:
            self._result.images.append(
                {
                    "name": name,
                    "connection": connection,
                    "image_id": same_id(image_id),
                    "match": value.get("match", "exact"),
                    "members": expected,
                    "visibility": value.get("visibility", _VISIBILITY),
                    "max_pending_days": value.get("max_pending_days"),
                    "source": document.place(path),
                }
            )

    def _is_connection(self, document: Document, path: Path, name: str) -> bool:
        if name not in self._connections:
            text = f"unknown connection '{name}'" + suggestion(name, self._connections)
            self._problems.add(document, path, text)
        return name in self._result.connections

    def _expected(self, document: Document, path: Path, values: Sequence[Any]) -> list[ExpectedMember]:
        expected = []
        for index, value in enumerate(values):
            member = self._member(document, [*path, "members", index], value)
            if member is not None:
                expected.append(member)
        again = twice(expected)
        if again is not None:
            name, member_id = expected[again]["principal"], expected[again]["member_id"]
            text = f"member {name} ({member_id}) is given twice" if name else f"member {member_id} is given twice"
            self._problems.add(document, [*path, "members"], text)
        return expected

    def _member(self, document: Document, path: Path, value: Any) -> ExpectedMember | None:
        try:
            return self._members.resolve(value)
        except UnknownMember as error:
            self._problems.add(document, path, str(error))
            return None

    def _add_waiver(self, document: Document, path: Path, value: Any) -> None:
        label, connection, image_id = (value.get(key) for key in ("image", "connection", "image_id"))
        if label is None:
            self._is_connection(document, [*path, "connection"], connection)
        elif label in self._labels:
            connection = self._labels[label]
        else:
            self._problems.add(document, [*path, "image"], f"unknown image '{label}'" + suggestion(label, self._labels))
        member = self._member(document, [*path, "member"], value["member"]) if "member" in value else None
        member_id = member["member_id"] if member else None
        if not _is_date(value["expires"]):
            self._problems.add(document, [*path, "expires"], f"'{value['expires']}' is no date: write it as YYYY-MM-DD")
        what = f"a waiver for {label or image_id} and {member_id or value.get('kind')}"
        self._is_new(document, path, what, label, connection, image_id, member_id, value.get("kind"))
        self._result.waivers.append(
            {
                "name": label,
                "connection": connection,
                "image_id": same_id(image_id) if image_id else None,
                "member": member_id,
                "group": None,
                "kind": value.get("kind"),
                "reason": value["reason"].strip(),
                "expires": value["expires"],
                "approved_by": None,
                "ticket": None,
                "source": document.place(path),
            }
        )


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
