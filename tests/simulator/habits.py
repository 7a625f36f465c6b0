# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How the clouds behave where a test wants a choice: what documents leave open, and what a wrong belief looks like.

Each field says where its default comes from: a page, an assumption of ours, or ``invented``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal


@dataclass(frozen=True)
class Habits:
    """All of it is JSON. Set with ``world.habits = replace(…)``, ``Simulator.behave(…)`` or the admin path."""

    scp_iam_status: Literal[401, 403, 404] | None = None
    """What SCP's access-key list answers instead of a list. 401 and 404 are documented (apireference/management/iam/
    apis/accesskeylist), and 401 is what a missing right shows on IAM (a third party's record); 403 is invented."""
    scp_iam_versions: tuple[str, ...] = ("1.3", "1.4")
    """Versions of IAM that answer: 1.4 is CURRENT, 1.3 supported until 2026-11-30. Others get 406 NoSuchVersion."""
    scp_iam_page: int = 20
    """Keys on a page without ``limit``. Assumption: the example of the parameter is 20."""
    scp_iam_links: Literal["next", "first", "null"] = "next"
    """Whether ``links`` leads on where more follows. The schema lets ``links`` and ``count`` be null; the example of
    the page shows ``first`` only. Assumption: ``next``, as the paging links of its other services."""
    scp_iam_left_out: tuple[str, ...] = ()
    """Access keys that have no row. Not documented: whether the list holds all keys of the account."""
    scp_iam_accounts: Mapping[str, str] = field(default_factory=dict)
    """Account that the row of an access key names, where not its own. Invented: a list that is wrong."""
    scp_iam_others: int = 0
    """So many keys of other users of the account, before the caller's own. Invented ids."""

    scp_largest_page: int = 1000
    """Most rows of ``GET /v1/images``, whatever ``limit`` says. 1000 is documented; less is invented: short pages
    with more behind them."""
    scp_hidden: Literal["asked", "always", "never"] = "asked"
    """When ``GET /v1/images`` has images with ``os_hidden``. Assumption: as in Glance, for ``os_hidden=true`` only
    (apis/listimages documents no such parameter)."""
    scp_pending_rows: int | None = None
    """Most rows that ``GET /v1/pending-images`` gives. None: all, as its page documents no paging."""

    ims_default_projects: str = "all_granted_eps"
    """The enterprise project of an image list that names none: ``0``, an id, or all. Not documented
    (OTC querying_images.rst, enterprise_project_id)."""
    ims_granted_projects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By access key or user: the enterprise projects whose images it may list (api-ims ims_03_appendix_05); none
    here: all. Assumption: what is not granted is left out in silence."""
    ims_owner_sees: Literal["private", "shared"] = "shared"
    """Visibility and ``__imagetype`` of an owner's image with members: ``shared`` by the vendor's words (OTC
    querying_images.rst, note on ``__imagetype``). ``private`` is another cloud's, should there be one."""

    glance_largest_page: int = 1000
    """Most rows of a list of images, whatever ``limit`` says: the operator's option ``api_limit_max``."""

    cph_listed_shares: tuple[str, ...] = ("pending", "accepted", "rejected")
    """Which answers of the receiver leave an image in its list of shared ones. Not documented (cph_api_0559)."""

    def changed(self, given: Mapping[str, Any]) -> Habits:
        """These habits with others in their place; a name that does not exist raises ValueError."""
        known = {each.name for each in fields(self)}
        if unknown := set(given) - known:
            raise ValueError(f"unknown habits: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}")
        values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
        return replace(self, **values)
