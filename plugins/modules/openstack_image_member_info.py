#!/usr/bin/python
# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: openstack_image_member_info
short_description: Read who images on an OpenStack cloud are shared with
version_added: 1.0.0
description:
  - Reads the members of many images of any OpenStack, with one token and one look into the catalogue. A member is a
    project that may boot the image, whatever the status of its invitation, a rejected one too.
  - Only the owner of an image sees all its members. A member sees only itself; others see neither list nor image, and
    an image that they may not see looks like a missing one.
  - An image whose members could not be read has C(members=null), never an empty list.
  - Glance refuses (403) to list the members of images whose visibility is not C(shared). A C(private) image whose
    record its owner has read is proven to have none, from version 2.5 of the Image API on, and comes back as read and
    complete. C(public) and C(community) images stay denied, with an error that names the visibility.
  - Huawei's clouds and Open Telekom Cloud can share private images, so there a refused list never proves anything.
  - The API is C(GET /v2/images/{image_id}/members) of the Image service, API reference "List image members". The role
    C(reader) in the project that owns the images is enough.
extends_documentation_fragment:
  - cloud_images.sharing.common
  - cloud_images.sharing.openstack
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - module: cloud_images.sharing.huawei_ims_image_member_info
  - module: cloud_images.sharing.sharing_audit
"""

EXAMPLES = r"""
- name: Read the members of one image with a cloud of clouds.yaml
  cloud_images.sharing.openstack_image_member_info:
    cloud: production
    image_id: 3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10
  register: result

- name: Show the projects that may boot it
  ansible.builtin.debug:
    msg: "{{ result.images[0].members | map(attribute='member_id') }}"

- name: Read many images with an application credential, and go on with those that could be read
  cloud_images.sharing.openstack_image_member_info:
    image_ids: "{{ golden_images }}"
    auth_type: v3applicationcredential
    auth:
      auth_url: https://keystone.example.com/v3
      application_credential_id: "{{ credential_id }}"
      application_credential_secret: "{{ credential_secret }}"
    region_name: RegionOne
    image_details: true
    on_error: report
  register: result

- name: Read an image of another project that the user of the cloud has a role in
  cloud_images.sharing.openstack_image_member_info:
    cloud: production
    auth:
      project_name: images
    image_id: 3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10
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
          description: The project. On Huawei's clouds it may also be a domain, an organization or a unit of one.
          type: str
        member_type:
          description:
            - V(project), V(domain) or V(organization) on Huawei's clouds.
            - Null where the cloud does not say, as on all others.
          type: str
        status: {type: str, description: "V(pending), V(accepted), V(rejected) or another word of the cloud."}
        created_at:
          description: When the image was shared, RFC 3339 in UTC. Text that is not a time comes back unchanged.
          type: str
        updated_at: {type: str, description: "When the membership changed last, as RV(images[].members[].created_at)."}
        image_id: {type: str, description: The id of the image as the cloud wrote it.}
        urn: {type: str, description: The URN of an organization on Huawei's clouds. Null elsewhere.}
        schema: {type: str, description: The path of the schema that the cloud names. Null where it names none.}
    member_count: {type: int, description: The number of members. Null unless the state is V(read).}
    image:
      description: The image's own record, with O(image_details). Null where it was not read.
      type: dict
      contains:
        name: {type: str, description: The name of the image.}
        visibility:
          description: V(private), V(shared), V(community), V(public) or another word of the cloud.
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
    - image_id: d164b5df-1bc3-4c3f-893e-3e471fd16e64
      state: read
      complete: true
      members:
        - member_id: edc89b490d7d4392898e19b2deb34797
          member_type: null
          status: accepted
          created_at: "2016-09-01T02:05:14Z"
          updated_at: "2016-09-01T02:37:11Z"
          image_id: d164b5df-1bc3-4c3f-893e-3e471fd16e64
          urn: null
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
    requests: {type: int, description: "The number of requests sent, to Keystone too."}
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
  sample: {requested: 1, read: 1, failed: 0, members: 1, requests: 3, retries: 0, credentials_from: environment,
    account: {id: edc89b490d7d4392898e19b2deb34797, proven_by: token}}
"""

from ansible_collections.cloud_images.sharing.plugins.module_utils._module import run_module
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.provider import PROVIDER


def main() -> None:
    run_module(PROVIDER)


if __name__ == "__main__":
    main()
