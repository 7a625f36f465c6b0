# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An account that is made of plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ansible_collections.cloud_images.sharing.plugins.module_utils._images.pages import Page, Row, Turn
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import Attributes, make_details, make_member
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Account, ListedImage, Proof

OWNER = "1bed856811654c1cb661a6ca845ebc77"
NOTHING_MORE: Attributes = {"created_at": None, "tags": None, "content_hash": None, "hidden": None}
Answers = Mapping[str, "Sequence[str] | Exception"]


def account(members: Answers, own: Sequence[Row] | Exception = (), proof: Callable[[], Proof] | None = None) -> Account:
    """An account whose images have these members, or raise; own is its list of images."""

    def turns(image_id: str) -> Turn:
        return lambda marker: _page(members[image_id], "member_id")

    return Account(
        credentials_from="options",
        endpoint="https://images.example",
        region="here",
        members=turns,
        member=lambda row, image_id: make_member(member_id=row["member_id"], image_id=image_id),
        lists=[lambda marker: _page(own, "id")],
        listed=_listed,
        details=lambda image_id: make_details(name=image_id, visibility="shared", owner_id=OWNER),
        proof=proof or (lambda: Proof(OWNER, "token")),
    )


def _page(rows: Sequence[str] | Sequence[Row] | Exception, key: str) -> Page:
    if isinstance(rows, Exception):
        raise rows
    return Page([{key: row} if isinstance(row, str) else row for row in rows], {}, proven=True)


def _listed(row: Row) -> ListedImage:
    details = make_details(name=row["id"], visibility="private", owner_id=row.get("owner", OWNER))
    return ListedImage(row["id"], details, NOTHING_MORE)
