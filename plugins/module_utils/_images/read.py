# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""All that one task asks of one account: members, records, discovery, incoming images, and whose credentials asked."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .._errors import ApiError, surprise
from .._ids import same_id
from .._model import DELETED, DiscoveredImage, ImageDetails
from .._providers.base import Account, ListedImage, Proof, with_owner
from .details import read_details
from .incoming import IncomingImages, date_invitations, read_incoming, without_own
from .members import MemberList
from .own import OwnImages, list_images
from .reading import Reading
from .workers import Workers

IMAGE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")


@dataclass(frozen=True)
class Wanted:
    """What a task wants to know. ``image_names`` are shell patterns, matched with their case.

    ``own_names``: patterns of the names that matter with ``discover``; None for all.
    """

    image_ids: Sequence[str] = ()
    image_names: Sequence[str] = ()
    details: bool = False
    discover: bool = False
    incoming: bool = False
    incoming_dates: bool = False
    own_names: Sequence[str] | None = None


class Watch:
    """Is told how the reading gets on. This one does not listen."""

    def more(self, images: int) -> None:
        """A list named so many images that will be read, too."""

    def tried(self, reading: Reading) -> None:
        """The members of one image were read, or could not be."""


@dataclass
class Answer:
    """What a task learned. ``unmatched``: patterns of names that no own image has."""

    readings: list[Reading] = field(default_factory=list)
    discovered: list[DiscoveredImage] | None = None
    own: OwnImages | None = None
    incoming: IncomingImages | None = None
    unmatched: list[str] = field(default_factory=list)
    proof: Proof = field(default_factory=Proof)


def ask(account: Account, wanted: Wanted, workers: Workers, watch: Watch | None = None) -> Answer:
    """Read everything; an error of one image or list is that one's alone."""
    watch = watch or Watch()
    answer = Answer()
    if wanted.discover or wanted.image_names:
        answer.own = list_images(account)
    if wanted.incoming:
        answer.incoming = read_incoming(account)
    by_id = workers.map(lambda image_id: _members(account, image_id, watch), wanted.image_ids)
    known = _records(account, wanted, answer, by_id, workers)
    answer.proof = _proof(account, answer, by_id, known)
    if answer.incoming is not None:
        without_own(answer.incoming, answer.proof)
        if wanted.incoming_dates:
            date_invitations(account, answer.incoming, answer.proof)
    answer.readings = workers.map(lambda one: _finished(account, one, known, answer.proof), by_id)
    if answer.own is not None:
        _add_own(account, wanted, answer, workers, watch)
    return answer


def _members(account: Account, image_id: str, watch: Watch) -> Reading:
    reading = _member_list(account, image_id)
    watch.tried(reading)
    return reading


def _member_list(account: Account, image_id: str) -> Reading:
    rows = MemberList()
    if not IMAGE_ID.fullmatch(image_id):  # found in a list of images; whoever asks for one is told at once
        return Reading.refused(image_id, ApiError("bad_response", "The id would change the path of the request."))
    try:
        rows.read(account, image_id)
    except ApiError as error:
        return Reading.refused(image_id, error, rows.complete)
    except Exception as error:  # a surprise in one image's answer must not hide the others
        return Reading.refused(image_id, surprise(error), rows.complete)
    return Reading(image_id, "read", rows.complete, rows.members)


def _proof(
    account: Account, answer: Answer, readings: Sequence[Reading], records: Mapping[str, ImageDetails | ApiError]
) -> Proof:
    """Asked for only after a good answer: credentials that are refused are not shown to anybody else.

    That an image is not there is one, as the image service says so to those only whom it knows.
    """
    answered = (
        any(one.state == "read" for one in readings)
        or any(one.state == "not_found" for one in readings)
        or any(not isinstance(record, ApiError) for record in records.values())
        or (answer.own is not None and answer.own.complete is not None)
        or (answer.incoming is not None and answer.incoming.images is not None)
    )
    if not answered:
        return Proof(note="The image service gave no answer that proves anything.")
    try:
        return account.proof()
    except ApiError as error:
        return Proof(note=error.message)
    except Exception as error:
        return Proof(note=surprise(error).message)


