# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Which certificates are trusted."""

from __future__ import annotations

import functools
import os
import ssl

from .._errors import OptionError
from .._text import tidy

try:
    import requests
    import urllib3
except ImportError:  # said by whoever runs the module
    pass


def certificate_authorities(validate: bool, ca_path: str | None) -> bool | str:
    """What to verify TLS against: a bundle (option, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE), the default, or nothing."""
    if not validate:
        return False
    bundle = ca_path or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if bundle and not os.path.exists(bundle):
        raise OptionError(f"The file of certificate authorities {bundle!r} does not exist.")
    return bundle or True


@functools.cache
def tls_context(verify: bool | str, cert: str | tuple[str, str] | None) -> ssl.SSLContext:
    """What all connections of a task share: reading the authorities' certificates anew for each costs 30 ms of CPU."""
    context = urllib3.util.ssl_.create_urllib3_context()
    path = requests.utils.DEFAULT_CA_BUNDLE_PATH if verify is True else str(verify)
    try:
        if verify:
            context.load_verify_locations(**{"capath" if os.path.isdir(path) else "cafile": path})
        else:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        if cert:
            path = cert if isinstance(cert, str) else " and ".join(cert)
            context.load_cert_chain(*([cert] if isinstance(cert, str) else cert))
    except OSError as error:
        reason = error.strerror or str(error)
        raise OptionError(f"The certificates in {path} cannot be used: {tidy(reason, limit=120)}.") from None
    return context
