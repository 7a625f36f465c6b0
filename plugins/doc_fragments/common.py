# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options and return values that all info modules share."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  image_ids:
    description:
      - The ids of the images to read.
      - Each distinct id is read once, and the answers keep the order of this list.
      - An id has 1 to 128 letters, digits, C(-) and C(_), and begins with a letter or digit. Anything else is refused
        before any request.
      - Required unless O(discover), O(image_names) or O(incoming) is given.
    type: list
    elements: str
    aliases: [image_id]
  concurrency:
    description:
      - The most requests in flight at one time.
      - The first request goes out alone. The others follow when the cloud has accepted the credentials.
    type: int
    default: 8
  requests_per_second:
    description:
      - A ceiling on the rate of requests, as a number of requests per second.
      - Without one, requests go as fast as O(concurrency) allows, until the cloud throttles.
    type: float
  timeout:
    description:
      - The most seconds that one request may take, from connecting to the last byte of the answer.
    type: float
    default: 30.0
  retries:
    description:
      - How many more attempts follow the first one. Each is signed anew.
      - Another attempt is made for throttling (429 and the cloud's own ways to say it), for 502, 503 and 504, and for
        connections that fail. Refused credentials are never sent again.
    type: int
    default: 5
  give_up_after:
    description:
      - How many seconds may pass without a finished image or a new page of a list, while a request is in flight or
        waits to be repeated. Then the images that are left are given up, each with an error that says so.
      - Waiting for O(requests_per_second) does not count.
    type: float
    default: 300.0
  deadline:
    description:
      - The most seconds that the whole task may take. What is not read by then is given up, each image with an error
        that says so.
      - Without one, only O(give_up_after) ends a task.
    type: float
  on_error:
    description:
      - What happens when images could not be read, after all were tried.
      - V(fail) fails the task. The failure names them and holds the whole RV(ignore:images).
      - V(report) returns them with their errors.
    type: str
    choices: [fail, report]
    default: fail
  image_details:
    description:
      - Whether to read each image's own record too (name, visibility, owner and status).
      - Whole pages of the image list are read where that takes fewer requests.
    type: bool
    default: false
  discover:
    description:
      - Whether to list all images that the account owns too, and to read the members of those that O(image_ids) and
        O(image_names) do not name. RV(ignore:discovered) holds them, those that are shared with nobody too.
      - Images whose owner the cloud does not name are included.
    type: bool
    default: false
  image_names:
    description:
      - Shell patterns for names, such as V(golden-*), case-sensitive. The images of these names that the
        account owns are read, and follow those of O(image_ids) in the result.
      - A pattern without a match fails the task, unless O(on_error) is V(report). RV(ignore:names) says which.
    type: list
    elements: str
  incoming:
    description:
      - Whether to list what other accounts share with the caller too, in every state that the cloud lists.
        RV(ignore:incoming) holds it.
    type: bool
    default: false
  incoming_dates:
    description:
      - With O(incoming), whether to ask for the date of each pending invitation. That takes a request for each.
    type: bool
    default: false
  endpoint:
    description:
      - The URL of the service. It replaces the one that is worked out from region and environment.
      - Must be C(https); plain C(http) is for loopback addresses only.
    type: str
requirements:
  - requests
attributes:
  check_mode:
    support: full
    description: Can run in check mode and return the same as without it. Nothing is ever changed.
  diff_mode:
    support: none
    description: Nothing is changed, so there is no difference to show.
"""

    # Not for OpenStack, where clouds.yaml decides.
    TLS = r"""
options:
  validate_certs:
    description:
      - Whether to verify the TLS certificates of the cloud.
    type: bool
    default: true
  ca_path:
    description:
      - The path of a file or folder with the certificates of the authorities to trust.
      - Without it E(REQUESTS_CA_BUNDLE) and E(CURL_CA_BUNDLE) are looked at, then the usual authorities are trusted.
    type: path
"""
