"""Translations of the portal: `extract` brings the catalogues up to date, `compile` makes what Django reads, `check`
tells what is missing. Pure Python: no GNU gettext needed. The code's texts are English; sv and nb are written beside.
"""

from __future__ import annotations

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
LANGUAGES = ("sv", "nb", "en")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "_lazy": None,
}
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def extracted() -> Catalog:
    """Return every text of the portal's code and templates."""
    catalogue = Catalog(project="Depesch", version="", charset="utf-8")
    for path in sorted([*PORTAL.rglob("*.py"), *PORTAL.rglob("*.html")]):
        for number, context, text in _texts_of(path):
            place = (path.relative_to(PORTAL).as_posix(), number)
            flags = ("python-format",) if "%(" in str(text) else ()
            catalogue.add(text, locations=[place], flags=flags, context=context)
    return catalogue


def extract() -> None:
    """Write the catalogues anew: new texts are added empty, texts that are gone are dropped, nothing is guessed."""
    template = extracted()
    for language in LANGUAGES:
        old = _catalogue(language)
        new = Catalog(locale=language, project="Depesch", version="", charset="utf-8", fuzzy=False)
        new.header_comment = f"# The portal's texts, {language}."
        for message in template:
            if not message.id:
                continue
            known = old.get(message.id, message.context)
            text = known.string if known else ""
            new.add(message.id, text or _own(message, language), flags=message.flags, context=message.context)
        _write(language, new)


def compile_all() -> None:
    """Make the .mo files from the .po files."""
    for language in LANGUAGES:
        buffer = BytesIO()
        write_mo(buffer, _catalogue(language))
        path = _path(language).with_suffix(".mo")
        if not path.exists() or path.read_bytes() != buffer.getvalue():
            path.write_bytes(buffer.getvalue())


def faults() -> Iterator[str]:
    """Yield what is wrong with the catalogues: untranslated, fuzzy, missing, left over, a placeholder lost."""
    wanted = {_key(message): message for message in extracted() if message.id}
    for language in LANGUAGES:
        found = {_key(message): message for message in _catalogue(language) if message.id}
        yield from (f"{language}: not in the catalogue: {key!r}" for key in sorted(wanted.keys() - found.keys()))
        yield from (f"{language}: no longer used: {key!r}" for key in sorted(found.keys() - wanted.keys()))
        for key in sorted(wanted.keys() & found.keys()):
            yield from _faults_of(found[key], language)


def _faults_of(message: Message, language: str) -> Iterator[str]:
    originals = message.id if isinstance(message.id, tuple) else (message.id,)
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy:
        yield f"{language}: fuzzy: {originals[0]!r}"
    if not all(texts):
        yield f"{language}: untranslated: {originals[0]!r}"
        return
    wanted = set(_PLACEHOLDER.findall(originals[-1]))
    for text in texts:
        if set(_PLACEHOLDER.findall(str(text))) != wanted:
            yield f"{language}: other placeholders than {sorted(wanted)}: {text!r}"


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


def _own(message: Message, language: str) -> str | tuple[str, ...]:
    """Return the text itself for English, nothing for the others."""
    return message.id if language == "en" else ""


def _key(message: Message) -> str:
    text = "\0".join(message.id) if isinstance(message.id, tuple) else str(message.id)
    return f"{message.context}\4{text}" if message.context else text


def _path(language: str) -> Path:
    return PORTAL / "locale" / language / "LC_MESSAGES" / "django.po"


def _catalogue(language: str) -> Catalog:
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _write(language: str, catalogue: Catalog) -> None:
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, omit_header=False, width=120, sort_output=True, no_location=True)
    text = re.sub(
        rb'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msgid-Bugs-To): .*\n',
        b"",
        buffer.getvalue(),
    )
    path.write_bytes(text)


def main(arguments: list[str]) -> int:
    """Do what the first argument says and return the exit status."""
    match arguments:
        case ["extract"]:
            extract()
        case ["compile"]:
            compile_all()
        case ["check"]:
            found = list(faults())
            sys.stderr.writelines(f"{fault}\n" for fault in found)
            return 1 if found else 0
        case _:
            sys.stderr.write("usage: messages.py extract | compile | check\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
