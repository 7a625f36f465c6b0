# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Builds a snapshot from what the connections gave. Only proven lists count, as in the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict

from ...module_utils._ids import same_id
from ...module_utils._model import DiscoveredImage, IncomingImage, Visibility, known_visibility
from ...module_utils._text import clip, listed
from .._inventory.members import is_id
from .._inventory.model import Connection, Inventory
from .._inventory.rules import file_options
from .._reports.text import visible
from .._reports.words import proof_in_words
from .._verdict.image import is_deleted
from .._verdict.model import ConnectionEvidence, Evidence
from .._verdict.texts import cloud_said
from .kept import Kept
from .model import Snapshot, SnapshotError, WrittenConnection, WrittenImage, WrittenMember, WrittenSource
from .rules import check_connections, chosen_by

_REVIEW: dict[Visibility, str] = {
    "public": "every account can boot it: allow that with visibility, or make it private",
    "community": "everybody who knows its id can boot it: allow that with visibility, or make it private",
}


def build(
    inventory: Inventory, evidence: Evidence, kept: Kept, *, incoming: bool = False, partial: bool = False
) -> Snapshot:
    """The inventory of what is there.

    :param inventory: connections and principals of the input.
    :param evidence: what each connection in scope gave, its own images discovered.
    :param kept: what stays of the file that is replaced.
    :param incoming: write what others share with the accounts, too.
    :param partial: what could not be proven becomes a comment; else it stops the snapshot.
    :raises SnapshotError: with all that is missing.
    """
    names = _Names(inventory, kept)
    images: list[WrittenImage] = []
    missing: list[str] = []
    check_connections(kept.rules, inventory["scope"])
    sources: dict[str, list[WrittenSource]] = {}
    for name in inventory["scope"]:
        found = evidence.get(name)
        missing += _list_problems(name, found)
        own = _own_images(found)
        missing += [f"{name}: image {visible(one['image_id'])} {_problem(one)}" for one in own if _problem(one)]
        images += _entries(name, own, names, kept)
        if incoming:
            missing += _incoming_problems(name, found)
            sources[name] = _sources(found, names)
    if missing and not partial:
        raise SnapshotError(missing)
    return Snapshot(
        connections=[
            _connection(name, inventory["connections"][name], evidence.get(name)) for name in inventory["scope"]
        ],
        principals=kept.principals_with(inventory),
        images=_labelled(images, kept),
        incoming=sources if incoming else None,
        waivers=kept.waivers,
        missing=missing,
        rules=kept.rules,
    )


class _Names:
    """Principals by the id that they stand for; groups are left to whoever writes by hand."""

    def __init__(self, inventory: Inventory, kept: Kept) -> None:
        known = {**kept.principals, **inventory["principals"]}
        self._by_id = {same_id(one["member_id"]): name for name, one in sorted(known.items(), reverse=True)}

    def of(self, member_id: str) -> WrittenMember:
        """The name of a member, else its id."""
        name = self._by_id.get(same_id(member_id))
        return WrittenMember(name or member_id, name is not None or is_id(member_id), name is not None)


def _own_images(found: ConnectionEvidence | None) -> Sequence[DiscoveredImage]:
    listing = found["discovered"] if found else None
    images = listing["images"] if listing else None
    return [image for image in images or () if not is_deleted(image["image"])]


def _entries(connection: str, own: Sequence[DiscoveredImage], names: _Names, kept: Kept) -> Iterator[WrittenImage]:
    """Each image but those that a rule means, unless the replaced file has an entry for them, too."""
    ruled = chosen_by(kept.rules, connection, own)
    for image in own:
        problem, image_id = _problem(image), image["image_id"]
        if problem or same_id(image_id) not in ruled or kept.label_of(connection, image_id):
            yield _written(connection, image, names, problem)


def _list_problems(name: str, found: ConnectionEvidence | None) -> Iterator[str]:
    listing = found["discovered"] if found else None
    if found is None or listing is None or listing["images"] is None:
        yield f"{name}: its images could not be listed: {cloud_said(listing['error'] if listing else None)}"
        return
    if listing["complete"] is not True:
        yield f"{name}: the end of its list of images is not proven: {cloud_said(listing['error'])}"
    account = found["place"]["account"]
    if account["proven_by"] is None:
        yield f"{name}: nothing proves whose credentials these are. {found['place']['account_note'] or ''}".rstrip()


