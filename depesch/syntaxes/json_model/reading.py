"""Reading our own JSON: by the quick decoder of the model when all is sound, else member by member.

Recognised are objects with members of the model only, and objects with others beside them that have the number and a
party under the model's names: another trade's JSON has its own. An array of such objects is a file of several.
"""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
from lxml import etree

from depesch.kit.characters import NoEncoding, beginning, decoded
from depesch.model.invoice import Invoice
from depesch.model.json import NotAnInvoice, from_json
from depesch.syntaxes import Place, Reading, Unread, UnreadableDocument, syntaxes
from depesch.syntaxes.json_model.building import Built
from depesch.syntaxes.json_model.scanning import Kind, scanned
from depesch.syntaxes.text_encoding import text_of

_OURS = frozenset(Invoice.__struct_fields__)
_PARTIES = frozenset({"seller", "buyer"})
_LOOKED_AT = 65_536  # bytes of a file that breaks off
_MEMBER = re.compile(r'"([a-z_]+)"\s*:')
_WORTH_A_LOOK = 3  # names of ours in a file that breaks off
_MANY = msgspec.json.Decoder(list[msgspec.Raw])
_NAMES = msgspec.json.Decoder(dict[str, msgspec.Raw])
# What the quick decoder takes for a number and a document should not have: no number, an endless or an enormous one.
_ODD_TEXT = re.compile(rb'"[+-]?(?:[sS]?[nN][aA][nN]|[iI][nN][fF]|[0-9.]+[eE_]|[0-9.]{200})')
_ODD_NUMBER = re.compile(rb":[ \t\r\n]*-?(?:[0-9.]+[eE]|[0-9.]{200})")


def recognises_text(data: bytes) -> bool:
    """Whether `data` is an invoice, or an array of them, under the model's names."""
    try:
        if not beginning(data, 64).text.lstrip().startswith(("{", "[")):
            return False
        body = decoded(data).text.strip().encode(errors="replace")
    except NoEncoding:  # broken in some places; `read` says where
        body = data.strip(b"\xef\xbb\xbf \t\r\n")
        if not body.startswith((b"{", b"[")):
            return False
    try:
        several = _MANY.decode(body) if body.startswith(b"[") else [body]
        return bool(several) and _is_ours(frozenset(_NAMES.decode(several[0])))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        names = set(_MEMBER.findall(body[:_LOOKED_AT].decode(errors="replace")))
        return len(names & _OURS) >= _WORTH_A_LOOK and "number" in names and not names.isdisjoint(_PARTIES)


def parse(data: bytes) -> etree._Element:
    """Return a root that stands for the file; all else is read in `read`."""
    return etree.Element("json")


def split(data: bytes, root: etree._Element) -> tuple[bytes, ...]:
    """Return each object of an array as a file of its own; the file itself when it does not hold together."""
    text, _ = text_of(data)
    body = text.strip().encode(errors="replace")
    if not body.startswith(b"["):
        return (data,)
    try:
        return tuple(bytes(one) for one in _MANY.decode(body))
    except (msgspec.DecodeError, RecursionError):
        return (data,)


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the one invoice in `data`; raises UnreadableDocument."""
    text, issues = text_of(data, demanded="UTF-8")
    syntax = syntaxes()["json_model"]
    invoice = _quickly(text)
    if invoice is not None:
        return Reading(syntax=syntax, data=data, root=root, invoice=invoice, issues=issues)
    built = _built(text)
    return Reading(
        syntax=syntax,
        data=data,
        root=root,
        invoice=built.invoice,
        issues=(*issues, *built.issues),
        memo={"built": built},
    )


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return every value of which the model took nothing, by its JSON Pointer."""
    return tuple(_of(reading).unread) if "built" in reading.memo else ()


def locate(reading: Reading, path: str) -> Place | None:
    """Return the JSON Pointer and the line of what gave the model's `path`, or its nearest group that is there."""
    places = _of(reading).places
    while path not in places and path:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return places.get(path)


def _quickly(text: str) -> Invoice | None:
    """Return the invoice, when there is nothing about the file to be told."""
    body = text.encode(errors="replace")
    if _ODD_TEXT.search(body) or _ODD_NUMBER.search(body):
        return None
    try:
        invoice = from_json(body)
        json.loads(text, object_pairs_hook=_refuse_doubles)
    except (NotAnInvoice, RecursionError, ValueError):
        return None
    return invoice


def _refuse_doubles(members: list[tuple[str, Any]]) -> None:
    """Refuse an object with two members of one name: decoders take the last of them and say nothing."""
    if len(members) > 1 and len({name for name, _ in members}) != len(members):
        raise ValueError("two members of one name")


def _built(text: str) -> Built:
    top, pointer = scanned(text), ""
    if top.kind is Kind.ARRAY:
        if len(top.members) != 1:
            raise UnreadableDocument("not-one-document", f"{len(top.members)} documents are in the file")
        top, pointer = top.members[0][1], "/0"
    if top.kind is not Kind.OBJECT:
        raise UnreadableDocument("broken-file", f"a {top.kind} stands where an invoice is to be", line=top.line)
    return Built(top, pointer)


def _of(reading: Reading) -> Built:
    """Return the reading member by member; made once."""
    built = reading.memo.get("built")
    if not isinstance(built, Built):
        built = reading.memo["built"] = _built(text_of(reading.data)[0])
    return built


def _is_ours(names: frozenset[str]) -> bool:
    known = names & _OURS
    if len(known) == len(names):
        return True
    return "number" in known and not known.isdisjoint(_PARTIES) and len(known) * 2 >= len(names)
