"""What an AS2 partner is called where the history tells who did something: by the name that it stands under."""

from __future__ import annotations

_WORDS = {"sv": "AS2-partnern {name}", "nb": "AS2-partneren {name}", "en": "the AS2 partner {name}"}


def words_of_partners(names: set[str], language: str) -> dict[str, str]:
    """Return the words for partners; their name is in the history itself, also of one that was removed."""
    said = _WORDS.get(language, _WORDS["en"])
    return {name: said.format(name=name) for name in names}
