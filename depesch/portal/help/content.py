"""The guides: each written in every language, in `guides/<language>.toml`; a test holds them to the same tasks."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

LANGUAGES = ("sv", "nb", "en")


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to do. `page` is the name of an address of the portal without arguments, where it is done."""

    text: str
    page: str = ""
    link: str = ""  # what the link to the page is called


class Guide(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one task is done."""

    name: str
    title: str
    lead: str
    steps: tuple[Step, ...]
    good_to_know: tuple[str, ...] = ()


class _Book(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    guide: tuple[Guide, ...]


@cache
def guides_in(language: str) -> dict[str, Guide]:
    """Return the guides of a language by their names, in the order in which people need them."""
    chosen = language if language in LANGUAGES else "en"
    text = resources.files("depesch.portal.help").joinpath("guides", f"{chosen}.toml").read_bytes()
    return {each.name: each for each in msgspec.toml.decode(text, type=_Book).guide}
