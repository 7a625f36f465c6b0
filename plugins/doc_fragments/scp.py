# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options of Samsung Cloud Platform."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  access_key:
    description:
      - The access key.
      - O(access_key) and O(secret_key) are taken together from the first place that has both - these options,
        E(SCP_ACCESS_KEY) and E(SCP_SECRET_KEY), E(SCP_TF_ACCESS_KEY) and E(SCP_TF_SECRET_KEY), Terraform's
        C(~/.scpconf/credentials.json), the C(~/.scp/cli-config.json) of C(scp-cli).
      - A file that is there and cannot be read ends the task, whichever place would come next.
    type: str
  secret_key:
    description:
      - The secret key. See O(access_key).
    type: str
  region:
    description:
      - The region, such as V(kr-west1). Not needed with O(endpoint).
      - When not given it comes from the place of the keys, and only from there - E(SCP_REGION) for E(SCP_ACCESS_KEY),
        E(SCP_TF_DEFAULT_REGION) for E(SCP_TF_ACCESS_KEY), C(~/.scpconf/config.json) or C(~/.scp/cli-config.json).
    type: str
  environment:
    description:
      - The platform - V(e) Enterprise, V(s) Samsung, V(g) Sovereign.
      - When not given it comes from the place of the keys - E(SCP_ENVIRONMENT), or the environment that the C(auth_url)
        of Terraform (E(SCP_TF_AUTH_URL)) or of C(scp-cli) names - else it is V(e).
    type: str
    choices: [e, s, g]
  api_version:
    description:
      - The version of the Virtual Server API to ask for.
      - The guaranteed time of V(1.0), V(1.1) and V(1.2) has passed. Using one gives a warning.
    type: str
    default: "1.3"
  account_id:
    description:
      - The id of the account that the keys should belong to. The cloud is asked whose keys they are, and an answer that
        names another account proves nothing. It is not part of the signature.
      - When not given it comes from the place of the keys - E(SCP_ACCOUNT_ID), E(SCP_TF_ACCOUNT_ID) or
        C(~/.scpconf/config.json).
    type: str
  trust_account_id:
    description:
      - Whether you vouch for O(account_id) where the cloud does not say whose the keys are.
      - Reports then say that the operator did, not the cloud. A file of a sharing inventory must not set it.
    type: bool
    default: false
  iam_endpoint:
    description:
      - The URL of IAM, which is asked once whose the keys are.
      - When not given it follows from O(environment). With O(endpoint) but without this option IAM is not asked, since
        keys for one host are shown to no other unasked.
      - Must be C(https); plain C(http) is for loopback addresses only.
    type: str
  language:
    description:
      - The language of the cloud's messages. When not given it is E(SCP_LANGUAGE), else V(en-US).
    type: str
    choices: [en-US, ko-KR]
"""
