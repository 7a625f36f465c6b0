# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How Sphinx builds the pages that antsibull-docs writes; without the network, so without links into other projects."""

project = "cloud_images.sharing"
copyright = "2026, the cloud_images.sharing developers"
title = "cloud_images.sharing"
extensions = ["sphinx_antsibull_ext"]
html_theme = "sphinx_ansible_theme"
html_use_smartypants = False
pygments_style = "ansible"
suppress_warnings = ["ref.ref"]
