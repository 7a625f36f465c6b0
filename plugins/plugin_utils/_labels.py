# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Which hosts of one run of Ansible have a label. In artifact and reports, the last of two would hide the other."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ansible import constants
from ansible.errors import AnsibleActionFail


def claim(label: str, host: str) -> None:
    """Note that a host has this label. Each is asked in a process of its own, whatever the play and its strategy."""
    folder = _claims(label)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _name(host)).touch()


def check_claims(label: str) -> None:
    """AnsibleActionFail where several hosts have this label."""
    if len(list(_claims(label).glob("*"))) > 1:
        raise AnsibleActionFail(
            f"Several hosts of this run have the label {label}. Give each its own assert_sharing_label."
        )


def _claims(label: str) -> Path:
    folder: str = vars(constants)["DEFAULT_LOCAL_TMP"]  # of this run, which removes it at its end
    return Path(folder) / "cloud_images.sharing" / _name(label)


def _name(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
