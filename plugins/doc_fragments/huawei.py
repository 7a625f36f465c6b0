# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options of Huawei Cloud and Open Telekom Cloud."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  access_key:
    description:
      - The access key (AK) that signs requests, together with O(secret_key) and, for temporary keys,
        O(security_token).
      - Credentials are one whole set - keys, or O(auth_token), or O(username), O(password) and O(domain_name). They are
        taken from the first place that holds a set - these options; the variables E(HUAWEICLOUD_SDK_AK) and
        E(HUAWEICLOUD_SDK_SK) of Huawei's SDKs; those of Terraform (E(HW_ACCESS_KEY), E(HW_SECRET_KEY) and the others
        named below), or the profile that E(HW_SHARED_CONFIG_FILE) and E(HW_PROFILE) name; those of C(community.general)
        and C(hwceco.hwcollection) (E(ANSIBLE_HWC_USER), E(ANSIBLE_HWC_ACCESS_KEY) and the others named below);
        E(OS_ACCESS_KEY), E(OS_SECRET_KEY) and E(OS_SECURITY_TOKEN) in the regions of Open Telekom Cloud only; the
        section C([basic]) of the file that E(HUAWEICLOUD_SDK_CREDENTIALS_FILE) names (C(ak), C(sk), C(security_token),
        C(project_id), C(iam_endpoint)).
      - Where that variable is not set either, the tools' own files come last - C([basic]) of
        C(~/.huaweicloud/credentials), then the current profile of KooCLI's C(~/.hcloud/config.json), which must not be
        encrypted (C(hcloud configure set --cli-auth-encrypt=false)).
      - Parts of two places are never mixed. In a place with several sets, keys come before a token and a token before a
        password. Other E(OS_*) variables are never read.
      - A file that is there and cannot be read ends the task, whichever place would come next.
    type: str
  secret_key:
    description:
      - The secret key (SK). See O(access_key).
      - Else E(HUAWEICLOUD_SDK_SK), E(HW_SECRET_KEY) or E(ANSIBLE_HWC_SECRET_KEY), together with their access key.
    type: str
  security_token:
    description:
      - The security token of temporary keys. It comes from the place of the keys, and only from there.
      - Else E(HUAWEICLOUD_SDK_SECURITY_TOKEN) or E(HW_SECURITY_TOKEN).
    type: str
  auth_token:
    description:
      - A ready token of IAM, scoped to the project that owns the images. It is not renewed.
      - Else E(HW_AUTH_TOKEN).
    type: str
  username:
    description:
      - The name of an IAM user. With O(password) and O(domain_name) it gets a token from IAM, which is renewed once
        when it expires during the task.
      - Else E(HW_USER_NAME) or E(ANSIBLE_HWC_USER).
    type: str
  password:
    description:
      - The password of O(username). Else E(HW_USER_PASSWORD) or E(ANSIBLE_HWC_PASSWORD).
    type: str
  domain_name:
    description:
      - The name of the account (domain) that the IAM user belongs to. Else E(HW_DOMAIN_NAME) or E(ANSIBLE_HWC_DOMAIN).
    type: str
  agency_name:
    description:
      - The name of an agency by which another account lets yours act for it. Its temporary keys are borrowed from IAM
        (C(POST /v3.0/OS-CREDENTIAL/securitytokens)), and the images are those of that account's project.
      - Needs O(agency_domain_name), and the permission Agent Operator (C(iam:agencies:assume)).
      - When not given it comes from the place of the credentials - E(HW_ASSUME_ROLE_AGENCY_NAME) with
        E(HW_ASSUME_ROLE_DOMAIN_NAME) or E(HW_ASSUME_ROLE_DOMAIN_ID), or KooCLI's profile.
    type: str
  agency_domain_name:
    description:
      - The name of the account that O(agency_name) belongs to.
    type: str
  region:
    description:
      - The region, such as V(ap-southeast-3). It names the hosts of the service and of IAM, and the project.
      - When not given it comes from the place of the credentials, and only from there - E(HW_REGION_NAME) or
        E(ANSIBLE_HWC_REGION).
      - V(eu-de) and V(eu-nl) are Open Telekom Cloud's. Regions of partners whose hosts no document gives - V(eu-ch2),
        V(eu-west-0) and V(tr-central-201) - need O(endpoint) and O(iam_endpoint).
      - Not needed with O(endpoint) and O(project_id), unless O(password) is used without O(iam_endpoint).
    type: str
  project_id:
    description:
      - The id of the project that owns the images.
      - When not given it comes from the place of the credentials - E(HUAWEICLOUD_SDK_PROJECT_ID), E(HW_PROJECT_ID),
        E(ANSIBLE_HWC_PROJECT_ID) or C(project_id) of the credentials file.
      - Without one the project named E(HW_PROJECT_NAME) or E(ANSIBLE_HWC_PROJECT), else the one named like the region,
        is looked up with one more request to IAM (C(GET /v3/projects)). Other sub-projects need their id here.
    type: str
  iam_endpoint:
    description:
      - The URL of IAM, with or without C(/v3). It is asked for tokens of a O(password), and for O(project_id) when that
        is not given.
      - When not given it comes from the place of the credentials - E(HUAWEICLOUD_SDK_IAM_ENDPOINT), E(HW_AUTH_URL),
        E(ANSIBLE_HWC_IDENTITY_ENDPOINT) or C(iam_endpoint) of the credentials file - unless O(region) names another
        region than that place. Else it is the one of the region.
      - Credentials whose own place is in one cloud are refused for a O(region) of another.
      - Must be C(https); plain C(http) is for loopback addresses only.
    type: str
"""
