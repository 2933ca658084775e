"""Plug-ins by folder: every module of a package that has the package's constant is one plug-in."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from depesch.kit.collector import collector_paused


class BrokenPlugin(RuntimeError):
    """A plug-in's module could not be imported; its name stands in the message and the start stops."""


@cache
def plugins(package: str, constant: str) -> dict[str, object]:
    """Return the plug-ins of `package`, keyed by module name, in the alphabet's order.

    A module without `constant` is no plug-in and is left out. A folder below the package counts as one module.
    Raises BrokenPlugin naming the module when an import fails.
    """
    found: dict[str, object] = {}
    for module_info in sorted(pkgutil.iter_modules(importlib.import_module(package).__path__), key=lambda m: m.name):
        name = f"{package}.{module_info.name}"
        try:
            with collector_paused():  # what a module makes stays
                module = importlib.import_module(name)
        except Exception as error:  # any fault of a plug-in stops the start, named
            raise BrokenPlugin(f"{name} could not be loaded: {error}") from error
        if hasattr(module, constant):
            found[module_info.name] = getattr(module, constant)
    return found
