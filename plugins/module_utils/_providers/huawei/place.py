# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where credentials are used: region, image service, IAM. All from the options or from the credentials' own source."""

from __future__ import annotations

import re

from ..._errors import OptionError
from ..credentials import Chosen
from ..domains import OTC_REGIONS, huawei_domain, huawei_iam, huawei_service, is_in_domain

_REGION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def checked_region(chosen: Chosen) -> str | None:
    """A region becomes part of a host name: nothing else may get in by it."""
    region = chosen.get("region")
    if region is not None and not _REGION.fullmatch(region):
        raise OptionError(
            f"{chosen.label('region')}: {region[:40]!r} is not a region. A region looks like ap-southeast-3."
        )
    return region


def service_endpoint(service: str, region: str | None, chosen: Chosen) -> str:
    """The URL of a service in a region. OptionError where no document gives it."""
    if region is None:
        raise OptionError(
            "No endpoint: set the option region (such as ap-southeast-3), or endpoint. HW_REGION_NAME goes with "
            f"HW_ACCESS_KEY and its companions.{chosen.hint('region')}"
        )
    if region in OTC_REGIONS and service != "ims":
        raise OptionError(f"Region {region} (Open Telekom Cloud) offers no {service.upper()}.")
    endpoint = huawei_service(service, region)
    if endpoint is None:
        raise OptionError(f"No document gives the hosts of region {region}: set endpoint and iam_endpoint.")
    return endpoint


def check_cloud(chosen: Chosen, region: str | None) -> None:
    """OptionError where the credentials' own source says another cloud than the region's, and no host is given."""
    cloud = chosen.source.get("cloud")
    if not cloud or (region and cloud == huawei_domain(region)):
        return
    if not (chosen.options.get("endpoint") and chosen.get("iam_endpoint")):
        raise OptionError(
            f"{chosen.source.label('cloud')} is {cloud[:80]!r}, which is not the cloud of region {region}: set "
            "endpoint and iam_endpoint to say where the credentials may be sent."
        )


def iam_endpoint(chosen: Chosen, region: str | None) -> str | None:
    """The option, else the source's own where the region does not say otherwise, else the region's; without version.

    A password never meets the IAM of another cloud: neither one of another source, nor that of a region which the
    options choose in another cloud than the source's own.
    """
    endpoint = chosen.options.get("iam_endpoint") or _own_or_regional(chosen, region)
    # Other tools name IAM with its version, https://iam.eu-de.otc.t-systems.com:443/v3.
    return endpoint.rstrip("/").removesuffix("/v3") if endpoint else None


def _own_or_regional(chosen: Chosen, region: str | None) -> str | None:
    own, of_region = chosen.source.get("iam_endpoint"), huawei_iam(region) if region else None
    own_region = chosen.source.get("region")
    if not chosen.options.get("region") or own_region == region:
        return own or of_region
    home = own or (huawei_iam(own_region) if own_region else None)
    if home is None or is_in_domain(home, huawei_domain(region or "")):
        return of_region
    if own and not own_region and chosen.options.get("endpoint"):
        return own  # the region names nothing but the project
    raise OptionError(
        f"The credentials from {chosen.source.described} belong to another cloud than region {region}: "
        f"{chosen.source.label('iam_endpoint' if own else 'region')} is {(own or own_region or '')[:80]!r}. Set "
        "iam_endpoint (and endpoint) to say where they may be sent."
    )
