# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Needs Python 3.11 or newer with venv, make and git. Everything else is installed into .work/, and only there.

PYTHON ?= python3
WORK := $(CURDIR)/.work
NOX = $(WORK)/boot/bin/nox

.DEFAULT_GOAL := help
.PHONY: help check clean
.NOTPARALLEL:

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check: $(NOX) ## lint, types and unit tests: the inner loop
	@$(NOX) --tags check

clean: ## remove everything that was generated
	rm -rf $(WORK)

$(NOX): tests/tools/boot.py
	$(PYTHON) tests/tools/boot.py $(WORK)
