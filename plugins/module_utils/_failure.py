# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Why a task fails, in sentences that name what could not be read."""

from __future__ import annotations

from collections.abc import Mapping

from ._help import see_errors
from ._model import Discovered, ErrorInfo, ModuleResult, Names
from ._text import joined, listed

_NAMED = 3


def failure(result: ModuleResult) -> str | None:
    """What could not be read although it was asked for, and where that is explained; None where all was read."""
    for error in (_error_of(result.get("discovered")), _error_of(result.get("names"))):
        if error:
            return f"The account's images could not be listed: {said(error)}. {see_errors([error['kind']])}"
    names, incoming = result.get("names"), result.get("incoming")
    if names and names["unmatched"]:
        named = joined(names["unmatched"], "or")
        return f"image_names: no image that the account owns is named {named}. {see_errors(['not_found'])}"
    if incoming and (error := incoming["error"]):
        return f"The images that others share could not be listed: {said(error)}. {see_errors([error['kind']])}"
    unread = {image["image_id"]: image["error"] for image in result["images"] if image["error"]}
    return _unread(unread, len(result["images"])) if unread else None


def _error_of(listing: Discovered | Names | None) -> ErrorInfo | None:
    return listing["error"] if listing else None


def _unread(unread: Mapping[str, ErrorInfo], images: int) -> str:
    """One sentence for each way in which images could not be read, naming the first few images of each."""
    groups: dict[str, list[str]] = {}
    for image_id, error in unread.items():
        groups.setdefault(said(error), []).append(image_id)
    sentences = [f"{len(unread)} of {images} images could not be read"]
    for words, alike in list(groups.items())[:_NAMED]:
        request_id = unread[alike[0]]["request_id"]
        sentences.append(f"{listed(alike, _NAMED)}: {words}{f' (request {request_id})' if request_id else ''}")
    if len(groups) > _NAMED:
        sentences.append("The other errors are with their images in this result")
    return f"{'. '.join(sentences)}. {see_errors(error['kind'] for error in unread.values())}"


def said(error: ErrorInfo | None) -> str:
    """Status, code and message of an error, without a full stop at the end."""
    if error is None:
        return "no reason was given"
    answer = " ".join(str(one) for one in (error["http_status"], error["code"]) if one)
    message = error["message"].rstrip(".")
    return f"{answer}: {message}" if answer else message
