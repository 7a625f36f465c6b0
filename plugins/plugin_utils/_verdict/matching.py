# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Which images of a list a selection means, and what the list does not say of them."""

from __future__ import annotations

import datetime
import fnmatch
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...module_utils._model import DiscoveredImage
from ...module_utils._text import listed, number
from .._inventory.model import Select
from .._names import compile_name_regex
from .image import is_deleted

_ACTIVE = ("active", "production")  # the words that clouds have for an image that can be used
_TIME = re.compile(r"(?P<second>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.(?P<fraction>\d{1,9}))?Z", re.ASCII)
_NAMED = 5

Matches = Callable[[DiscoveredImage], "bool | None"]
"""Whether an image fits; None where the list does not say."""


@dataclass(frozen=True)
class Choice:
    """``matched``: the images that fit, or may; ``chosen``: those of them that are meant for sure.

    ``doubts`` say, one sentence each, why there may be others.
    """

    matched: list[DiscoveredImage]
    chosen: list[DiscoveredImage]
    doubts: list[str]


def choose(select: Select, images: Iterable[DiscoveredImage]) -> Choice:
    """Those that a selection means, of the images of one account. Deleted ones do not count."""
    tests = list(_tests(select))
    fitting: list[DiscoveredImage] = []
    unsaid: list[DiscoveredImage] = []
    for image in images:
        answers = {test(image) for test in tests}
        if False not in answers and not is_deleted(image["image"]):
            (unsaid if None in answers else fitting).append(image)
    doubts = []
    if unsaid:
        doubts.append(f"the list does not say enough of {_names(unsaid)} to tell whether they are meant")
    chosen = fitting
    if select["newest"] is not None:
        chosen, more = _newest(fitting, select["newest"])
        doubts += more
    return Choice([*fitting, *unsaid], chosen, doubts)


def _tests(select: Select) -> Iterator[Matches]:
    pattern, regex, tags, status = select["name"], select["name_regex"], select["tags"], select["status"]
    if pattern is not None:
        yield lambda image: _with_name(image, lambda name: fnmatch.fnmatchcase(name, pattern))
    if regex is not None:
        matches = compile_name_regex(regex)
        yield lambda image: _with_name(image, matches)
    if tags is not None:
        yield lambda image: _has_tags(image, tags)
    if status is not None:
        yield lambda image: None if status_of(image) is None else status_of(image) == status


def _with_name(image: DiscoveredImage, matches: Callable[[str], bool]) -> bool:
    name = image["image"] and image["image"]["name"]
    return name is not None and matches(name)


def _has_tags(image: DiscoveredImage, tags: Sequence[str]) -> bool | None:
    known = image["attributes"]["tags"]
    return None if known is None else set(tags) <= set(known)


def status_of(image: DiscoveredImage) -> str | None:
    """The image's status in the cloud's word, None where it does not say."""
    return image["image"]["status"] if image["image"] else None


def _newest(images: Sequence[DiscoveredImage], count: int) -> tuple[list[DiscoveredImage], list[str]]:
    """The newest active images, those only that are so for sure, and why there may be others."""
    doubts = []
    silent = [image for image in images if status_of(image) is None]
    if silent:
        doubts.append(f"the cloud does not say the status of {_names(silent)}, and newest counts active images")
    active = [image for image in images if (status_of(image) or "").lower() in _ACTIVE]
    if len(active) <= count:
        return active, doubts
    undated = [image for image in active if _moment(image) is None]
    if undated:
        doubts.append(f"the cloud does not say when {_names(undated)} were created, so the newest are not known")
        return [], doubts
    ordered = sorted(active, key=lambda image: _moment(image) or ("", ""), reverse=True)
    edge = _moment(ordered[count])
    if _moment(ordered[count - 1]) != edge:
        return ordered[:count], doubts
    tied = [image for image in ordered if _moment(image) == edge]
    doubts.append(f"{_names(tied)} were created at the same time, so the newest {number(count, 'image')} are not known")
    return [image for image in ordered[:count] if _moment(image) != edge], doubts


def _moment(image: DiscoveredImage) -> tuple[str, str] | None:
    """When an image was created, as something that sorts; None where the cloud does not say."""
    found = _TIME.fullmatch(image["attributes"]["created_at"] or "")
    if found is None or not _is_time(found["second"]):
        return None
    return found["second"], (found["fraction"] or "").ljust(9, "0")


def _is_time(text: str) -> bool:
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _names(images: Sequence[DiscoveredImage]) -> str:
    return listed(sorted(label(image) for image in images), _NAMED)


def label(image: DiscoveredImage) -> str:
    """The image's name in a list; its id where it has none."""
    return (image["image"] and image["image"]["name"]) or image["image_id"]
