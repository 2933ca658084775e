"""JSON with places: each value with the line that it stands on, in one linear pass and without recursion.

For what a quick decoder cannot tell: where a value stands, which member there are two of. Source: RFC 8259.
"""

from __future__ import annotations

import re
from enum import StrEnum
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # there since Python 2.7, and not in the stubs

from depesch.syntaxes import UnreadableDocument

MOST_DEEP = 256

_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_SHOWN = 20


class Kind(StrEnum):
    """What a value is."""

    OBJECT = "object"
    ARRAY = "array"
    TEXT = "text"
    NUMBER = "number"
    LITERAL = "literal"  # true, false or null


class Value:
    """A value: its kind, its line, and as `text` what it says; an object's or array's members have their names."""

    __slots__ = ("kind", "line", "members", "text")

    def __init__(self, kind: Kind, line: int, text: str = "") -> None:
        self.kind = kind
        self.line = line
        self.text = text
        self.members: list[tuple[str, Value]] = []

    @property
    def is_null(self) -> bool:
        """Whether it says nothing."""
        return self.kind is Kind.LITERAL and self.text == "null"


def scanned(text: str) -> Value:
    """Return the one value that the text is; raises UnreadableDocument with `broken-file` or `too-deep`."""
    return _Scanner(text).value()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def value(self) -> Value:
        root = Value(Kind.ARRAY, 1)
        open_ones = [root]
        self._one(root, open_ones)
        while len(open_ones) > 1:
            if not self._closed(open_ones):
                self._one(open_ones[-1], open_ones)
        if self._next():
            raise self._broken("the end of the file")
        return root.members[0][1]

    def _one(self, into: Value, open_ones: list[Value]) -> None:
        """Take one member; an object or array that it opens is the next to take members."""
        name = self._name() if into.kind is Kind.OBJECT else str(len(into.members))
        char = self._next()
        if char in "{[" and char:
            if len(open_ones) > MOST_DEEP:
                raise UnreadableDocument("too-deep", f"values are nested more than {MOST_DEEP} deep", line=self._line)
            made = Value(Kind.OBJECT if char == "{" else Kind.ARRAY, self._line)
            self._at += 1
            open_ones.append(made)
        elif char == '"':
            made = Value(Kind.TEXT, self._line)
            made.text = self._string()
        else:
            found = _SCALAR.match(self._text, self._at)
            if found is None:
                raise self._broken("a value")
            made = Value(Kind.LITERAL if found[0].isalpha() else Kind.NUMBER, self._line, found[0])
            self._at = found.end()
        into.members.append((name, made))

    def _closed(self, open_ones: list[Value]) -> bool:
        """Take the end of the innermost object or array, or else the comma before its next member."""
        top = open_ones[-1]
        char = self._next()
        closing = "}" if top.kind is Kind.OBJECT else "]"
        if char == closing:
            self._at += 1
            open_ones.pop()
            return True
        if top.members:
            if char != ",":
                raise self._broken(f"a comma or {closing}")
            self._at += 1
            if self._next() == closing:
                raise self._broken("another member")
        return False

    def _name(self) -> str:
        if self._next() != '"':
            raise self._broken("the name of a member in quotes")
        name = self._string()
        if self._next() != ":":
            raise self._broken("a colon")
        self._at += 1
        return name

    def _string(self) -> str:
        try:
            text, end = scanstring(self._text, self._at + 1, True)
        except JSONDecodeError as error:
            line = self._line + self._text.count("\n", self._at, error.pos)
            raise UnreadableDocument("broken-file", f"a text does not hold together: {error.msg}", line=line) from error
        self._at = end
        return str(text)

    def _next(self) -> str:
        """Return the next character that is no white space, empty at the end."""
        end = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches nothing, too
        self._line += self._text.count("\n", self._at, end)
        self._at = end
        return self._text[end : end + 1]

    def _broken(self, expected: str) -> UnreadableDocument:
        found = self._text[self._at : self._at + _SHOWN]
        what = repr(found) if found else "the end of the file"
        return UnreadableDocument("broken-file", f"{what} stands where {expected} is to be", line=self._line)
