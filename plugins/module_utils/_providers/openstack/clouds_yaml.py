# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Which clouds.yaml, secure.yaml and clouds-public.yaml belong together, and what is in them.

openstacksdk takes each of the three from the first folder that has one, the current one first, and passes over what it
cannot read with a line in a log. So a clouds.yaml that comes with a repository would get the password of the user's own
secure.yaml, and a broken file the identity of the next. Here a secure.yaml counts beside its clouds.yaml only.

Source: https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..._errors import OptionError
from ..._options import JsonObject
from ..base import Context
from ..files import named_file, read_json, read_text, unreadable
from .mistakes import TEXTS

try:
    import yaml
except ImportError:
    pass  # whoever has openstacksdk has it

CONFIG_VARIABLE = "OS_CLIENT_CONFIG_FILE"
SECURE_VARIABLE = "OS_CLIENT_SECURE_FILE"
_SUFFIXES = (".yaml", ".yml", ".json")
_NO_TEXT = {"int": "a number", "float": "a number", "bool": "yes or no", "timestamp": "a date"}
_QUOTED = re.compile(r"'(?!\\?.')[^']*'")  # more than one character: it may be a secret


@dataclass(frozen=True)
class Files:
    """The files of one configuration.

    :param passed_over: a secure.yaml that does not belong to it.
    :param current_folder: whether the current folder was looked at.
    """

    config: Path | None
    secure: Path | None
    vendors: Sequence[Path]
    passed_over: Path | None = None
    current_folder: bool = True


def find_files(context: Context, search_path: Sequence[str]) -> Files:
    """The files that count for this task. ``search_path`` holds openstacksdk's folders besides the current one.

    OptionError for a file that a variable names and that is not there, and for secrets of one place that would meet the
    hosts of another.
    """
    folders = [Path(folder) for folder in dict.fromkeys(search_path)]
    here = _here() if context.trust_current_folder else None
    named = _named(context, CONFIG_VARIABLE)
    config = named or next(_existing("clouds", [here, *folders] if here else folders), None)
    secure = _named(context, SECURE_VARIABLE)
    from_here = here is not None and named is None and config is not None and config.parent == here
    if secure and from_here and here not in folders and secure.parent != here:
        raise OptionError(
            f"{SECURE_VARIABLE} names {secure}, but the clouds are those of {config}, which nobody named. Set "
            f"{CONFIG_VARIABLE} too, if the secrets are meant for these clouds."
        )
    passed_over = None
    if config and not secure:
        secure = next(_existing("secure", [config.parent]), None)
        passed_over = None if secure else next(_existing("secure", folders), None)
    vendors = list(_existing("clouds-public", [config.parent, *folders] if config else folders))
    return Files(config, secure, vendors[:1], passed_over, here is not None)


def read_clouds(path: Path) -> JsonObject:
    """The content of a clouds.yaml, secure.yaml or clouds-public.yaml. OptionError with file, line and reason."""
    content: object = read_json(path) if path.suffix == ".json" else _parsed(path)
    if not isinstance(content, dict):
        raise unreadable(path, "it is empty" if content is None else "it is not a mapping")
    section = "public-clouds" if path.name.startswith("clouds-public") else "clouds"
    clouds = content.get(section)
    if clouds is None:
        return {**content, section: {}}
    if not isinstance(clouds, dict):
        raise unreadable(path, f"{section} is not a mapping")
    for name, cloud in clouds.items():
        if not isinstance(cloud, dict):
            raise unreadable(path, f"the cloud {name} is not a mapping")
        if not isinstance(cloud.get("auth", {}), dict):
            raise unreadable(path, f"auth of the cloud {name} is not a mapping")
    return content


def _here() -> Path | None:
    try:
        return Path.cwd()
    except OSError:
        return None  # it was removed


def check_named_files(context: Context) -> None:
    """OptionError for a file that a variable names and that is not there, even where it is not needed."""
    for variable in (CONFIG_VARIABLE, SECURE_VARIABLE):
        _named(context, variable)


def _named(context: Context, variable: str) -> Path | None:
    text = context.environ.get(variable, "").strip()
    return named_file(text, variable, context.home, context.folder) if text else None


def _existing(name: str, folders: Sequence[Path]) -> Iterator[Path]:
    """Files of this name that are there, readable or not."""
    for folder in folders:
        for suffix in _SUFFIXES:
            path = folder / f"{name}{suffix}"
            if os.path.lexists(path):
                yield path


def _loader(path: Path) -> type[Any]:
    """A SafeLoader that takes no key twice, and no text for something else."""

    class Loader(yaml.SafeLoader):
        def compose_mapping_node(self, anchor: Any) -> Any:
            node = super().compose_mapping_node(anchor)
            keys: set[str] = set()
            for key, value in node.value:
                name, line = str(key.value), key.start_mark.line + 1
                if key.id == "scalar" and name in keys:
                    raise unreadable(path, f"{name[:40]} is given twice in one mapping", line)
                keys.add(name)
                if value.id == "scalar" and name.replace("-", "_") in TEXTS:
                    _keep_text(value, f"{name} is not text", path)
            return node

    return Loader


def _keep_text(node: Any, what: str, path: Path) -> None:
    """A number of only digits is the text that it was. OptionError for others, such as an octal one."""
    taken_for = _NO_TEXT.get(node.tag.rpartition(":")[2])
    if taken_for is None:
        return
    if not re.fullmatch(r"0|[1-9][0-9]*", node.value):
        reason = f"{what}, because YAML takes it for {taken_for}: put it in quotes"
        raise unreadable(path, reason, node.start_mark.line + 1)
    node.tag = node.tag.rpartition(":")[0] + ":str"


def _parsed(path: Path) -> object:
    text = read_text(path)
    try:
        loader = _loader(path)(text or "")
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = _QUOTED.sub("'…'", error.problem or error.context or "it is not YAML")
        raise unreadable(path, f"it is not YAML ({reason})", mark.line + 1 if mark else None) from None
    except yaml.YAMLError:
        raise unreadable(path, "it is not YAML") from None
    except RecursionError:
        raise unreadable(path, "it is nested too deeply") from None
    except ValueError:
        raise unreadable(path, "it has an impossible date or number") from None
