"""An attached document in an element: base64 text, with its media type and file name in attributes."""

from __future__ import annotations

import re

import pybase64

from depesch.model.invoice import Attachment
from depesch.syntaxes.binding import Element, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.leaves import Leaf

_MIME, _FILENAME = "mimeCode", "filename"
_SPACE = b" \t\r\n"
_spaced = re.compile(b"[ \t\r\n]").search


class Binary(Leaf):
    """BT-125: the bytes, `@mimeCode` (BT-125-1) and `@filename` (BT-125-2); `named` when one without is doubtful."""

    __slots__ = ("named",)

    def __init__(self, key: str, *, named: bool = True) -> None:
        self.named = named
        super().__init__(key)

    def _taker(self) -> Take:
        key, named = self.key, self.named

        def take(element: Element, values: Values, run: Run) -> None:
            if key in values:
                run.doubtful = True
                return
            text = element.text or ""
            try:
                packed = text.encode("ascii")
                content = pybase64.b64decode(
                    packed.translate(None, _SPACE) if _spaced(packed) else packed, validate=True
                )
            except ValueError:
                run.problems.append(Problem("READ-BASE64", element, text[:80], "an attached file in base64"))
                return
            mime, filename = element.get(_MIME), element.get(_FILENAME)
            values[key] = Attachment(content=content, mime_code=mime, filename=filename)
            run.attributes += (mime is not None) + (filename is not None)
            if mime is None or not content or (named and filename is None):
                run.doubtful = True

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self.key in values:
            return
        self.take(element, values, run)
        path = prefix + self.key
        run.note(path, element)
        if self.key in values:
            run.note(path + ".content", element)
            for name, field in ((_MIME, "mime_code"), (_FILENAME, "filename")):
                if element.get(name) is not None:
                    run.note(f"{path}.{field}", element, name)


def base64_text(content: bytes) -> str:
    """Return `content` in base64, on one line."""
    return pybase64.b64encode(content).decode("ascii")
