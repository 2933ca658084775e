"""The bytes of IPP: groups of attributes before the document. Everything that comes is hostile until it was read.

Source: RFC 8010, 3 (encoding), 3.1.6 and 3.1.7 (collections), 3.5 (tags).
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

MOST_BYTES = 256_000  # of all attributes of one message
DEEPEST = 8  # collections within collections
OPERATION, JOB, END, PRINTER, UNSUPPORTED = 0x01, 0x02, 0x03, 0x04, 0x05
_FIRST_VALUE = 0x10
_BEGIN_COLLECTION, _END_COLLECTION, _MEMBER_NAME = 0x34, 0x37, 0x4A

NO_VALUE, INTEGER, BOOLEAN, ENUM = 0x13, 0x21, 0x22, 0x23
RESOLUTION, RANGE = 0x32, 0x33
TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
TEXT_WITH_LANGUAGE, NAME_WITH_LANGUAGE = 0x35, 0x36


class Broken(ValueError):
    """The bytes are no IPP message; `detail` says where."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Value(msgspec.Struct, frozen=True):
    """One value: its tag and its bytes, or the members of a collection."""

    tag: int
    data: bytes = b""
    members: tuple[Attribute, ...] = ()

    @property
    def text(self) -> str:
        """Return what it says as text; a language beside it is left out."""
        data = self.data
        if self.tag in (TEXT_WITH_LANGUAGE, NAME_WITH_LANGUAGE) and len(data) >= 4:
            (language,) = struct.unpack_from(">H", data)
            data = data[4 + language :]
        return data.decode("utf-8", "replace")

    @property
    def number(self) -> int:
        """Return an integer or an enum; raises Broken."""
        if len(self.data) != 4:
            raise Broken(f"a number of {len(self.data)} bytes")
        return int.from_bytes(self.data, "big", signed=True)


class Attribute(msgspec.Struct, frozen=True):
    """A name and its values."""

    name: str
    values: tuple[Value, ...]


class Group(msgspec.Struct, frozen=True):
    """Attributes of one kind: of the operation, of a job, of the printer."""

    tag: int
    attributes: tuple[Attribute, ...] = ()

    def get(self, name: str) -> tuple[Value, ...]:
        """Return the values of the attribute; none when it is not there."""
        return next((each.values for each in self.attributes if each.name == name), ())

    def text(self, name: str, default: str = "") -> str:
        """Return the first value of the attribute as text."""
        values = self.get(name)
        return values[0].text if values else default


class Message(msgspec.Struct, frozen=True):
    """A request or an answer; `code` is the operation or the status."""

    version: tuple[int, int]
    code: int
    request_id: int
    groups: tuple[Group, ...] = ()

    def group(self, tag: int) -> Group:
        """Return the first group of the kind, empty when there is none."""
        return next((each for each in self.groups if each.tag == tag), Group(tag))


def read_message(stream: BinaryIO) -> Message:
    """Read a message up to its end-of-attributes tag; the document's bytes are what is left. Raises Broken."""
    return _Reader(stream).message()


def write_message(message: Message) -> bytes:
    """Return the bytes of an answer."""
    head = struct.pack(">BBHi", *message.version, message.code, message.request_id)
    groups = b"".join(bytes([group.tag]) + b"".join(map(_written, group.attributes)) for group in message.groups)
    return head + groups + bytes([END])


