"""An interchange: which segments make up its messages, and whether what frames them fits.

A frame that is not there (UNT, UNZ) means that content may be missing: the file is refused. So it is when both the
count and the reference at a message's end belong to another, and when UNZ counts other messages than there are, since
one may be lost. A count or reference that alone is wrong is for `reading.py` to name.

Source: ISO 9735-1:2002 (UNB, UNG, UNH, UNT, UNE, UNZ).
"""

from __future__ import annotations

from typing import NamedTuple

from depesch.syntaxes import UnreadableDocument
from depesch.syntaxes.edifact.characters import codec_of
from depesch.syntaxes.edifact.objects import cut_out
from depesch.syntaxes.edifact.service import BLANK, BROKEN, broken, separators
from depesch.syntaxes.edifact.tokens import Cutter

_FRAMES = frozenset({"UNA", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ"})
_HEAD = 128
_OBJECT = frozenset({"UNO", "UNP"})


class Message(NamedTuple):
    """A message: its name as UNH has it, and the positions of its segments from UNH to UNT."""

    kind: str  # such as INVOIC
    version: str  # such as D96A
    first: int
    last: int
    opening: int  # of UNB
    group: int | None  # of UNG


class Interchange(NamedTuple):
    """What a file holds: its segments, each cut into data elements, and the messages among them."""

    cutter: Cutter
    una: str
    codec: str
    segments: list[str]
    parts: list[list[str]]
    messages: list[Message]
    objects: list[bytes]

    def component(self, segment: int, element: int, component: int = 1) -> str:
        """Return one component, counted from 1; empty when it is not there."""
        parts = self.parts[segment]
        inside = self.cutter.components(parts[element]) if element < len(parts) else []
        return inside[component - 1].strip() if component <= len(inside) else ""


def interchange(data: bytes) -> Interchange:
    """Return the segments and messages of a file; raises UnreadableDocument when it does not hold together."""
    head = data[:_HEAD].decode("latin-1").lstrip("\xef\xbb\xbf" + BLANK)
    data, objects = cut_out(data, separators(head)[0])
    codec, _ = codec_of(data)
    text = data.decode(codec, errors="replace").lstrip(BLANK)
    signs, una = separators(text)
    cutter = Cutter(signs)
    segments = cutter.segments(text[len(una) :])
    segments = [one for one in segments if not (one.startswith("UNA") and _says_again(cutter, one))]
    parts = [cutter.elements(one, number) for number, one in enumerate(segments, 1)]
    found = Interchange(cutter, una, codec, segments, parts, [], objects)
    _Frames(found).look()
    return found


def _says_again(cutter: Cutter, una: str) -> bool:
    """Whether a further interchange in the file names the service characters that the first one has."""
    again, _ = separators(cutter.source(una) + cutter.signs.terminator)
    if again._replace(decimal="", repetition="") != cutter.signs._replace(decimal="", repetition=""):
        raise UnreadableDocument(BROKEN, f"a second interchange has other service characters: {cutter.source(una)!r}")
    return True


class _Frames:
    """Walks over the segments and notes the messages; refuses frames that do not fit into each other."""

    def __init__(self, whole: Interchange) -> None:
        self._whole = whole
        self._opening: int | None = None
        self._group: int | None = None
        self._message: int | None = None
        self._before = 0  # messages of the interchanges before this one

    def look(self) -> None:
        whole = self._whole
        for at, parts in enumerate(whole.parts):
            tag = parts[0]
            if tag in _FRAMES:
                self._frame(at, tag)
            elif self._message is None and (tag not in _OBJECT or self._opening is None):
                broken(at + 1, tag, "it stands outside any message")
        if self._opening is not None:
            ended = whole.parts[-1][0]
            raise UnreadableDocument(BROKEN, f"the file breaks off after segment {len(whole.parts)} ({ended}): no UNZ")
        if not whole.messages:
            raise UnreadableDocument(BROKEN, "there is no message in the interchange")

    def _frame(self, at: int, tag: str) -> None:
        inside = self._message is not None
        if tag == "UNB" and self._opening is None:
            self._opening, self._before = at, len(self._whole.messages)
        elif self._opening is None:
            broken(at + 1, tag, "an interchange begins with UNB")
        elif tag == "UNH" and not inside:
            self._message = at
        elif tag == "UNT" and self._message is not None:
            self._end_message(self._opening, self._message, at)
        elif tag == "UNG" and not inside and self._group is None:
            self._group = at
        elif tag == "UNE" and not inside and self._group is not None:
            self._group = None
        elif tag == "UNZ" and not inside and self._group is None:
            self._end_interchange(self._opening, at)
        else:
            within = "a message" if inside else "a group" if self._group is not None else "an interchange"
            broken(at + 1, tag, f"it cannot stand here, in {within} that has no end yet")

    def _end_message(self, opening: int, first: int, last: int) -> None:
        whole, there = self._whole, last - first + 1
        said, reference = whole.component(last, 1), whole.component(last, 2)
        if said != str(there) and _number(said) != there and reference != whole.component(first, 1):
            what = f"it counts {said} segments of message {reference!r}, but {there} of "
            broken(last + 1, "UNT", f"{what}{whole.component(first, 1)!r} are here; some may be missing")
        kind = whole.component(first, 2, 1)
        version = whole.component(first, 2, 2) + whole.component(first, 2, 3)
        whole.messages.append(Message(kind, version, first, last, opening, self._group))
        self._message = None

    def _end_interchange(self, first: int, last: int) -> None:
        whole = self._whole
        there = len(whole.messages) - self._before
        groups = sum(1 for parts in whole.parts[first:last] if parts[0] == "UNG")
        said = _number(whole.component(last, 1))
        # One message or group that is not counted at all is a slip of the sender; another count is another file.
        if said is not None and said not in (there, groups) and not (there == 1 and said == 0):
            broken(last + 1, "UNZ", f"it counts {said} messages, but {there} are here; one may be missing")
        self._opening = None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None  # 0036 is n..6


def split(data: bytes, messages: int) -> tuple[bytes, ...]:
    """Return each of the messages as an interchange of its own, with the segments as they stood.

    UNB and UNG are those that it came with; UNE and UNZ, when right, count 1.
    """
    if messages < 2:
        return (data,)
    whole = interchange(data)
    if whole.objects:
        raise UnreadableDocument(
            BROKEN, f"{len(whole.objects)} objects (UNO) could belong to any of {messages} messages"
        )
    return tuple(_alone(whole, message) for message in whole.messages)


def _alone(whole: Interchange, message: Message) -> bytes:
    cutter = whole.cutter
    signs = cutter.signs
    kept = [whole.segments[message.opening]]
    if message.group is not None:
        kept.append(whole.segments[message.group])
    kept.extend(whole.segments[message.first : message.last + 1])
    if message.group is not None:
        kept.append(signs.element.join(("UNE", "1", _element(whole, message.group, 5))))
    kept.append(signs.element.join(("UNZ", "1", _element(whole, message.opening, 5))))
    text = whole.una + "".join(cutter.source(one) + signs.terminator + "\r\n" for one in kept)
    return text.encode(whole.codec, errors="replace")


def _element(whole: Interchange, segment: int, element: int) -> str:
    parts = whole.parts[segment]
    return parts[element] if element < len(parts) else ""
