# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Whose credentials asked, by whose word: only a proven account makes a list count as the owner's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from ...module_utils._ids import same_id
from ...module_utils._model import ImageDetails, ProvenBy
from .._inventory.model import Connection
from .model import Place, ReportedPlace
from .stated import stated_account
from .texts import shown

NOWHERE: Place = {
    "provider": "",
    "endpoint": None,
    "region": None,
    "account": {"id": None, "proven_by": None},
    "account_note": None,
}
"""The place of a connection that gave no evidence."""


@dataclass(frozen=True)
class Witness:
    """The account that read a connection. ``doubt`` says why nothing proves it, and what to do; None where it is."""

    account_id: str | None
    doubt: str | None

    def owns(self, details: ImageDetails) -> bool:
        """Whether the cloud's own words say that this account owns an image. Its owner decides, nothing else."""
        owner = details["owner_id"]
        return (
            self.doubt is None
            and self.account_id is not None
            and details["caller_is_owner"] is True
            and (owner is None or same_id(owner) == same_id(self.account_id))
        )


def witness(name: str, connection: Connection, place: Place) -> Witness:
    """What a connection's evidence says of its reader.

    :param name: the connection's.
    :param connection: as the inventory and its options state it.
    """
    account, stated = place["account"], stated_account(connection)
    if account["proven_by"] not in get_args(ProvenBy) or not account["id"]:
        return Witness(account["id"], place["account_note"] or _unproven(name, stated or account["id"]))
    if stated and same_id(stated) != same_id(account["id"]):
        return Witness(
            account["id"],
            f"connection {name} states account {shown(stated)}, but its credentials belong to account "
            f"{shown(account['id'])}: correct one of them",
        )
    return Witness(account["id"], None)


def _unproven(name: str, account_id: str | None) -> str:
    said = f"only a setting names account {shown(account_id)}" if account_id else "no account is known"
    return (
        f"the cloud did not say whose credentials connection {name} uses ({said}): give them the right to be told, or "
        "have an operator vouch with trust_account_id where the provider has it"
    )


def reported(place: Place) -> ReportedPlace:
    """A place as reports show it."""
    return {
        "provider": place["provider"],
        "endpoint": place["endpoint"],
        "region": place["region"],
        "account": place["account"]["id"],
        "proven_by": place["account"]["proven_by"],
    }
