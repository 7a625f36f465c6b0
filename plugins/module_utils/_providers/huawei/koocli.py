# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The profiles of KooCLI (hcloud), which Terraform reads too.

Sources: https://support.huaweicloud.com/eu/usermanual-hcli/hcli_03_004_01.html (the file's keys),
https://support.huaweicloud.com/eu/usermanual-hcli/hcli_03_003_03.html (modes), and Terraform's provider
(huaweicloud/terraform-provider-huaweicloud, huaweicloud/config/auth.go).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ..files import check_names, read_json, text_in, unreadable

NAMES = {
    "access_key": "accessKeyId",
    "secret_key": "secretAccessKey",
    "security_token": "securityToken",
    "auth_token": "xAuthToken",
    "region": "region",
    "project_id": "projectId",
    "agency_name": "agencyName",
    "agency_domain_name": "agencyDomainName",
    "agency_domain_id": "agencyDomainId",
}
_CREDENTIALS = ("access_key", "secret_key", "security_token", "auth_token")
_KEYS_ONLY = ("access_key", "secret_key", "security_token")
# What each mode logs in with; KooCLI's own words for them.
_OF_MODE = {
    "AKSK": _KEYS_ONLY,
    "SSO": _KEYS_ONLY,
    "token": ("auth_token",),
    "agency": (),
}
_ACCESS_KEY = re.compile("[A-Z0-9]{4,40}")


def read_profile(path: Path, name: str | None) -> Mapping[str, str | None]:
    """A profile's values by option name: the one of this name, else the current one.

    Empty where there is no file or no profile in it. OptionError for what cannot be used: a name that is not there,
    keys that are encrypted, a mode that asks the machine.
    """
    content = read_json(path) or {}
    profiles = _profiles(content, path)
    wanted = (name or "").strip() or text_in(content, "current", path)
    if not profiles and not name:
        return {}
    profile = _named(profiles, wanted or "default", path)
    mode = _mode(profile, wanted or "default", path)
    values = {option: text_in(profile, key, path) for option, key in NAMES.items()}
    if mode == "agency":
        named = text_in(profile, "sourceProfile", path) or ""
        open_ends = [name for name in ("agencyName", "sourceProfile") if not text_in(profile, name, path)]
        if open_ends:
            raise unreadable(path, f"the profile {wanted} asks an agency, but has no {' and no '.join(open_ends)}")
        profile = _named(profiles, named, path)
        mode = _mode(profile, named, path)
        if mode == "agency":
            reason = f"the profile {wanted} asks an agency with the keys of {named}, which asks an agency itself"
            raise unreadable(path, f"{reason}. Name a profile with keys as its sourceProfile")
    elif mode == "AKSK":
        keys = {name: value for name, value in profile.items() if re.search("key|secret", name, re.IGNORECASE)}
        check_names(keys, ("accessKeyId", "secretAccessKey"), path)
    credentials = {option: text_in(_holder(profile, mode), NAMES[option], path) for option in _OF_MODE[mode]}
    if any(credentials.values()):
        _check_plain(content, credentials.get("access_key"), path)
    return {**values, **dict.fromkeys(_CREDENTIALS), **credentials}


def _profiles(content: Mapping[str, object], path: Path) -> list[Mapping[str, object]]:
    profiles = content.get("profiles") or []
    if not isinstance(profiles, list) or not all(isinstance(profile, dict) for profile in profiles):
        raise unreadable(path, "profiles is not a list of objects")
    return profiles


def _named(profiles: list[Mapping[str, object]], name: str, path: Path) -> Mapping[str, object]:
    named = [profile for profile in profiles if profile.get("name") == name]
    if len(named) == 1:
        return named[0]
    raise unreadable(path, f"it has {'several profiles' if named else 'no profile'} named {name[:40]!r}")


def _mode(profile: Mapping[str, object], name: str, path: Path) -> str:
    mode = text_in(profile, "mode", path) or "AKSK"
    if mode not in _OF_MODE:
        raise unreadable(path, f"the profile {name} logs in by {mode[:20]!r}, which is for KooCLI alone")
    return mode


def _holder(profile: Mapping[str, object], mode: str) -> Mapping[str, object]:
    """Where a profile keeps its keys."""
    if mode != "SSO":
        return profile
    sso = profile.get("ssoAuth")
    token = sso.get("stsToken") if isinstance(sso, dict) else None
    return token if isinstance(token, dict) else {}


def _check_plain(content: Mapping[str, object], access_key: str | None, path: Path) -> None:
    """KooCLI encrypts what it keeps, unless it was told not to."""
    if str(content.get("authEncrypt")).lower() == "true" or (access_key and not _ACCESS_KEY.fullmatch(access_key)):
        raise unreadable(
            path,
            "KooCLI has encrypted its keys. Run 'hcloud configure set --cli-auth-encrypt=false', or set HW_ACCESS_KEY, "
            "HW_SECRET_KEY and HW_REGION_NAME",
        )
