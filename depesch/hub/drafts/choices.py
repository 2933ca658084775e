"""Code lists as a person chooses from them: the usual codes first, with names in Swedish, Norwegian and English.

A code without a name of its own is shown as it is. Names of countries and currencies: Unicode CLDR, through Babel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import msgspec
from babel import Locale

from depesch.hub.drafts.choice_words import NAMES, USUAL
from depesch.model.codelists import code_list
from depesch.rendering.wording import SCHEMES
from depesch.rendering.words import words

LANGUAGES = ("sv", "nb", "en")


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One code. `usual` ones stand first."""

    code: str
    sv: str
    nb: str
    en: str
    usual: bool = False

    def label(self, language: str) -> str:
        """Return its name in `language` (sv, nb, any other: en)."""
        return {"sv": self.sv, "nb": self.nb}.get(language, self.en)


@cache
def choices_of(name: str) -> tuple[Choice, ...]:
    """Return the choices of the list with that name, the usual ones first."""
    usual = USUAL.get(name, ())
    codes = NAMES[name] if name in _OWN else code_list(_LISTS.get(name, name)).codes
    rest = sorted(set(codes) - set(usual)) if name not in _OWN else [code for code in codes if code not in usual]
    return tuple(_told_apart(_choice(name, code, code in usual) for code in (*usual, *rest)))


def _told_apart(found: Iterable[Choice]) -> Iterator[Choice]:
    """Give the choices, with its code behind the name of each that is called as one before it: `st (EA)`."""
    taken: set[tuple[str, str]] = set()
    for choice in found:
        names = {language: choice.label(language) for language in LANGUAGES}
        said = {
            language: f"{name} ({choice.code})" if (language, name.casefold()) in taken else name
            for language, name in names.items()
        }
        taken |= {(language, name.casefold()) for language, name in names.items()}
        yield msgspec.structs.replace(choice, **said)


def _choice(name: str, code: str, usual: bool) -> Choice:
    said = {language: _named(name, code, language) for language in LANGUAGES}
    return Choice(code=code, usual=usual, **said)


def _named(name: str, code: str, language: str) -> str:
    own = NAMES.get(name, {}).get(code)
    if own is not None:
        return own[LANGUAGES.index(language)]
    known = _KNOWN[name](language).get(code) if name in _KNOWN else None
    return known or code


@cache
def _countries(language: str) -> Mapping[str, str]:
    return dict(Locale.parse(language).territories)


@cache
def _currencies(language: str) -> Mapping[str, str]:
    return dict(Locale.parse(language).currencies)


# Lists that are ours and have no file; lists whose file has another name; and where names come from.
_OWN = frozenset({"rounding", "document_type"})
_LISTS = {"eas": "peppol_eas", "payment_means": "payment_means"}
_KNOWN: dict[str, Callable[[str], Mapping[str, str]]] = {
    "country": _countries,
    "currency": _currencies,
    "unit": lambda language: words(language).units,
    "payment_means": lambda language: words(language).means,
    "vat_category": lambda language: words(language).vat_categories,
    "tax_point_date": lambda language: words(language).tax_point_codes,
    "eas": lambda _: SCHEMES,
    "icd": lambda _: SCHEMES,
}
