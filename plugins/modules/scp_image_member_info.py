#!/usr/bin/python
# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: scp_image_member_info
short_description: Read who images on Samsung Cloud Platform are shared with
version_added: 1.0.0
description:
  - Reads the members of many images with signed requests. A member is an account that may boot the image, whatever the
    status of its invitation.
  - An image whose members could not be read has C(members=null), never an empty list.
  - The API is C(GET /v1/images/{image_id}/members) of Virtual Server, API reference "List Image members". The key needs
    the permission C(virtualserver:ListImageMembers), for O(image_details) also C(virtualserver:ListImages) and
    C(virtualserver:ShowImage).
extends_documentation_fragment:
  - cloud_images.sharing.common
  - cloud_images.sharing.common.tls
  - cloud_images.sharing.scp
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - module: cloud_images.sharing.sharing_audit
"""

EXAMPLES = r"""
- name: Read the members of one image, keys from the environment or from scp-cli's file
  cloud_images.sharing.scp_image_member_info:
    image_id: 70a599e0-31e7-49b7-b260-868f441e862b
    region: kr-west1
  register: result

- name: Show the accounts that may boot it
  ansible.builtin.debug:
    msg: "{{ result.images[0].members | map(attribute='member_id') }}"

- name: Read many images, and go on with those that could be read
  cloud_images.sharing.scp_image_member_info:
    image_ids: "{{ golden_images }}"
    region: kr-west1
    access_key: "{{ scp_access_key }}"
    secret_key: "{{ scp_secret_key }}"
    account_id: 8989447062e04a818baf9e073fd04fa7
    image_details: true
    on_error: report
  register: result
