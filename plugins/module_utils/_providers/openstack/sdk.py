# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""openstacksdk's reading of configurations, as a library: alone, with our files, and in our words."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..._errors import ApiError, OptionError, missing_library
from ..._text import tidy
from ..base import Context
from .clouds_yaml import CONFIG_VARIABLE, SECURE_VARIABLE, read_clouds

_ENVIRONMENT_OF_THE_PROCESS = threading.Lock()


def new_config(**how: Any) -> Any:
    """An OpenStackConfig that reads its files as we do: what cannot be read is an error, not a line in a log."""

    def load(_config: object, filelist: Sequence[str]) -> tuple[str | None, Any]:
        return next(((path, read_clouds(Path(path))) for path in filelist), (None, None))

    return type("Config", (openstack_config().OpenStackConfig,), {"_load_yaml_json_file": load})(**how)


def search_path() -> list[str]:
    """openstacksdk's folders but the current one, which it puts first."""
    return [str(folder) for folder in openstack_config().loader.CONFIG_SEARCH_PATH[1:]]


def openstack_config() -> Any:
    """The package openstack.config without the rest of openstacksdk.

    Importing ``openstack`` imports the clients of all services, which takes longer than reading an image. The
    configuration needs none of them, so its parent package is put in place without being run.
    """
    if "openstack" not in sys.modules:
        spec = importlib.util.find_spec("openstack")
        if spec is None:
            raise OptionError(missing_library("openstacksdk"))
        sys.modules["openstack"] = importlib.util.module_from_spec(spec)
    return importlib.import_module("openstack.config")


@contextlib.contextmanager
def openstacksdk(context: Context) -> Iterator[None]:
    """openstacksdk with this task's variables, and what it says about a configuration in our words."""
    with _ENVIRONMENT_OF_THE_PROCESS, _variables(context.environ), configuration_errors() as said:
        yield
    # Such as a profile that is not known, each time that it is looked for.
    for text in dict.fromkeys(str(one.message) for one in said if one.category.__name__ == "ConfigurationWarning"):
        context.warn(f"openstacksdk says: {tidy(text)}")


@contextlib.contextmanager
def _variables(environ: Mapping[str, str]) -> Iterator[None]:
    """These variables for openstacksdk, which reads the process's own. A blank OS_ variable counts as not set.

    It gets no names of files: we have found them. Other variables stay as they are, for other threads.
    """
    files = (CONFIG_VARIABLE, SECURE_VARIABLE)
    wanted = {name: value for name, value in environ.items() if name[:3] == "OS_" and value and name not in files}
    before = {name: value for name, value in os.environ.items() if name[:3] == "OS_"}
    _replace(before, wanted)
    try:
        yield
    finally:
        _replace(wanted, before)


def _replace(old: Mapping[str, str], new: Mapping[str, str]) -> None:
    for name in old.keys() - new.keys():
        os.environ.pop(name, None)
    os.environ.update(new)


@contextlib.contextmanager
def configuration_errors() -> Iterator[list[warnings.WarningMessage]]:
    """OptionError for whatever openstacksdk has to say about a configuration, and its warnings in a list."""
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            yield said
    except (OptionError, ApiError):
        raise
    except KeyError as error:
        name = tidy(error.args[0] if error.args else "")
        raise OptionError(
            f"The OpenStack configuration cannot be used: {{{name}}} stands in a value. openstacksdk replaces it by "
            "the setting of that name, and there is none: double the braces."
        ) from None
    except Exception as error:  # openstacksdk formats and converts what it finds, and stumbles in many ways
        words = tidy(error) or type(error).__name__
        if type(error).__module__.startswith("requests."):
            words = f"a profile that is an address cannot be fetched ({words})"
        raise OptionError(f"The OpenStack configuration cannot be used: {words}") from None