def _records(
    account: Account, wanted: Wanted, answer: Answer, readings: Sequence[Reading], workers: Workers
) -> Mapping[str, ImageDetails | ApiError]:
    """The records of the images that were asked for by id, where they are wanted."""
    if not wanted.details:
        return {}
    there = [one.image_id for one in readings if one.state != "not_found"]
    listed = {key: answer.own.record(key) for key in there} if answer.own else {}
    known: dict[str, ImageDetails | ApiError] = {key: one for key, one in listed.items() if one is not None}
    try:
        known.update(read_details(account, [key for key in there if key not in known], workers))
    except Exception as error:
        return dict.fromkeys(there, surprise(error))
    return known


def _finished(
    account: Account, reading: Reading, records: Mapping[str, ImageDetails | ApiError], proof: Proof
) -> Reading:
    """The reading with its record, whose owner is held against the account, and refined by what the provider knows."""
    record = records.get(reading.image_id)
    if isinstance(record, ApiError):
        reading = reading if reading.error else replace(reading, error=record)
    elif record is not None:
        reading = replace(reading, image=with_owner(record, proof))
    if account.refine is None:
        return reading
    try:
        return account.refine(reading)
    except Exception:  # it adds to what is known; without it the reading stands
        return reading


def _add_own(account: Account, wanted: Wanted, answer: Answer, workers: Workers, watch: Watch) -> None:
    """Add the images of wanted names to those asked for, and read the members of the other own ones.

    Where one is gone by then, the list is read once more: what is not on the second one is not the account's.
    """
    readings = _read_own(account, wanted, answer, {}, workers, watch)
    if any(map(_is_gone, readings.values())):
        again = list_images(account)
        if again.complete is True:
            answer.own = again
            readings = _read_own(account, wanted, answer, readings, workers, watch)
    own, others = _own(wanted, answer)
    answer.unmatched = [one for one in wanted.image_names if not any(_has_name(image, [one]) for image in own)]
    named = {image.image_id for image in others if _has_name(image, wanted.image_names)}
    answer.readings += [readings[image.image_id] for image in others if image.image_id in named]
    if wanted.discover and answer.own is not None and answer.own.complete is not None:
        answer.discovered = [
            readings[image.image_id].discovered(image.attributes) for image in others if image.image_id not in named
        ]


def _own(wanted: Wanted, answer: Answer) -> tuple[list[ListedImage], list[ListedImage]]:
    """All of the account's images, and those whose members are to be read though nobody asked for their ids."""
    own = answer.own.candidates(answer.proof) if answer.own else []
    asked = set(map(same_id, wanted.image_ids))
    names = wanted.own_names if wanted.discover else wanted.image_names
    return own, [
        image
        for image in own
        if same_id(image.image_id) not in asked and (_has_name(image, names) or _has_name(image, wanted.image_names))
    ]


def _read_own(
    account: Account,
    wanted: Wanted,
    answer: Answer,
    known: Mapping[str, Reading],
    workers: Workers,
    watch: Watch,
) -> dict[str, Reading]:
    """The readings of the listed images, those that are known already as they are."""
    new = [image for image in _own(wanted, answer)[1] if image.image_id not in known]
    records = {image.image_id: image.details for image in new}
    watch.more(len(new))

    def read(image: ListedImage) -> Reading:
        return _finished(account, _members(account, image.image_id, watch), records, answer.proof)

    return {**known, **dict(zip(records, workers.map(read, new), strict=True))}


def _is_gone(reading: Reading) -> bool:
    """Nobody finds it, though it was listed as an image that exists."""
    status = reading.image["status"] if reading.image else None
    return reading.state == "not_found" and (status or "").lower() not in DELETED


def _has_name(image: ListedImage, patterns: Sequence[str] | None) -> bool:
    name = image.details["name"]
    return patterns is None or (name is not None and any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns))
