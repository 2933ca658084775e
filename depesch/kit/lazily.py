"""Functions whose module is loaded when they are first called: a plug-in that nobody uses costs no start-up."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


class Lazily:
    """A function known by its place, such as `depesch.syntaxes.finvoice30.reading:read`."""

    __slots__ = ("_found", "place")

    def __init__(self, place: str) -> None:
        self.place = place
        self._found: Callable[..., Any] | None = None

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the function; its module is imported the first time."""
        return (self._found or self.resolve())(*arguments, **named)

    def resolve(self) -> Callable[..., Any]:
        """Return the function itself; raises ImportError or AttributeError when the place is wrong."""
        module, _, name = self.place.partition(":")
        found: Callable[..., Any] = getattr(importlib.import_module(module), name)
        self._found = found
        return found

    def __repr__(self) -> str:
        return f"lazily({self.place!r})"


def lazily(place: str) -> Callable[..., Any]:
    """Return what calls the function at `place` (module:name)."""
    return Lazily(place)
