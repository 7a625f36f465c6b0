# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Needs Python 3.11 or newer with venv, make and git. Everything else is installed into .work/, and only there.

PYTHON ?= python3
WORK := $(CURDIR)/.work
NOX := $(WORK)/boot/bin/nox

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test test-all check bench soak artifact docs test-editors test-eda test-pages clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

demo: $(NOX) ## gate a sample inventory against simulated clouds and show the result
	@$(NOX) --session demo

test: $(NOX) ## run every check; .ci/run does the same
	@rm -f $(WORK)/report.json; status=0; $(NOX) --tags test --parallel 2 --report $(WORK)/report.json || status=$$?; \
	$(PYTHON) tests/tools/closing_line.py $(WORK)/report.json && exit $$status

test-all: $(NOX) ## run units and integration under every ansible-core on every Python (hours)
	@$(NOX) --session every_core

check: $(NOX) ## the inner loop, within a minute: lint, types and the quick unit tests
	@$(NOX) --tags check --parallel 2

bench: $(NOX) ## measure against curl, ansible.builtin.uri and the ideal; NAMES="estate gate" for some
	@$(NOX) --session bench -- $(NAMES)

soak: $(NOX) ## misspell the plugins, seed bugs, draw a million worlds of lying clouds: none may turn green
	@$(NOX) --session soak

artifact: $(NOX) ## build the collection's tarball into .work/dist
	@$(NOX) --session artifact

docs: $(NOX) ## build the documentation's pages
	@$(NOX) --session docs

test-editors: $(NOX) ## look at the inventory's schema through an editor's language server (needs Node.js)
	@$(NOX) --session editors

test-eda: $(NOX) ## run the rulebook in ansible-rulebook (needs Java 17 or newer)
	@$(NOX) --session eda

test-pages: $(NOX) ## look at the HTML report in headless Chromium, which this installs (Debian, root)
	@$(NOX) --session pages

clean: ## remove everything that was generated
	rm -rf $(WORK)

$(NOX): tests/tools/boot.py
	@echo "Setting up $(WORK)"
	@$(PYTHON) tests/tools/boot.py $(WORK)
	@touch $@