def _problem(image: DiscoveredImage) -> str | None:
    """Why an image cannot be written as an entry; None where its members are proven."""
    details = image["image"]
    if details is None or details["caller_is_owner"] is None:
        return "has no owner that the cloud proves"
    visibility = known_visibility(details["visibility"])
    if visibility is None:
        return "has no visibility that the cloud names"
    if visibility in _REVIEW:
        return None
    if image["state"] != "read" or image["members"] is None:
        return f"could not be read: {cloud_said(image['error'])}"
    return None if image["complete"] is True else "has a member list whose end is not proven"


def _written(connection: str, image: DiscoveredImage, names: _Names, problem: str | None) -> WrittenImage:
    details = image["image"]
    name = details["name"] if details else None
    visibility = known_visibility(details["visibility"]) if details else None
    members = sorted((names.of(row["member_id"]) for row in image["members"] or ()), key=lambda one: one.text)
    return WrittenImage(
        name=_label(name or image["image_id"]),
        connection=connection,
        image_id=image["image_id"],
        members=tuple(members),
        review=problem or (_REVIEW.get(visibility) if visibility else None),
    )


def _label(text: str) -> str:
    return clip(visible(text).strip() or "unnamed", 120)


def _labelled(images: Sequence[WrittenImage], kept: Kept) -> list[WrittenImage]:
    """Unique labels in a stable order: kept ones first, else the image's name, with its id where two share one."""
    taken = Counter(image.name for image in images if kept.label_of(image.connection, image.image_id) is None)
    taken.update(kept.labels)
    done = [_with_label(image, kept, taken) for image in images]
    return sorted(done, key=lambda image: (image.connection, image.name, image.image_id))


def _with_label(image: WrittenImage, kept: Kept, taken: Mapping[str, int]) -> WrittenImage:
    label = kept.label_of(image.connection, image.image_id)
    if label is None:
        label = image.name if taken[image.name] == 1 else f"{image.name} ({image.connection}, {image.image_id})"
    comments = kept.comments_of(image.image_id)
    return WrittenImage(label, image.connection, image.image_id, image.members, image.review, comments)


def _connection(name: str, connection: Connection, found: ConnectionEvidence | None) -> WrittenConnection:
    written, withheld = file_options(connection["provider"], connection["options"])
    account = found["place"]["account"] if found else None
    who = f"account {account['id']}, {proof_in_words(account['proven_by'])}" if account and account["proven_by"] else ""
    return WrittenConnection(name, connection["provider"], written, withheld, who)


def _incoming_problems(name: str, found: ConnectionEvidence | None) -> Iterator[str]:
    listing = found["incoming"] if found else None
    if listing is None or listing["images"] is None or listing["complete"] is not True:
        why = cloud_said(listing["error"] if listing else None)
        yield f"{name}: the images that others share could not all be listed: {why}"
        return
    for image in listing["images"]:
        if image["owner_id"] is None:
            yield f"{name}: the cloud does not name the owner of shared image {visible(image['image_id'])}"


def _sources(found: ConnectionEvidence | None, names: _Names) -> list[WrittenSource]:
    listing = found["incoming"] if found else None
    by_owner: dict[str, list[IncomingImage]] = {}
    for image in (listing["images"] if listing else None) or ():
        if image["owner_id"] is not None:
            by_owner.setdefault(same_id(image["owner_id"]), []).append(image)
    sources = []
    for owner, images in by_owner.items():
        patterns = {_pattern(image["name"]) for image in images if image["name"]}
        unnamed = any(not image["name"] for image in images)
        owner_name = next((image["owner_name"] for image in images if image["owner_name"]), None)
        sources.append(WrittenSource(names.of(owner), owner_name, None if unnamed else tuple(sorted(patterns))))
    return sorted(sources, key=lambda source: source.owner.text)


def _pattern(name: str) -> str:
    """A shell pattern that means just this name."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


class Summary(TypedDict):
    """A snapshot in numbers, and in one line."""

    connections: int
    images: int
    to_review: int
    missing: list[str]
    text: str


def summary(snapshot: Snapshot) -> Summary:
    """What was written, in numbers, and what is missing."""
    entries = [image for image in snapshot.images if image.review is None]
    return {
        "connections": len(snapshot.connections),
        "images": len(entries),
        "to_review": len(snapshot.images) - len(entries),
        "missing": snapshot.missing,
        "text": f"{len(entries)} images on {listed([one.name for one in snapshot.connections], 5)}",
    }
