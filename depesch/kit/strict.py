"""Strict reading of JSON that people wrote: unknown keys are faults, and every fault is told at once, with its place.

msgspec stops at the first fault; here each field is converted by itself, so that whoever wrote the file mends it once.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

S = TypeVar("S", bound=msgspec.Struct)

MOST_FAULTS = 50  # told at once; a file with more is not what it should be at all
_decoder = msgspec.json.Decoder(float_hook=Decimal)


class Fault(msgspec.Struct, frozen=True):
    """What is wrong at one place, such as `demands[2].term`; the place is empty for the whole."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


class Faulty(ValueError):
    """The bytes are not what was wanted; `faults` has every reason."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


def read_strictly(data: bytes, wanted: type[S]) -> S:
    """Return the Struct that the JSON states; raises Faulty."""
    try:
        raw = _decoder.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Faulty((Fault("", f"it is no JSON: {error}"),)) from error
    faults = tuple(fault for fault, _ in zip(_faults(raw, wanted, ""), range(MOST_FAULTS), strict=False))
    if faults:
        raise Faulty(faults)
    return msgspec.convert(raw, wanted)


def _faults(raw: object, wanted: Any, place: str) -> Iterator[Fault]:
    """Yield what is wrong with `raw`, part by part where it has parts, else as a whole."""
    found = False
    for fault in _of_parts(raw, _bare(wanted), place):
        found = True
        yield fault
    if not found:
        yield from _of_whole(raw, wanted, place)


def _of_parts(raw: object, wanted: Any, place: str) -> Iterator[Fault]:
    if isinstance(raw, dict) and (struct := _struct_for(raw, wanted)):
        yield from _of_fields(raw, struct, place)
    elif isinstance(raw, list) and get_origin(wanted) is tuple:
        for position, each in enumerate(raw):
            yield from _faults(each, get_args(wanted)[0], f"{place}[{position}]")


def _of_fields(raw: dict[str, Any], struct: type[msgspec.Struct], place: str) -> Iterator[Fault]:
    hints = get_type_hints(struct, include_extras=True)
    config = struct.__struct_config__
    known = {*struct.__struct_fields__, *([config.tag_field] if config.tag_field else [])}
    before = f"{place}." if place else ""
    for name in raw.keys() - known:
        yield Fault(f"{before}{name}", f"there is no such key; there are {', '.join(struct.__struct_fields__)}")
    for field in msgspec.structs.fields(struct):
        if field.name in raw:
            yield from _faults(raw[field.name], hints[field.name], f"{before}{field.name}")
        elif field.required:
            yield Fault(f"{before}{field.name}", "is missing")


def _of_whole(raw: object, wanted: Any, place: str) -> Iterator[Fault]:
    try:
        msgspec.convert(raw, wanted)
    except msgspec.ValidationError as error:
        text, _, inside = str(error).partition(" - at `$")
        yield Fault(place + inside.removesuffix("`"), text)


def _struct_for(raw: dict[str, Any], wanted: Any) -> type[msgspec.Struct] | None:
    """Return the Struct that the object should be: of several, the one that its tag names."""
    kinds = get_args(wanted) if get_origin(wanted) in (Union, types.UnionType) else (wanted,)
    structs = [kind for kind in map(_bare, kinds) if isinstance(kind, type) and issubclass(kind, msgspec.Struct)]
    tagged = [kind for kind in structs if kind.__struct_config__.tag_field]
    if not tagged:
        return structs[0] if structs else None
    return next((kind for kind in tagged if raw.get(_tag_field(kind)) == kind.__struct_config__.tag), None)


def _tag_field(kind: type[msgspec.Struct]) -> str:
    return kind.__struct_config__.tag_field or ""


def _bare(wanted: Any) -> Any:
    return get_args(wanted)[0] if get_origin(wanted) is Annotated else wanted
