"""Who did something, in words: each package of the hub names its own kinds of actors (`ACTORS`).

An actor is `kind:id`, the id being whatever the kind is known by. What people and tokens are called, the tenancy knows
by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import cast

from depesch.kit.discovery import plugins

# Gets ids and a language (sv, nb, en), and returns the words for those that it knows. Called inside `acting_for`.
Naming = Callable[[set[str], str], Mapping[str, str]]


def words_of_actors(actors: Iterable[str], language: str) -> dict[str, str]:
    """Return what each actor is called whose kind a package of the hub names; call it inside `acting_for`."""
    by_kind: dict[str, set[str]] = {}
    for actor in actors:
        kind, _, identifier = actor.partition(":")
        if kind in _namings() and identifier:
            by_kind.setdefault(kind, set()).add(identifier)
    return {
        f"{kind}:{identifier}": words
        for kind, ids in by_kind.items()
        for identifier, words in _namings()[kind](ids, language).items()
    }


@cache
def _namings() -> dict[str, Naming]:
    found = cast("dict[str, dict[str, Naming]]", plugins("depesch.hub", "ACTORS"))
    return {kind: naming for package in found.values() for kind, naming in package.items()}
