"""A disk that refuses one call, wherever it comes: before it was done, or after it was done all the same."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from depesch.kit import moving

CALLS = ("rename", "replace", "link", "unlink", "mkdir", "rmdir", "fsync")


@contextmanager
def refusing_once(patched: pytest.MonkeyPatch, at: int, *, after: bool) -> Iterator[list[str]]:
    """Refuse call number `at` of those that change folders or sync; gives a list that names it once it came."""
    made, refused = count(), list[str]()

    def refusing(real: Callable[..., object], name: str) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            is_this = next(made) == at
            if is_this:
                refused.append(name)
            if is_this and not after:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            done = real(*arguments, **named)
            if is_this:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return done

        return call

    with patched.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, refusing(getattr(os, name), name))
        patch.setattr(moving, "_moved_by_kernel", refusing(moving._moved_by_kernel, "renameat2"))
        yield refused
