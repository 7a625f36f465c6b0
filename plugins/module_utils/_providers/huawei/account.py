# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Whose Huawei credentials are, by the word of the cloud.

Sources: https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0003.html (verifying a token: its project),
https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-errorcode.html (APIGW.0301: the gateway refuses keys
and tokens of another project than the one in the path).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..._errors import ApiError
from ..._images.pages import Ask, Row
from ..base import Proof, reconciled

ProjectOfToken = Callable[[], "str | None"]


class ProjectPaths:
    """Asks for paths, and remembers whether the cloud gave anything below the project's own."""

    def __init__(self, ask: Ask, project_id: str) -> None:
        self._ask = ask
        self._below = f"/{project_id}/"
        self.accepted = False

    def get(self, path: str, query: Sequence[tuple[str, str]] = ()) -> Row:
        """The decoded body. ApiError for anything but a success."""
        body = self._ask(path, query)
        self.accepted = self.accepted or self._below in path
        return body


def by_signature(project_id: str) -> Proof:
    """Keys sign the project with each request, and the gateway refuses one that is not theirs."""
    return Proof(project_id, "signature")


def by_token(project_id: str, project_of_token: ProjectOfToken, paths: ProjectPaths) -> Proof:
    """A token's own project, or the one in the path of an accepted request.

    :param project_id: the project that is asked about, given or found by the region. When the token belongs to another
        one, the lists hold none of the token's images.
    """
    try:
        own = project_of_token()
    except ApiError:
        own = None
    if own:
        return reconciled(project_id, Proof(own, "token"), "project_id, given or found by the region,")
    if paths.accepted:
        return Proof(project_id, "token")
    return Proof(
        project_id,
        None,
        "The cloud did not say to which project the token belongs: let it ask IAM (with endpoint, set iam_endpoint, "
        "too), or use access keys.",
    )
