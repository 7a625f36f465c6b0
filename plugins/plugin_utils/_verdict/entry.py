# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The entries of the verdict document, each made once, of what was expected, what was read and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ...module_utils._model import (
    Discovered,
    DiscoveredImage,
    ImageResult,
    Incoming,
    IncomingImage,
    Visibility,
    known_visibility,
)
from ...module_utils._text import number
from .._inventory.model import Expectation, ExpectedMember, IncomingRule, Match, Selection
from .findings import About, distinct, worst
from .model import Candidate, Entry, Finding, FoundMember, Subject
from .view import ConnectionView

Listed = TypeVar("Listed", Candidate, IncomingImage)

DEMANDS_ALL: tuple[Match, ...] = ("exact", "at_least")  # the matches under which each expected member must be there


@dataclass(frozen=True)
class Demand:
    """What should hold for an image. ``match`` None: no inventory names it."""

    match: Match | None
    members: list[ExpectedMember]
    visibility: list[Visibility]
    max_pending_days: int | None


UNMANAGED = Demand(None, [], [], None)


@dataclass(frozen=True)
class Case:
    """One image to judge: what should hold for it, and what was read of it.

    ``found`` are the members with their names, None where they were not read. ``owned``: by the cloud's own words the
    proven account of the connection owns the image, so that it sees all members.
    """

    about: About
    demand: Demand
    reading: ImageResult
    found: list[FoundMember] | None
    owned: bool
    view: ConnectionView


def case_of(view: ConnectionView, about: About, demand: Demand, image_id: str) -> Case:
    """The case of an image on a connection."""
    reading = view.reading(image_id)
    members, details = reading["members"], reading["image"]
    return Case(
        about=about,
        demand=demand,
        reading=reading,
        found=None if members is None else view.principals.named(members),
        owned=details is not None and view.witness.owns(details),
        view=view,
    )


def demand_of(expectation: Expectation) -> Demand:
    """What an expectation of the inventory demands of an image."""
    return Demand(
        expectation["match"], expectation["members"], expectation["visibility"], expectation["max_pending_days"]
    )


def image_entry(case: Case, findings: Iterable[Finding], subject: Subject, selection: str | None = None) -> Entry:
    """The entry of one image.

    :param selection: the name of the selection that chose it.
    """
    about, demand, reading, every = case.about, case.demand, case.reading, distinct(findings)
    return {
        "name": about.name,
        "subject": subject,
        "connection": about.connection,
        "provider": case.view.provider,
        "image_id": about.image_id,
        "selection": selection,
        "verdict": worst(every),
        "match": demand.match,
        "visibility": demand.visibility,
        "max_pending_days": demand.max_pending_days,
        "expected": demand.members,
        "found": case.found,
        "state": reading["state"],
        "complete": reading["complete"],
        "error": reading["error"],
        "record": reading["image"],
        "rule": None,
        "listed": None,
        "not_listed": [],
        "proof": _proof(case),
        "findings": every,
        "source": about.source,
    }


def _proof(case: Case) -> str | None:
    reading = case.reading
    if reading["state"] != "read" or reading["complete"] is not True or not case.owned:
        return None
    members, details = reading["members"] or [], reading["image"]
    if details and known_visibility(details["visibility"]) == "private" and not members:
        return "private image without members, its record read by the owner"
    return f"complete list of {number(len(members), 'member')} read by the owner"


def candidate(image: DiscoveredImage) -> Candidate:
    """An image of a list as far as the list itself describes it."""
    return {"image_id": image["image_id"], "image": image["image"], "attributes": image["attributes"]}


@dataclass(frozen=True)
class JudgedList(Generic[Listed]):
    """A list of a connection's images that was judged, or a rule that was judged on one.

    :param listing: what was read.
    :param rule: the selection, or the expectation of what others may share.
    :param listed: the images that it was judged on, None where the list could not be read.
    :param proof: why the list counts, in words; None where it does not.
    """

    about: About
    subject: Subject
    listing: Discovered | Incoming
    findings: Iterable[Finding]
    rule: Selection | IncomingRule | None = None
    listed: list[Listed] | None = None
    not_listed: Sequence[str] = ()
    proof: str | None = None


def list_entry(view: ConnectionView, judged: JudgedList[Listed]) -> Entry:
    """The entry of a list."""
    about, every = judged.about, distinct(judged.findings)
    was_read = judged.listing["images"] is not None
    return {
        "name": about.name,
        "subject": judged.subject,
        "connection": about.connection,
        "provider": view.provider,
        "image_id": None,
        "selection": about.name if judged.subject == "selection" else None,
        "verdict": worst(every),
        "match": None,
        "visibility": [],
        "max_pending_days": None,
        "expected": [],
        "found": None,
        "state": "read" if was_read else "failed",
        "complete": judged.listing["complete"] is True if was_read else None,
        "error": judged.listing["error"],
        "record": None,
        "rule": judged.rule,
        "listed": None if judged.listed is None else _in_order(judged.listed),
        "not_listed": list(judged.not_listed),
        "proof": judged.proof,
        "findings": every,
        "source": about.source,
    }


def _in_order(listed: list[Listed]) -> list[Listed]:
    """By id: a cloud may list the same images in another order each time."""
    return sorted(listed, key=lambda image: str(image["image_id"]))
