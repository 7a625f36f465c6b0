# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Why a task fails, in sentences that name what could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from ._model import ErrorInfo, ImageResult, ModuleResult
from ._text import joined, listed

_NAMED = 3


def failure(result: ModuleResult) -> str | None:
    """What could not be read although it was asked for; None where there is nothing to complain of."""
    for error in (_error_of(result.get("discovered")), _error_of(result.get("names"))):
        if error:
            return f"The account's images could not be listed: {said(error)}."
    names, incoming = result.get("names"), result.get("incoming")
    if names and names["unmatched"]:
        return f"image_names: no image that the account owns is named {joined(names['unmatched'], 'or')}."
    if incoming and incoming["error"]:
        return f"The images that others share could not be listed: {said(incoming['error'])}."
    unread = [image for image in result["images"] if image["error"]]
    return _unread(unread, len(result["images"])) if unread else None


def _error_of(listing: object) -> ErrorInfo | None:
    return listing["error"] if isinstance(listing, dict) else None


def _unread(unread: Sequence[ImageResult], images: int) -> str:
    """One sentence for each way in which images could not be read, naming the first few images of each."""
    groups: dict[str, list[ImageResult]] = {}
    for image in unread:
        groups.setdefault(said(image["error"]), []).append(image)
    sentences = [f"{len(unread)} of {images} images could not be read"]
    for words, alike in list(groups.items())[:_NAMED]:
        error = alike[0]["error"]
        request_id = error["request_id"] if error else None
        ids = listed([image["image_id"] for image in alike], _NAMED)
        sentences.append(f"{ids}: {words}{f' (request {request_id})' if request_id else ''}")
    if len(groups) > _NAMED:
        sentences.append("The other errors stand with the images in this result")
    return ". ".join(sentences) + "."


def said(error: ErrorInfo | None) -> str:
    """Status, code and message of an error, without a full stop at the end."""
    if error is None:
        return "no reason was given"
    answer = " ".join(str(one) for one in (error["http_status"], error["code"]) if one)
    message = error["message"].rstrip(".")
    return f"{answer}: {message}" if answer else message
