# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options of OpenStack clouds: named as those of the collection openstack.cloud."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  cloud:
    description:
      - The name of a cloud in C(clouds.yaml), or a mapping with the whole configuration of one.
      - Credentials are taken from one place only - O(auth) or a mapping here; else the named cloud; else the cloud that
        E(OS_CLOUD) names; else the E(OS_*) variables; else the only cloud of C(clouds.yaml). Parts of two places are
        never mixed.
      - C(clouds.yaml) is the file that E(OS_CLIENT_CONFIG_FILE) names, else the one in the current folder, in
        C(~/.config/openstack) or in C(/etc/openstack). The current folder of a module is that of the playbook, or the
        one where an ad hoc command was started. A gate (the roles and playbooks of this collection) never looks there,
        since the folder may be a repository that others write to. Name the file instead.
      - C(secure.yaml) counts beside its C(clouds.yaml) only, or where E(OS_CLIENT_SECURE_FILE) names it, which it may
        not for a C(clouds.yaml) of the current folder that nobody named. Vendor profiles (C(profile=otc)) work as in
        other tools, but for a C(clouds-public.yaml) of the current folder.
      - A file that is there and cannot be read ends the task, whichever place would come next. Files are not read
        where the options or E(OS_*) variables hold the credentials.
    type: raw
  auth:
    description:
      - What the authentication plugin needs. For V(password) that is C(auth_url), C(username), C(password),
        C(project_name), C(user_domain_name) and C(project_domain_name); for V(v3applicationcredential) it is
        C(auth_url), C(application_credential_id) and C(application_credential_secret).
      - Together with the name of a O(cloud) it may only choose another project, with C(project_id), C(project_name),
        C(project_domain_id) and C(project_domain_name).
      - The C(auth_url) must be C(https); plain C(http) is for loopback addresses only.
    type: dict
  auth_type:
    description:
      - The name of the authentication plugin, such as V(v3applicationcredential). V(password) when nothing else says
        otherwise.
    type: str
  region_name:
    description:
      - The region whose image service is read.
      - Without one the first region is read. A warning says so where there are several.
    type: str
  interface:
    description:
      - Which of the catalogue's endpoints is used. V(public) when C(clouds.yaml) does not say otherwise.
    type: str
    choices: [admin, internal, public]
    aliases: [endpoint_type]
  validate_certs:
    description:
      - Whether to verify the TLS certificates of the cloud.
      - When not given, C(verify) and C(insecure) of C(clouds.yaml) decide, or E(OS_INSECURE). They are verified when
        nothing is said.
    type: bool
    aliases: [verify]
  ca_cert:
    description:
      - The path of a file with the certificates of the authorities to trust, instead of C(cacert) of C(clouds.yaml) or
        E(OS_CACERT).
      - Without any, E(REQUESTS_CA_BUNDLE) and E(CURL_CA_BUNDLE) are looked at, then the usual authorities are trusted.
    type: path
    aliases: [cacert]
  client_cert:
    description:
      - The path of a client certificate.
    type: path
    aliases: [cert]
  client_key:
    description:
      - The path of the key of O(client_cert).
    type: path
    aliases: [key]
requirements:
  - openstacksdk >= 1.0
"""
