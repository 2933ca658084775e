"""Translations of the portal: `extract` brings the catalogues up to date, `compile` makes what Django reads, `check`
tells what is missing. Pure Python: no GNU gettext needed. The code's texts are English; sv and nb are written beside,
in one catalogue for each screen: `locale/<language>/<screen>.po`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PORTAL = Path(__file__).resolve().parents[1] / "depesch" / "portal"
LANGUAGES = ("sv", "nb")  # English is what the code says
_SHARED = {"parts": "portal", "templatetags": "portal", "allauth": "account", "mfa": "account"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "_lazy": None,
}
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def extracted() -> dict[str, Catalog]:
    """Return every text of the portal's code and templates, by the screen that it stands in."""
    found: dict[str, Catalog] = {}
    for path in sorted([*PORTAL.rglob("*.py"), *PORTAL.rglob("*.html")]):
        place = path.relative_to(PORTAL)
        for number, context, text in _texts_of(path):
            catalogue = found.setdefault(_screen(place), _new(None))
            flags = ("python-format",) if "%(" in str(text) else ()
            catalogue.add(text, locations=[(place.as_posix(), number)], flags=flags, context=context)
    return found


def extract(*screens: str) -> None:
    """Write the catalogues anew, of all screens or the named ones: new texts are added empty, or as another screen
    says it; texts that are gone are dropped, nothing is guessed.
    """
    wanted = {name: found for name, found in extracted().items() if not screens or name in screens}
    for language in LANGUAGES:
        known = {_key(message): message.string for each in _catalogues(language).values() for message in each}
        for path in _folder(language).glob("*.po"):
            if not screens and path.stem not in wanted:
                path.unlink()
        for screen, template in wanted.items():
            new = _new(language)
            new.header_comment = f"# The portal's texts, {language}: {screen}."
            for message in template:
                if message.id:
                    text = known.get(_key(message), "")
                    new.add(message.id, text, flags=message.flags, context=message.context)
            _write(language, screen, new)


def compile_all() -> None:
    """Make what Django reads of all screens' catalogues: one .mo file for each language."""
    for language in LANGUAGES:
        whole = _new(language)
        for catalogue in _catalogues(language).values():
            for message in catalogue:
                if message.id and message.string:
                    whole.add(message.id, message.string, flags=message.flags, context=message.context)
        buffer = BytesIO()
        write_mo(buffer, whole)
        path = _folder(language) / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_bytes() != buffer.getvalue():
            part = path.with_name(f"{path.name}.{os.getpid()}")
            part.write_bytes(buffer.getvalue())
            part.replace(path)


def faults() -> Iterator[str]:
    """Yield what is wrong with the catalogues: untranslated, fuzzy, missing, left over, a placeholder lost, a text
    that two screens say differently.
    """
    wanted = extracted()
    for language in LANGUAGES:
        said: dict[str, tuple[str, object]] = {}
        catalogues = _catalogues(language)
        yield from (f"{language}: no such screen: {name}.po" for name in sorted(catalogues.keys() - wanted.keys()))
        for screen, template in wanted.items():
            place = f"{language}/{screen}.po"
            texts = {_key(message): message for message in template if message.id}
            found = {_key(message): message for message in catalogues.get(screen, ()) if message.id}
            yield from (f"{place}: not in the catalogue: {key!r}" for key in sorted(texts.keys() - found.keys()))
            yield from (f"{place}: no longer used: {key!r}" for key in sorted(found.keys() - texts.keys()))
            for key in sorted(texts.keys() & found.keys()):
                yield from _faults_of(found[key], place)
                other, before = said.setdefault(key, (screen, found[key].string))
                if before != found[key].string:
                    yield f"{place}: {key!r} is said otherwise in {other}.po"


def _faults_of(message: Message, place: str) -> Iterator[str]:
    originals = message.id if isinstance(message.id, tuple) else (message.id,)
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy:
        yield f"{place}: fuzzy: {originals[0]!r}"
    if not all(texts):
        yield f"{place}: untranslated: {originals[0]!r}"
        return
    wanted = set(_PLACEHOLDER.findall(originals[-1]))
    for text in texts:
        if set(_PLACEHOLDER.findall(str(text))) != wanted:
            yield f"{place}: other placeholders than {sorted(wanted)}: {text!r}"


def _texts_of(path: Path) -> Iterator[tuple[int, str | None, str | tuple[str, ...]]]:
    """Yield the line, the context and the text, two of them where there is a plural."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # Django turns a template into calls with everything else crossed out; only the calls' place on a line matters.
        source = "\n".join(line.strip() for line in templatize(source).split("\n"))
    for number, function, messages, _comments in extract_python(BytesIO(source.encode()), KEYWORDS, (), {}):
        texts = messages if isinstance(messages, tuple) else (messages,)
        if function in ("pgettext", "pgettext_lazy"):
            yield number, texts[0], texts[1]
        elif function in ("ngettext", "ngettext_lazy"):
            yield number, None, (texts[0], texts[1])
        elif texts[0]:
            yield number, None, texts[0]


def _key(message: Message) -> str:
    text = "\0".join(message.id) if isinstance(message.id, tuple) else str(message.id)
    return f"{message.context}\4{text}" if message.context else text


def _screen(place: Path) -> str:
    """Return which screen a file below the portal belongs to: its folder; what has none is the portal's own."""
    parts = place.parts[1:] if place.parts[0] == "templates" else place.parts
    return _SHARED.get(parts[0], parts[0]) if len(parts) > 1 else "portal"


def _folder(language: str) -> Path:
    return PORTAL / "locale" / language


def _new(language: str | None) -> Catalog:
    return Catalog(locale=language, project="Depesch", version="", charset="utf-8", fuzzy=False)


def _catalogues(language: str) -> dict[str, Catalog]:
    """Return the catalogues of a language, by screen."""
    found = {}
    for path in sorted(_folder(language).glob("*.po")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, locale=language)
    return found


def _write(language: str, screen: str, catalogue: Catalog) -> None:
    path = _folder(language) / f"{screen}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, omit_header=False, width=120, sort_output=True, no_location=True)
    text = re.sub(
        rb'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msgid-Bugs-To): .*\n',
        b"",
        buffer.getvalue(),
    )
    if not path.exists() or path.read_bytes() != text:
        path.write_bytes(text)


def main(arguments: list[str]) -> int:
    """Do what the first argument says and return the exit status."""
    match arguments:
        case ["extract", *screens]:
            extract(*screens)
        case ["compile"]:
            compile_all()
        case ["check"]:
            found = list(faults())
            sys.stderr.writelines(f"{fault}\n" for fault in found)
            return 1 if found else 0
        case _:
            sys.stderr.write("usage: messages.py extract [SCREEN ...] | compile | check\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
