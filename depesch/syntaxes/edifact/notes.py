"""Notes (FTX): a subject, and a text in five pieces; one that fills them all goes on in the next segment.

Source: UNTDID FTX; code list 4451.
"""

from __future__ import annotations

from typing import Any

import msgspec

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Run, Take, Tracer, Values
from depesch.syntaxes.edifact.leaves import Piece
from depesch.syntaxes.edifact.parts import one, qualifier
from depesch.syntaxes.groups import Groups, Make, Nest
from depesch.syntaxes.leaves import Known, Text

PIECES = 5
_LONGEST = 100_000  # a text this long does not go on in a further segment
NO_SUBJECT = "ZZZ"  # mutually defined: said where a subject must stand and there is none


class Notes(Groups):
    """A note for each FTX with a text, or a longer text of the one before."""

    __slots__ = ("full",)

    def __init__(self, full: int) -> None:
        self.full = full
        plan = {
            "e1": Nest({"c1": Text("subject_code")}),
            "e2": one(Known("1")),
            "e4": Nest({f"c{at}": Piece("text", full) for at in range(1, PIECES + 1)}),
        }
        super().__init__("notes", model.Note, plan)

    def _taker(self, make: Make) -> Take:
        key, read, full = self.key, self._reader(make), self.full

        def take(element: Element, values: Values, run: Run) -> None:
            if not _has_text(element):
                return
            note: model.Note = read(element, values, run)
            if note.subject_code == NO_SUBJECT:
                note = msgspec.structs.replace(note, subject_code=None)
            notes: list[model.Note] = values.setdefault(key, [])
            if notes and len(notes[-1].text or "") < _LONGEST and goes_on(element.getprevious(), element, full):
                notes[-1] = msgspec.structs.replace(notes[-1], text=(notes[-1].text or "") + (note.text or ""))
            else:
                notes.append(note)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if not _has_text(element):
            return
        notes: list[Any] = values.setdefault(self.key, [])
        before = notes[-1] if notes else {"text": ""}
        if not notes or len(before["text"]) >= _LONGEST or not goes_on(element.getprevious(), element, self.full):
            notes.append({})
        path = f"{prefix}{self.key}[{len(notes) - 1}]"
        own = self._traced(element, values, run, prefix, path)
        notes[-1]["text"] = notes[-1].get("text", "") + own.get("text", "")
        if own.get("subject_code") == NO_SUBJECT:
            run.places.pop(path + ".subject_code", None)
        run.places.setdefault(path, (element, None))
        run.places.setdefault(prefix + self.key, (element, None))


def _has_text(element: Element) -> bool:
    return any(child.tag == "e4" for child in children(element))


def goes_on(before: Element | None, element: Element, full: int) -> bool:
    """Whether a free text goes on from the segment before: of the same subject, and filled to its last character."""
    if before is None or before.tag != "FTX" or qualifier(before) != qualifier(element):
        return False
    texts = [child for child in children(before) if child.tag == "e4"]
    pieces = children(texts[0]) if len(texts) == 1 else []
    return len(pieces) == PIECES and all(len(piece.text or "") >= full for piece in pieces)