class _Reader:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = MOST_BYTES

    def message(self) -> Message:
        major, minor, code, request_id = struct.unpack(">BBHi", self._bytes(8))
        groups: list[tuple[int, list[Attribute]]] = []
        while (tag := self._byte()) != END:
            if tag < _FIRST_VALUE:
                groups.append((tag, []))
            elif not groups:
                raise Broken("a value before any group")
            else:
                self._value(tag, groups[-1][1])
        return Message((major, minor), code, request_id, tuple(Group(tag, tuple(found)) for tag, found in groups))

    def _value(self, tag: int, into: list[Attribute]) -> None:
        name = self._short().decode("utf-8", "replace")
        data = self._short()
        value = Value(tag, members=self._members(1)) if tag == _BEGIN_COLLECTION else Value(tag, data)
        if name:
            into.append(Attribute(name, (value,)))
        elif not into:
            raise Broken("a further value of no attribute")
        else:
            into[-1] = Attribute(into[-1].name, (*into[-1].values, value))

    def _members(self, depth: int) -> tuple[Attribute, ...]:
        if depth > DEEPEST:
            raise Broken(f"collections more than {DEEPEST} deep")
        found: list[Attribute] = []
        while True:
            tag = self._byte()
            if self._short():
                raise Broken("a member of a collection with a name of its own")
            data = self._short()
            if tag == _END_COLLECTION:
                return tuple(found)
            if tag == _MEMBER_NAME:
                found.append(Attribute(data.decode("utf-8", "replace"), ()))
            elif not found:
                raise Broken("a collection's value before its member's name")
            else:
                value = Value(tag, members=self._members(depth + 1)) if tag == _BEGIN_COLLECTION else Value(tag, data)
                found[-1] = Attribute(found[-1].name, (*found[-1].values, value))

    def _short(self) -> bytes:
        return self._bytes(int.from_bytes(self._bytes(2), "big"))

    def _byte(self) -> int:
        return self._bytes(1)[0]

    def _bytes(self, size: int) -> bytes:
        self._left -= size
        if self._left < 0:
            raise Broken(f"more than {MOST_BYTES} bytes of attributes")
        found = bytearray()
        while len(found) < size:
            piece = self._stream.read(size - len(found))
            if not piece:
                raise Broken("the message ends in the middle")
            found += piece
        return bytes(found)


def _written(attribute: Attribute) -> bytes:
    made, name = b"", attribute.name.encode()
    for value in attribute.values:
        made += bytes([value.tag]) + _counted(name) + (_collection(value) if value.members else _counted(value.data))
        name = b""
    return made


def _collection(value: Value) -> bytes:
    made = _counted(b"")
    for member in value.members:
        made += bytes([_MEMBER_NAME]) + _counted(b"") + _counted(member.name.encode())
        for each in member.values:
            made += bytes([each.tag]) + _counted(b"") + (_collection(each) if each.members else _counted(each.data))
    return made + bytes([_END_COLLECTION]) + _counted(b"") + _counted(b"")


def _counted(data: bytes) -> bytes:
    return struct.pack(">H", len(data)) + data


def keywords(name: str, *values: str) -> Attribute:
    """Return an attribute of keywords."""
    return Attribute(name, tuple(Value(KEYWORD, each.encode()) for each in values))


def texts(name: str, *values: str, tag: int = TEXT) -> Attribute:
    """Return an attribute of texts: at most 1023 bytes each, names and the like 255."""
    longest = 1023 if tag == TEXT else 255
    return Attribute(name, tuple(Value(tag, _cut(each, longest)) for each in values))


def integers(name: str, *values: int, tag: int = INTEGER) -> Attribute:
    """Return an attribute of integers or enums."""
    return Attribute(name, tuple(Value(tag, each.to_bytes(4, "big", signed=True)) for each in values))


def booleans(name: str, value: bool) -> Attribute:
    """Return an attribute of a yes or a no."""
    return Attribute(name, (Value(BOOLEAN, bytes([value])),))


def ranges(name: str, lowest: int, highest: int) -> Attribute:
    """Return an attribute of a range."""
    return Attribute(name, (Value(RANGE, struct.pack(">ii", lowest, highest)),))


def resolutions(name: str, dpi: int) -> Attribute:
    """Return an attribute of a resolution in dots per inch."""
    return Attribute(name, (Value(RESOLUTION, struct.pack(">iib", dpi, dpi, 3)),))


def collections(name: str, *values: tuple[Attribute, ...]) -> Attribute:
    """Return an attribute of collections."""
    return Attribute(name, tuple(Value(_BEGIN_COLLECTION, members=each) for each in values))


def no_value(name: str) -> Attribute:
    """Return an attribute that is there and says nothing."""
    return Attribute(name, (Value(NO_VALUE),))


def _cut(text: str, longest: int) -> bytes:
    return text.encode()[:longest].decode("utf-8", "ignore").encode()
