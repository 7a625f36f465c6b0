# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.


"""Sentences that several reports share."""

from __future__ import annotations

from collections import Counter

from ...module_utils._model import ProvenBy
from ...module_utils._text import joined, number
from .._verdict.model import Subject
from .model import Changes, Report
from .text import tally, visible

_NOUNS: dict[Subject, str] = {
    "image": "image",
    "unmanaged_image": "image",
    "selection": "selection",
    "image_list": "image list",
    "incoming": "incoming list",
}
_PROOF: dict[ProvenBy | None, str] = {
    "access_key": "proven by the cloud's list of access keys",
    "private_image": "proven by the owner of a private image",
    "token": "proven by the token",
    "signature": "proven by the signature",
    "operator": "only the operator's word",
    None: "not proven",
}


def judged(report: Report) -> str:
    """What was judged: "40 images", "2 images and 1 selection"."""
    counts = Counter(_NOUNS[entry["subject"]] for entry in report["images"])
    nouns = dict.fromkeys(_NOUNS.values())
    return joined([number(counts[noun], noun) for noun in nouns if counts[noun]] or ["0 images"])


def counted(report: Report) -> str:
    """What was judged, where, and with which verdicts: "2 images on 1 connection: 1 in violation, 1 compliant"."""
    where = f"{judged(report)} on {number(len(report['scope']), 'connection')}"
    return f"{where}: {tally(report['counts']) or 'nothing was looked at, so nothing is proven'}"


def changed(changes: Changes) -> str:
    """What changed since an earlier report, in counts."""
    counts = changes["counts"]
    shares = {
        "new": counts["new"],
        "unknown then": counts["was_unknown"],
        "still open": counts["still_open"],
        "gone": counts["gone"],
        "not visible now": counts["not_seen"],
    }
    said = ", ".join(f"{count:,} {word}" for word, count in shares.items() if count) or "no finding then, and none now"
    return f"Since {visible(changes['since']['finished_at'])}: {said}"


def vouched(report: Report) -> list[str]:
    """A sentence for each connection whose account nobody but the operator vouches for."""
    return [
        f"{name}: the operator vouches for account {place['account']} (trust_account_id), not the cloud"
        for name, place in report["places"].items()
        if place["proven_by"] == "operator"
    ]


def proof_in_words(proven_by: ProvenBy | None) -> str:
    """Whose word says whose credentials asked."""
    return _PROOF[proven_by]
