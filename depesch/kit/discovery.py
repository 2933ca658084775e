"""Plug-ins by folder: every module of a package that has the package's constant is one plug-in."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterator
from functools import cache

from depesch.kit.collector import collector_paused


class BrokenPlugin(RuntimeError):
    """A plug-in's module could not be imported; its name stands in the message and the start stops."""


@cache
def plugins(package: str, constant: str) -> dict[str, object]:
    """Return the plug-ins of `package`, keyed by module name, in the alphabet's order.

    A module without `constant` is no plug-in and is left out; one whose source does not so much as mention it is not
    even loaded. A folder below the package counts as one module.
    Raises BrokenPlugin naming the module when an import fails.
    """
    found: dict[str, object] = {}
    names = {name for folder in importlib.import_module(package).__path__ for name in _mentioning(constant, folder)}
    for plugin in sorted(names):
        name = f"{package}.{plugin}"
        try:
            with collector_paused():  # what a module makes stays
                module = importlib.import_module(name)
        except Exception as error:  # any fault of a plug-in stops the start, named
            raise BrokenPlugin(f"{name} could not be loaded: {error}") from error
        if hasattr(module, constant):
            found[plugin] = getattr(module, constant)
    return found


def _mentioning(constant: str, folder: str) -> Iterator[str]:
    """Give the names of the modules in a folder whose source mentions `constant`, as a word of its own."""
    mentioned = re.compile(rf"{constant}(?<![\w-]{constant})(?![\w-])".encode()).search  # quick: begins with a text
    for entry in os.scandir(folder):
        name, _, kind = entry.name.partition(".")
        source = f"{entry.path}/__init__.py" if not kind else entry.path
        if (kind and kind != "py") or name == "__init__" or not name.isidentifier():
            continue
        try:
            with open(source, "rb") as file:  # noqa: PTH123  # pathlib takes longer to load than the plug-ins
                if mentioned(file.read()):
                    yield name
        except (FileNotFoundError, NotADirectoryError):
            continue  # a folder that is no package, a file that is no module
