# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every check of the collection, each in an environment of its own. `make help` lists the ways to run them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import nox

sys.path.insert(0, str(Path(__file__).parent))
from tests.tools.environments import COLLECTION, EVERY, HERE, NEWEST, WORK, cores, environment, simulator, tree

LANGUAGE_SERVER = "yaml-language-server@2"
REAL = "tests/integration/real_openstack"

os.environ["PATH"] = f"{WORK / 'bin'}{os.pathsep}{os.environ['PATH']}"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling everything in each process takes longer than the tests
os.environ["PYTHONPYCACHEPREFIX"] = str(WORK / "pycache")
os.environ["UV_PYTHON_DOWNLOADS"] = "never"
os.environ.setdefault("UV_SYSTEM_CERTS", "true")
nox.needs_version = ">=2026.10"
nox.options.allow_parallel = True
nox.options.default_venv_backend = "uv"
nox.options.envdir = str(WORK / "venvs")
nox.options.error_on_missing_interpreters = True
nox.options.reuse_venv = "yes"


@nox.session(python=NEWEST, tags=["check", "test"])
def lint(session: nox.Session) -> None:
    """Style, formatting, YAML, licences and changelog."""
    session.install("--group", "lint")
    session.run("ruff", "check", "--no-fix", ".")
    session.run("ruff", "format", "--diff", ".")
    session.run("yamllint", "--strict", ".")
    session.run("reuse", "lint", "--lines")
    session.run("antsibull-changelog", "lint")


@nox.session(python=NEWEST, tags=["check", "test"])
def types(session: nox.Session) -> None:
    """Static types."""
    session.install("--group", "types")
    package = COLLECTION.replace("/", ".")
    parts = [word for part in ("demo", "plugins", "tests") for word in ("-p", f"{package}.{part}")]
    session.run("mypy", *parts, env=environment())
    session.run("mypy", "noxfile.py", env=environment())


@nox.session(python=NEWEST, tags=["test"])
def sanity(session: nox.Session) -> None:
    """ansible-test sanity, with nothing ignored."""
    session.install("--group", "ansible-test")
    (wheel,) = (WORK / "pip").glob("pip-*.whl")
    home = WORK / "home/sanity"
    session.run("python", "tests/tools/standin_pip.py", str(wheel), str(home))
    session.chdir(tree("sanity") / COLLECTION)
    session.run("ansible-test", "sanity", *session.posargs, env={"HOME": str(home)})


@nox.session(python=NEWEST, tags=["check"])
def quick(session: nox.Session) -> None:
    """The unit tests that are quick, with few examples of each property: part of `units`, for the inner loop."""
    session.install("--group", "tests", "ansible-core")
    which = ["-m", "not slow", "--hypothesis-profile=quick", "--numprocesses=2"]
    session.run("pytest", "tests/unit", *which, *session.posargs, env=environment())


@nox.session(tags=["test"])
@cores()
def units(session: nox.Session, core: str) -> None:
    """Unit and property tests."""
    session.install("--group", "tests" if core == "ansible-core" else "tests-oldest", core)
    session.run("ansible", "--version", env=environment())
    # What hypothesis finds does not depend on ansible-core, so it searches long under one of them only.
    depth = [] if core == "ansible-core" else ["--hypothesis-profile=quick"]
    session.run("pytest", "tests/unit", *depth, *session.posargs, env=environment())


@nox.session(tags=["test"])
@cores()
def integration(session: nox.Session, core: str) -> None:
    """Modules and gate against the simulator of the clouds."""
    session.install("--group", "tests" if core == "ansible-core" else "tests-oldest", core)
    which = [] if core == "ansible-core" else ["-m", "not any_core"]
    session.run("pytest", "tests/integration", f"--ignore={REAL}", *which, *session.posargs, env=environment())


@nox.session
@nox.parametrize("python, core", EVERY)
def every_core(session: nox.Session, core: str) -> None:
    """Unit and integration tests under each ansible-core, on each Python that it supports and this machine has."""
    session.install("--group", "tests", core)
    which = session.posargs or ["tests/unit", "tests/integration", f"--ignore={REAL}"]
    session.run("pytest", *which, env=environment())


@nox.session(python=NEWEST, tags=["test"])
def real_openstack(session: nox.Session) -> None:
    """Modules and gate against a real Keystone and Glance."""
    session.install("--group", "tests", "ansible-core")
    session.run("pytest", REAL, *session.posargs, env=environment())


@nox.session(python=NEWEST, tags=["test"])
def awx(session: nox.Session) -> None:
    """What ships for AWX, Event-Driven Ansible and CI systems, with their own libraries."""
    session.install("--group", "awx")
    folders = ["tests/awx", "tests/ci", "tests/eda", "--ignore=tests/eda/running"]
    session.run("pytest", *folders, *session.posargs, env=environment())


