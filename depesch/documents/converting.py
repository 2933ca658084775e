"""A document in another format, and what did not go with it: nothing is left behind in silence."""

from __future__ import annotations

import msgspec

from depesch.documents.beside import whole_invoice
from depesch.documents.reading import read
from depesch.model.invoice import Attachment
from depesch.syntaxes import Loss, Reading, Unread, syntaxes


class UnknownFormat(LookupError):
    """The format asked for is not there or is only read; the message names those that can be written."""


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """The document in the other format.

    `unread` is what the source had and the model has no term for; `losses` is what the model had and the target could
    not hold as it is.
    """

    from_syntax: str
    to_syntax: str
    data: bytes
    unread: tuple[Unread, ...] = ()
    losses: tuple[Loss, ...] = ()
    beside: tuple[Attachment, ...] = ()  # files that go with it outside


def convert(data: bytes | Reading, *, to: str) -> Conversion:
    """Return the document in the format named `to`, written anew even when it is in that format already.

    Attached files travel inside where the format has a way, else beside it. Raises UnreadableDocument, and
    UnknownFormat when `to` cannot be written.
    """
    there = syntaxes()
    target = there.get(to)
    if target is None or target.write is None:
        writable = ", ".join(name for name, syntax in there.items() if syntax.write is not None)
        raise UnknownFormat(f"{to!r} is no format that can be written; there are {writable}")
    reading = data if isinstance(data, Reading) else read(data)
    writing = target.write(whole_invoice(reading))
    return Conversion(
        from_syntax=reading.syntax.name,
        to_syntax=target.name,
        data=writing.data,
        unread=reading.unread(),
        losses=writing.losses,
        beside=writing.beside,
    )
