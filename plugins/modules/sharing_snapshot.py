#!/usr/bin/python
# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sharing_snapshot
short_description: Write what the clouds say now as a sharing inventory
version_added: 1.1.0
description:
  - Lists all images that the account of each connection owns, those that are shared with nobody too, and reads
    their members.
  - Returns a complete sharing inventory - connections, principals, images and, with O(incoming), who shares images with
    the accounts.
  - The result is the same text for the same state of the world. It never holds a secret.
  - A list that could not be read, whose end is not proven, or whose owner nobody proves stops it, unless O(partial) is
    given. A gate right after it passes.
  - Public and community images are written as comments to review.
options:
  inventory:
    description:
      - Paths of YAML or JSON files, or of folders of them, with connections and principals. All are merged.
      - A relative path is looked for where C(ansible-playbook) was started, then beside the playbook.
    type: list
    elements: path
  connections:
    description:
      - Connections, merged over those of the files option by option.
      - What a plain file must not hold (secrets, TLS switches, other endpoints) is not written, and named in a comment.
    type: dict
  principals:
    description: More names for members.
    type: dict
  select:
    description: The names of the connections to look at. All when not given.
    type: list
    elements: str
  concurrency:
    description: The most requests in flight over all connections.
    type: int
    default: 64
  dest:
    description: The file to write. Nothing is written when not given, nor in check mode.
    type: path
  incoming:
    description: Whether to write who shares images with the accounts now, too.
    type: bool
    default: false
  overwrite:
    description:
      - Whether a file that is there may be replaced.
      - Its principals, its waivers, the labels of its images and the comments right above them are kept. So are its
        C(select) rules, and what they select gets no entries of its own.
    type: bool
    default: false
  partial:
    description: Whether to write what could be proven, and the rest as comments.
    type: bool
    default: false
requirements:
  - jsonschema
  - PyYAML
attributes:
  check_mode:
    support: full
    description: Reads as usual. Writes no file.
  diff_mode:
    support: full
    description: Shows the file before and after.
author:
  - cloud_images.sharing developers (@cloud-images)
seealso:
  - module: cloud_images.sharing.sharing_audit
"""

EXAMPLES = r"""
- name: Begin with what is there
  cloud_images.sharing.sharing_snapshot:
    inventory: connections.yml
    dest: sharing.yml

- name: Show it only
  cloud_images.sharing.sharing_snapshot:
    connections:
      scp-prod: {provider: scp, region: kr-west1}
  register: snapshot
"""

RETURN = r"""
document:
  description: The sharing inventory, as YAML.
  returned: success
  type: str
dest:
  description: The file, null when none was asked for.
  returned: success
  type: str
counts:
  description: The number of connections, of images written, and of those that are comments to review.
  returned: success
  type: dict
  sample: {connections: 2, images: 40, to_review: 1}
missing:
  description: What could not be proven, with O(partial).
  returned: success
  type: list
  elements: str
msg:
  description: What was written, in one sentence.
  returned: success
  type: str
"""