@nox.session(python=NEWEST)
def editors(session: nox.Session) -> None:
    """The inventory's schema in the YAML language server, which needs Node.js."""
    session.install("--group", "tests", "ansible-core")
    folder = WORK / "npm"
    session.run("npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), LANGUAGE_SERVER, external=True)
    path = f"{folder / 'node_modules/.bin'}{os.pathsep}{session.bin}{os.pathsep}{os.environ['PATH']}"
    session.run("pytest", "tests/editors", *session.posargs, env=environment() | {"PATH": path})


@nox.session(python=NEWEST, tags=["test"])
def demo(session: nox.Session) -> None:
    """Gate a sample inventory against simulated clouds and show the result."""
    session.install("--group", "tests", "ansible-core")
    session.run("python", "demo/run.py", str(WORK / "demo"), env=environment() | {"NO_COLOR": None})


@nox.session(python=NEWEST, tags=["test"])
def molecule(session: nox.Session) -> None:
    """The role against the simulator: syntax, converge, idempotence, verify."""
    session.install("--group", "molecule")
    root = tree("molecule")
    with simulator(session) as url:
        session.chdir(root / COLLECTION)
        session.run("molecule", "test", "--all", env=environment(root) | {"SIMULATOR_URL": url})


@nox.session(python=NEWEST, tags=["test"])
def ansible_lint(session: nox.Session) -> None:
    """ansible-lint's production profile."""
    session.install("--group", "ansible-lint")
    root = tree("ansible_lint")
    session.chdir(root / COLLECTION)
    session.run("ansible-lint", "--strict", env=environment(root))


@nox.session(python=NEWEST, tags=["test"])
def docs(session: nox.Session) -> None:
    """Lint the documentation and build its pages."""
    session.install("--group", "docs")
    root = tree("docs")
    env = environment(root)
    session.chdir(root)
    session.run(
        "antsibull-docs", "lint-collection-docs", "--plugin-docs", "--validate-collection-refs=all", COLLECTION, env=env
    )
    options = ["--use-current", "--squash-hierarchy", "--fail-on-error", "--dest-dir", "rst"]
    (root / "rst").mkdir()
    session.run("antsibull-docs", "collection", *options, "cloud_images.sharing", env=env)
    pages = WORK / "docs"
    session.run("sphinx-build", "-W", "-q", "-b", "html", "-c", str(HERE / "docs"), "rst", str(pages))
    session.log(f"The pages begin at {pages / 'index.html'}")


@nox.session(python=NEWEST, tags=["test"])
def importer(session: nox.Session) -> None:
    """Build the collection and have Galaxy's importer judge it."""
    session.install("--group", "importer")
    root = tree("importer")
    session.run("python", "tests/tools/build_artifact.py", str(root), env=environment(root))
    session.chdir(root)
    (artifact,) = root.glob("*.tar.gz")
    told = session.run("python", "-m", "galaxy_importer.main", artifact.name, silent=True, env=environment(root))
    session.log(told)
    if "WARNING" in str(told):
        session.error("The importer warns.")


@nox.session(tags=["test"])
@cores()
def package(session: nox.Session, core: str) -> None:
    """From the built tarball, where nothing else is, to the first green, by the commands that the pages print."""
    session.install("--group", "package", core)
    session.run("pytest", "tests/package", *session.posargs, env=environment())


@nox.session(python=NEWEST)
def artifact(session: nox.Session) -> None:
    """Build the collection's tarball, the same bytes from the same commit."""
    session.install("ansible-core")
    session.run("python", "tests/tools/build_artifact.py", str(WORK / "dist"), env=environment())


@nox.session(python=NEWEST)
def changelog(session: nox.Session) -> None:
    """Write the changelog of the version in galaxy.yml, for a release. The fragments are then to be removed."""
    session.install("--group", "lint", "ansible-core")
    root = tree("changelog")
    session.chdir(root / COLLECTION)
    session.run("antsibull-changelog", "release", "--update-existing", "--reload-plugins", env=environment(root))
    for written in ("CHANGELOG.md", "changelogs/changelog.yaml"):
        shutil.copy(root / COLLECTION / written, HERE / written)


@nox.session(python=NEWEST)
def bench(session: nox.Session) -> None:
    """Measure against curl, ansible.builtin.uri and the ideal."""
    session.install("--group", "tests", "ansible-core")
    session.run("python", "-m", "tests.benchmarks", *session.posargs, env=environment())


@nox.session(python=NEWEST)
def eda(session: nox.Session) -> None:
    """Run the rulebook in ansible-rulebook. Needs a Java virtual machine, 17 or newer."""
    session.install("--group", "eda")
    session.run("pytest", "tests/eda/running", *session.posargs, env=environment())


@nox.session(python=NEWEST)
def soak(session: nox.Session) -> None:
    """What takes too long for every change: misspellings, seeded bugs, a million worlds, other thread orders, fuzz."""
    session.install("--group", "types")
    session.run("python", "tests/tools/misspell.py", env=environment())
    worlds = f"{COLLECTION.replace('/', '.')}.tests.unit.plugins.plugin_utils._verdict.worlds"
    session.run("python", "-m", worlds, "1000000", env=environment())
    session.run("python", "-m", f"{COLLECTION.replace('/', '.')}.tests.tools.seed_bugs", env=environment())
    session.run("pytest", "tests/unit", "--pauses", "--hypothesis-profile=quick", "-n2", env=environment())
    fuzz = sorted(str(path.relative_to(HERE)) for path in (HERE / "tests/unit").rglob("test_fuzz.py"))
    session.run("pytest", *fuzz, "--hypothesis-profile=soak", *session.posargs, env=environment())


@nox.session(python=NEWEST)
def pages(session: nox.Session) -> None:
    """Look at the HTML report in headless Chromium, which this installs."""
    session.install("--group", "pages")
    session.run("python", "tests/pages/run.py", *session.posargs, env=environment())