"""

RETURN = r"""
images:
  description:
    - One entry for each distinct requested id, in the order of the request. Returned by a failure too.
    - With O(discover), those that the image list names have RV(discovered.images[].attributes), too.
  returned: always
  type: list
  elements: dict
  contains:
    image_id: {type: str, description: The id as it was requested.}
    state:
      description: V(read), V(not_found), V(denied) (no permission, or refused credentials) or V(failed).
      type: str
    complete:
      description:
        - Whether the member list was read to its proven end.
        - V(false) when pages were read but the end is not proven, null when nothing was read.
      type: bool
    members:
      description: The members. Null unless the state is V(read).
      type: list
      elements: dict
      contains:
        member_id: {type: str, description: "The account, project, domain or organization."}
        member_type:
          description: V(account), V(project), V(domain) or V(organization). Null where the cloud does not say.
          type: str
        status:
          description: V(pending), V(accepted), V(rejected) or another word of the cloud. Null where it has none.
          type: str
        created_at:
          description: When the image was shared, RFC 3339 in UTC. Text that is not a time comes back unchanged.
          type: str
        updated_at: {type: str, description: "When the membership changed last, as RV(images[].members[].created_at)."}
        image_id: {type: str, description: The id of the image as the cloud wrote it.}
        urn: {type: str, description: The URN of an organization. Null elsewhere.}
        schema: {type: str, description: The path of the schema that the cloud names. Null where it names none.}
    member_count: {type: int, description: The number of members. Null unless the state is V(read).}
    image:
      description: The image's own record, with O(image_details). Null where it was not read.
      type: dict
      contains:
        name: {type: str, description: The name of the image.}
        visibility:
          description: V(private), V(shared), V(public), V(community) or another word of the cloud.
          type: str
        owner_id: {type: str, description: The account or project that owns the image.}
        status: {type: str, description: "The status of the image, such as V(active)."}
        caller_is_owner:
          description: Whether the credentials belong to the owner, who sees all members. Null when not known.
          type: bool
    error:
      description:
        - Why the image could not be read, null when it was.
        - Together with the state V(read) it says why the image's own record could not be read.
      type: dict
      contains:
        kind:
          description:
            - V(unauthorized), V(forbidden), V(not_found), V(bad_request), V(unsupported_version), V(throttled),
              V(unavailable), V(unreachable) or V(bad_response).
          type: str
        http_status: {type: int, description: The HTTP status. Null when there was no answer.}
        code: {type: str, description: The cloud's own code. Null when it gave none.}
        message: {type: str, description: "What the cloud said, and what to do next."}
        request_id: {type: str, description: The id to give to the cloud's support. Null when there was none.}
        attempts:
          description: How many requests were made. 0 when none was made because the credentials had been refused.
          type: int
  sample:
    - image_id: 70a599e0-31e7-49b7-b260-868f441e862b
      state: read
      complete: true
      members:
        - member_id: a8f10467abfc4b87b64614ab36eb9ae4
          member_type: account
          status: pending
          created_at: "2025-07-22T09:00:00Z"
          updated_at: "2025-07-26T12:00:00Z"
          image_id: 70a599e0-31e7-49b7-b260-868f441e862b
          urn: null
          schema: null
      member_count: 1
      image: null
      error: null
discovered:
  description: The account's other images, with O(discover). It proves all images that these credentials may list.
  returned: with O(discover)
  type: dict
  contains:
    complete: {type: bool, description: Whether the image list was read to its proven end. Null when nothing was read.}
    error: {type: dict, description: "Why the image list could not be read to its end, as RV(images[].error)."}
    images:
      description:
        - Each as in RV(images), with its record and RV(discovered.images[].attributes). Null when nothing was listed.
      type: list
      elements: dict
      contains:
        attributes:
          description:
            - What the image list says besides - C(created_at), C(tags), C(content_hash) such as V(sha512:0f3c...) and
              C(hidden). Null where the cloud does not say.
          type: dict
names:
  description: What became of O(image_names). The images themselves are in RV(images).
  returned: with O(image_names)
  type: dict
  contains:
    complete: {type: bool, description: Whether the image list was read to its proven end. Null when nothing was read.}
    error: {type: dict, description: "Why the image list could not be read to its end, as RV(images[].error)."}
    unmatched: {type: list, elements: str, description: The patterns that the name of no own image matches.}
incoming:
  description: What other accounts share with the caller, with O(incoming).
  returned: with O(incoming)
  type: dict
  contains:
    complete: {type: bool, description: Whether every list was read to its proven end. Null when nothing was read.}
    error: {type: dict, description: "What stopped one of the lists, as RV(images[].error)."}
    not_listed: {type: list, elements: str, description: The statuses of invitations that the cloud cannot list.}
    images:
      description:
        - The images, each with C(image_id), C(name), C(owner_id), C(owner_name), C(status) (the caller's answer),
          C(created_at) (of the invitation, with O(incoming_dates)) and C(visibility). Null when nothing was read.
      type: list
      elements: dict
place:
  description: Where the task looked.
  returned: always
  type: dict
  contains:
    endpoint: {type: str, description: The base URL of the image service. Null when the task could not log in.}
    region: {type: str, description: The region. Null where none was given.}
    account_note: {type: str, description: "Why the account is not proven, and what to do. Null where it is."}
summary:
  description: What was read, and with how many requests.
  returned: always
  type: dict
  contains:
    requested: {type: int, description: The number of distinct images.}
    read: {type: int, description: The number of images whose members were read.}
    failed: {type: int, description: The number of the other images.}
    members: {type: int, description: The number of members in all.}
    requests: {type: int, description: The number of requests sent.}
    retries: {type: int, description: The number of those that were further attempts.}
    credentials_from:
      description: Where the credentials were found - V(options), V(environment) or the path of a file.
      type: str
    account:
      description:
        - Whose credentials asked - C(id), and C(proven_by), which is V(access_key) (the cloud's list of keys),
          V(private_image) (the owner of a private image in the caller's own list), V(token), V(signature) (keys sign
          their project) or V(operator) (O(ignore:trust_account_id) vouches for it).
        - Without C(proven_by) the id is only written down, and RV(images[].image.caller_is_owner) is never true.
      type: dict
  sample: {requested: 1, read: 1, failed: 0, members: 1, requests: 2, retries: 0, credentials_from: environment,
    account: {id: 8989447062e04a818baf9e073fd04fa7, proven_by: access_key}}
"""

from ansible_collections.cloud_images.sharing.plugins.module_utils._module import run_module
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER


def main() -> None:
    run_module(PROVIDER)


if __name__ == "__main__":
    main()
