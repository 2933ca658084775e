"""What the company's own server is called where the history tells who did something: by the channel to it."""

from __future__ import annotations

from depesch.channels import channels

_WORDS = {"sv": "er egen server ({over})", "nb": "deres egen server ({over})", "en": "your own server ({over})"}


def words_of_servers(names: set[str], language: str) -> dict[str, str]:
    """Return the words for own servers, each known by the name of its channel."""
    said, known = _WORDS.get(language, _WORDS["en"]), channels()
    titles = {name: known[name].titles.get(language, known[name].title) for name in names if name in known}
    return {name: said.format(over=titles.get(name, name)) for name in names}
