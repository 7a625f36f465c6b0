# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Whose an access key of SCP is, by the word of the cloud.

Sources: https://docs.e.samsungsdscloud.com/en/apireference/management/iam/apis/accesskeylist/ (IAM 1.4: the rows name
key and account; paging by limit and marker), apireference/compute/virtualserver/apis/listimages/ (visibility, limit).
That an image which others cannot see is listed to its owner only is concluded from the vendor's words on private
images.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..._errors import ApiError
from ..._images.pages import Ask, Page, Turn, follow, rows_of, says_more
from ..base import Proof, reconciled
from ..glance import ImageRow
from .settings import Settings

_KeyRow = Mapping[Literal["id", "access_key", "account_id"], Any]

IAM_VERSION = "iam 1.4"
KEYS_A_PAGE = 100
IMAGES_A_PAGE = 1000
_ADVICE = (
    "Let the key list access keys in IAM (with endpoint, set iam_endpoint, too), keep one private image in the "
    "account, or have an operator vouch with trust_account_id."
)


@dataclass(frozen=True)
class AccountProof:
    """Asks IAM for the key's own row, else the image list for the owner of a private image; at most once a task.

    :param ask_iam: None where IAM is not to be asked.
    """

    settings: Settings
    ask_images: Ask
    ask_iam: Ask | None

    def __call__(self) -> Proof:
        """Never an ApiError: what refuses to answer proves nothing."""
        stated = self.settings.account_id
        proven = self._by_key_list() or self._by_private_image()
        if proven is None and self.settings.trust_account_id and stated:
            return Proof(stated, "operator")
        if proven is None:
            return Proof(stated, None, f"The cloud did not say whose the access key is. {_ADVICE}")
        return reconciled(stated, proven, "account_id")

    def _by_key_list(self) -> Proof | None:
        if self.ask_iam is None:
            return None
        ask = self.ask_iam
        accounts = _attempt(lambda: self._accounts_of_key(ask)) or set()
        if len(accounts) > 1:
            return Proof(
                note=f"IAM's list names {len(accounts)} accounts for the access key, so that it proves neither."
            )
        return Proof(accounts.pop(), "access_key") if accounts else None

    def _accounts_of_key(self, ask: Ask) -> set[str]:
        """The accounts of all rows for our key: other fields, a secret key among them, are not looked at."""
        pages = follow(_key_pages(ask), "The list of access keys")
        rows: Iterator[_KeyRow] = (row for page in pages for row in page.rows)
        own = (row for row in rows if row["access_key"] == self.settings.access_key)
        return {str(row.get("account_id") or "") for row in own} - {""}

    def _by_private_image(self) -> Proof | None:
        owners = _attempt(self._private_owners)
        return Proof(owners.pop(), "private_image") if owners and len(owners) == 1 else None

    def _private_owners(self) -> set[str]:
        """The owners of one page of private images. '' stands for a row that is not private or names no owner."""
        body = self.ask_images("/v1/images", [("limit", str(IMAGES_A_PAGE)), ("visibility", "private")])
        rows = rows_of(body, "images", "id", "The list of private images")
        owners = set(map(_private_owner, rows))
        return set() if "" in owners else owners


def _private_owner(image: ImageRow) -> str:
    owner = image.get("owner")
    return owner if image.get("visibility") == "private" and isinstance(owner, str) else ""


def _key_pages(ask: Ask) -> Turn:
    """The last row's id leads to the next page while pages are full or say that more follows.

    A row that is missed costs a proof and never makes one, so that a short page may end the search.
    """

    def turn(marker: str | None) -> Page:
        body = ask("/v1/access-keys", [("limit", str(KEYS_A_PAGE)), *([("marker", marker)] if marker else [])])
        rows: list[_KeyRow] = rows_of(body, "access_keys", "access_key", "The list of access keys")
        goes_on = len(rows) >= KEYS_A_PAGE or says_more(body)
        last = rows[-1].get("id") if rows and goes_on else None
        return Page(rows, {}, str(last) if last else None, proven=True)

    return turn


def _attempt(ask: Callable[[], set[str]]) -> set[str] | None:
    """None for whatever goes wrong: a missing right is documented as 401, and is neither an error nor a bad key."""
    try:
        return ask()
    except ApiError:
        return None
    except Exception:
        return None
