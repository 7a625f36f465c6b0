# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""TLS from an authority that exists for one run, also under the names of the real clouds (see ``proxy.py``)."""

from __future__ import annotations

import ssl

import trustme

HOSTS = (
    "127.0.0.1",
    "localhost",
    "virtualserver.kr-west1.e.samsungsdscloud.com",
    "iam.e.samsungsdscloud.com",
    "ims.ap-southeast-3.myhuaweicloud.com",
    "cph.ap-southeast-3.myhuaweicloud.com",
    "iam.ap-southeast-3.myhuaweicloud.com",
    "iam.myhuaweicloud.com",
    "ims.eu-de.otc.t-systems.com",
    "iam.eu-de.otc.t-systems.com",
)


def server_context(ca_file: str) -> ssl.SSLContext:
    """A context to serve with; the authority's certificate is written to ``ca_file``."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(ca_file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(context)
    return context
