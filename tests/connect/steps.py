"""Steps of an agent that change something outside of it, counted; at the one that was told it kills itself with -9."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from typing import Any


class Steps:
    """Counts steps; each counts twice: before it is done, and after.

    It dies at the step whose number `die_at` is, or at the first of that name, as `before Marks.write`; empty: at none.
    """

    def __init__(self, die_at: str) -> None:
        self.names: list[str] = []
        self._die_at = die_at

    def watch(self, functions: Iterable[tuple[Any, str]]) -> None:
        """Put a possible death on either side of each function, by where it lies and its name."""
        for owner, name in functions:
            setattr(owner, name, self._counted(getattr(owner, name), f"{owner.__name__}.{name}"))

    def _counted(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            self._tick(f"before {name}")
            result = function(*arguments, **named)
            self._tick(f"after {name}")
            return result

        return step

    def _tick(self, name: str) -> None:
        self.names.append(name)
        if self._die_at in (name, str(len(self.names))):
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)
