"""The version of Depesch that runs: one answer for health, status page, and whoever else is asked."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

CHECKOUT = "+checkout"  # a local version identifier (PEP 440): the sources may be ahead of that version


@cache
def version() -> str:
    """Return the version of the distribution; in a checkout that is not installed, its `pyproject.toml`'s with a mark.

    The agent's single file carries the distribution's metadata, and so does every installation.
    """
    try:
        return installed("depesch")
    except PackageNotFoundError:
        return _of_checkout(Path(__file__).resolve().parents[2] / "pyproject.toml")


def _of_checkout(project: Path) -> str:
    try:
        told: str = tomllib.loads(project.read_text("utf-8"))["project"]["version"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise RuntimeError(f"neither metadata of the distribution nor {project} tell the version: {error}") from error
    return told + CHECKOUT
