"""An attached document in an element: base64 text, with its media type and file name in attributes."""

from __future__ import annotations

import binascii

from depesch.model.invoice import Attachment
from depesch.syntaxes.binding import Element, Leaf, Problem, Run, Tracer, Values

_MIME, _FILENAME = "mimeCode", "filename"


class Binary(Leaf):
    """BT-125: the bytes, `@mimeCode` (BT-125-1) and `@filename` (BT-125-2)."""

    __slots__ = ()

    def take(self, element: Element, values: Values, run: Run) -> None:
        if self.key in values:
            return
        text = element.text or ""
        try:
            content = binascii.a2b_base64("".join(text.split()), strict_mode=True)
        except (binascii.Error, ValueError):
            run.problems.append(Problem("READ-BASE64", element, text[:80], "an attached file in base64"))
            return
        values[self.key] = Attachment(content=content, mime_code=element.get(_MIME), filename=element.get(_FILENAME))

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
    return binascii.b2a_base64(content, newline=False).decode("ascii")
