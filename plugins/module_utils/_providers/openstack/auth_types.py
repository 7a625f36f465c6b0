# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What each way to log in needs and takes, before keystoneauth's plugin is made of it.

Source: https://docs.openstack.org/keystoneauth/latest/plugin-options.html
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from ..._errors import OptionError
from ..._options import Options
from ..._text import joined, tidy
from .mistakes import APPLICATION_CREDENTIAL, TEXTS, Words

try:
    from keystoneauth1 import exceptions as keystone_errors
    from keystoneauth1 import loading
except ImportError:
    pass  # whoever has openstacksdk has it

_USUAL = ("password", "v3password", APPLICATION_CREDENTIAL, "v3token")
_OTHER_NAMES = {"None": "none", "token_endpoint": "admin_token"}  # openstacksdk's
_USER = ("username", "user_id")
_USERS_DOMAIN = ("user_domain_name", "user_domain_id")
# What keystoneauth demands besides the options that its plugins call required; of each group one.
_NEEDS: dict[str, list[tuple[str, ...]]] = {
    "password": [_USER, ("password",)],
    "v2password": [_USER, ("password",)],
    "v3password": [_USER, ("password",)],
    "token": [("token",)],
    "v2token": [("token",)],
    "v3token": [("token",)],
    "v3totp": [_USER, ("passcode",)],
    "admin_token": [("endpoint",), ("token",)],
    APPLICATION_CREDENTIAL: [("application_credential_id", "application_credential_name")],
}


def check_login(config: Options, words: Words) -> None:
    """OptionError for an unknown way to log in, for what belongs to another one, and for what is missing.

    :param config: as openstacksdk merged it, before its plugin took what it knows.
    """
    auth_type = str(config.get("auth_type") or "none")
    auth_type = _OTHER_NAMES.get(auth_type, auth_type)
    options = _plugin(auth_type, words)
    if auth_type == "v3multifactor":  # its methods have options of their own
        return
    auth = [key for key, value in config["auth"].items() if value not in (None, "")]
    given = {key for key, value in config.items() if value not in (None, "")}.union(auth)
    known = {name for option in options for name in _names(option)}
    stray = [key for key in auth if key not in known]
    if auth_type == APPLICATION_CREDENTIAL and "application_credential_id" in given and not given & set(_USERS_DOMAIN):
        stray += [key for key in ("username",) if key in auth]
    if stray:
        raise OptionError(_not_of_this_login(stray, auth_type, known - given, words))
    lacking = [names[0] for names in _needs(auth_type, options, given) if not given & set(names)]
    if lacking:
        are, them = ("is", "it") if len(lacking) == 1 else ("are", "them")
        raise OptionError(
            f"{words.names(lacking)} {are} missing for a login by {auth_type}: set {them}, or "
            f"{words.short('auth_type')} to the login that is meant."
        )


def _plugin(auth_type: str, words: Words) -> list[Any]:
    """The options of a plugin of keystoneauth. OptionError for one that it does not know."""
    try:
        found: list[Any] = loading.get_plugin_loader(auth_type).get_options()
    except keystone_errors.NoMatchingPlugin:
        known = sorted(loading.get_available_plugin_names())
        meant = difflib.get_close_matches(auth_type.strip().lower(), known, 1)
        advice = f"Is {meant[0]} meant?" if meant else f"Usual are {joined(_USUAL)}."
        raise OptionError(
            f"{words.name('auth_type')} is {tidy(auth_type, limit=60)}, and keystoneauth knows no such login. {advice} "
            "Some need a library of their own, such as keystoneauth1[kerberos]."
        ) from None
    return found


def _needs(auth_type: str, options: Collection[Any], given: Collection[str]) -> list[tuple[str, ...]]:
    """Groups of names, of each of which one must be given."""
    needs: list[tuple[str, ...]] = [(option.dest,) for option in options if option.required]
    needs += [group for group in _NEEDS.get(auth_type, ()) if group not in needs]
    by_name = auth_type == APPLICATION_CREDENTIAL and "application_credential_id" not in given
    if by_name and "application_credential_name" in given:
        needs.append(_USER)
    if "username" in given and (by_name or auth_type in ("v3password", "v3totp")):
        needs.append(_USERS_DOMAIN)
    names = {option.dest: _names(option) for option in options}
    return [tuple(name for one in group for name in names.get(one, (one,))) for group in needs]


def _names(option: Any) -> tuple[str, ...]:
    """All names that openstacksdk takes for an option, the present one first."""
    return (option.dest, *(one.name.replace("-", "_") for one in (option, *option.deprecated)))


def _not_of_this_login(stray: Sequence[str], auth_type: str, free: Iterable[str], words: Words) -> str:
    """What to change where keys belong to another login or are misspelt."""
    misspelt = [key for key in stray if key not in TEXTS]
    meant = difflib.get_close_matches(misspelt[0], sorted(free), 1, 0.8) if misspelt else []
    if meant:
        return f"{words.name(misspelt[0])} is no setting of a login by {auth_type}. Is {words.short(meant[0])} meant?"
    do, them = ("does", "it") if len(stray) == 1 else ("do", "them")
    return (
        f"{words.names(stray)} {do} not belong to a login by {auth_type}: remove {them}, or set "
        f"{words.short('auth_type')} to the login that is meant."
    )
