"""The static files are looked for once in a process: a test has clients of its own, and each builds the middleware.

The hub looks for them once too, when it starts; for a client in a test that took as long as its answer. No test changes
what the files are or how long a browser keeps them.
"""

from __future__ import annotations

from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

_FOUND: dict[str, object] = {}
_find = WhiteNoiseMiddleware.add_files_from_finders


def look_once() -> None:
    """Have every later middleware take what the first one found."""
    WhiteNoiseMiddleware.add_files_from_finders = _take


def _take(middleware: WhiteNoiseMiddleware) -> None:
    if not _FOUND:
        _find(middleware)
        _FOUND.update(middleware.files)
    middleware.files.update(_FOUND)
