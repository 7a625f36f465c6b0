# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Headers by which an answer is one from before, or a part of a longer list."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.headers import about_a_list, kept_by_a_cache
from requests.structures import CaseInsensitiveDict


@pytest.mark.parametrize(
    "headers",
    [
        {"Age": "1"},
        {"age": " 86400"},
        {"Age": "soon"},
        {"X-Cache": "HIT from proxy.example.com"},
        {"X-Cache": "MISS, HIT"},
        {"X-Cache": "TCP_MEM_HIT"},
        {"X-Cache-Status": "HIT"},
        {"CF-Cache-Status": "HIT"},
        {"Cache-Status": 'ExampleCache; hit; ttl=376, "b"; fwd=miss'},
        {"Warning": '110 proxy "Response is Stale"'},
        {"Warning": '199 - "x", 111 proxy "Revalidation Failed"'},
        {"X-Proxy-Cache": "STALE"},
    ],
    ids=str,
)
def test_an_answer_that_a_cache_kept(headers: dict[str, str]) -> None:
    """The words of RFC 9111 (Age), RFC 9211 (Cache-Status), Squid, nginx, CloudFront and Cloudflare."""
    assert kept_by_a_cache(CaseInsensitiveDict(headers))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Age": "0"},
        {"X-Cache": "MISS from proxy.example.com"},
        {"X-Cache": "RefreshHit from cloudfront"},
        {"X-Cache": "TCP_REFRESH_HIT"},
        {"X-Cache-Lookup": "HIT from proxy.example.com:3128"},
        {"Cache-Status": "ExampleCache; fwd=uri-miss; stored"},
        {"Cache-Status": "hit; fwd=bypass"},
        {"Warning": '214 proxy "Transformation Applied"'},
        {"CF-Cache-Status": "DYNAMIC"},
        {"Cache-Control": "max-age=0"},
    ],
    ids=str,
)
def test_an_answer_that_only_passed_a_cache(headers: dict[str, str]) -> None:
    assert not kept_by_a_cache(CaseInsensitiveDict(headers))


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"X-Total-Count": "5"}, {"total-count": 5}),
        ({"X-Total": "5", "X-Next-Page": ""}, {"total": 5, "next-page": ""}),
        ({"Total-Count": "many"}, {"total-count": "many"}),
        ({"X-Has-More": "false"}, {"has-more": False}),
        ({"X-Pagination": '{"TotalCount": 5, "HasNext": true}'}, {"TotalCount": 5, "HasNext": True}),
        ({"X-Pagination": "[" * 9_999}, {"pagination": "[" * 9_999}),
        ({"X-Per-Page": "20", "X-RateLimit-Limit": "60"}, {"per-page": 20}),
        ({"X-Pagination-Total-Count": "5", "X-Pagination-Page-Count": "1"}, {"total-count": 5, "page-count": 1}),
        ({"X-Content-Type-Options": "nosniff", "Retry-Count": "1", "X-Runtime": "0.5", "X-": "1"}, {}),
    ],
    ids=str,
)
def test_what_headers_say_about_a_list(headers: dict[str, str], said: object) -> None:
    assert about_a_list(CaseInsensitiveDict(headers)) == said
