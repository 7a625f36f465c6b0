#!/usr/bin/python
# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: huawei_ims_image_member_info
short_description: Read who images on Huawei Cloud IMS or Open Telekom Cloud are shared with
version_added: 1.0.0
description:
  - Reads the members of many images of the Image Management Service (IMS) with signed requests. A member is a project,
    a domain, or an organization or a unit of one. It may boot the image whatever the status of its invitation, a
    rejected one too.
  - An image whose members could not be read has C(members=null), never an empty list. Lists are followed over all their
    pages.
  - A private image may be shared here, so a refused list (403) never counts as an empty one.
  - The IAM permission C(ims:images:get) is needed; for O(api=openstack) also C(ims:images:share), for O(image_details)
    C(ims:images:list) too (without it each record costs a request of its own).
extends_documentation_fragment:
  - cloud_images.sharing.common
  - cloud_images.sharing.common.tls
  - cloud_images.sharing.huawei
options:
  api:
    description:
      - The API that lists the members.
      - V(cloudimages) is C(GET /v1/{project_id}/cloudimages/{image_id}/members), API reference of IMS, "Obtaining
        Projects that the Image Is Shared with" (ims_03_0661).
      - V(openstack) is the native C(GET /v2/images/{image_id}/members), ims_03_0723. The regions of Open Telekom Cloud
        always use it, as it is the only one that this cloud documents.
    type: str
    choices: [cloudimages, openstack]
    default: cloudimages
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - module: cloud_images.sharing.huawei_cph_image_member_info
  - module: cloud_images.sharing.openstack_image_member_info
  - module: cloud_images.sharing.sharing_audit
"""

EXAMPLES = r"""
- name: Read the members of one image, keys from the environment
  cloud_images.sharing.huawei_ims_image_member_info:
    image_id: 370befec-a369-475e-a224-44a45927a8fe
    region: ap-southeast-3
  register: result

- name: Show the members that are organizations
  ansible.builtin.debug:
    msg: "{{ result.images[0].members | selectattr('member_type', 'equalto', 'organization') | map(attribute='urn') }}"

- name: Read many images with keys, and go on with those that could be read
  cloud_images.sharing.huawei_ims_image_member_info:
    image_ids: "{{ golden_images }}"
    region: ap-southeast-3
    project_id: 1bed856811654c1cb661a6ca845ebc77
    access_key: "{{ huawei_access_key }}"
    secret_key: "{{ huawei_secret_key }}"
    image_details: true
    on_error: report
  register: result

- name: Read an image on Open Telekom Cloud as an IAM user
  cloud_images.sharing.huawei_ims_image_member_info:
    image_id: d164b5df-1bc3-4c3f-893e-3e471fd16e64
    region: eu-de
    username: auditor
    password: "{{ otc_password }}"
    domain_name: OTC00000000001000000001
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
        member_id:
          description: The project, the domain, or the organization, root or unit (V(o-...), V(r-...), V(ou-...)).
          type: str
        member_type:
          description:
            - V(project), V(domain) or V(organization).
            - Null where the cloud does not say, as on Open Telekom Cloud.
          type: str
        status: {type: str, description: "V(pending), V(accepted), V(rejected) or another word of the cloud."}
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
          description: V(private) (it may have members), V(shared), V(public) or another word of the cloud.
          type: str
        owner_id: {type: str, description: The project that owns the image.}
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
    - image_id: 370befec-a369-475e-a224-44a45927a8fe
      state: read
      complete: true
      members:
        - member_id: ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9
          member_type: organization
          status: accepted
          created_at: "2023-08-23T04:07:52Z"
          updated_at: "2023-08-23T04:07:52Z"
          image_id: 370befec-a369-475e-a224-44a45927a8fe
          urn: "organizations::3a2d95404f964a6aba78819bf8ddc1e3:ou:\
            o-wvntq58r3poyv180t5df1mdna4uwy9se/ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9"
          schema: /v2/schemas/member
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
  sample: {requested: 1, read: 1, failed: 0, members: 1, requests: 1, retries: 0, credentials_from: environment,
    account: {id: 1bed856811654c1cb661a6ca845ebc77, proven_by: signature}}
"""

from ansible_collections.cloud_images.sharing.plugins.module_utils._module import run_module
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.ims import PROVIDER


def main() -> None:
    run_module(PROVIDER)


if __name__ == "__main__":
    main()
