"""A document in another format, and what did not go with it: nothing is left behind in silence."""

from __future__ import annotations

import msgspec

from depesch.documents.beside import whole_invoice
from depesch.documents.reading import read
from depesch.documents.targets import Target, targets, write_as
from depesch.model.invoice import Attachment
from depesch.syntaxes import Loss, Reading, Unread


class UnknownFormat(LookupError):
    """The format asked for is not there or is only read; the message names those that can be written."""


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """The document in the other format.

    `unread` is what the source had and the model has no term for; `losses` is what the model had and the target could
    not hold as it is.
    """

    from_syntax: str
    to: str  # name of the target
    data: bytes
    unread: tuple[Unread, ...] = ()
    losses: tuple[Loss, ...] = ()
    beside: tuple[Attachment, ...] = ()  # files that go with it outside


def convert(data: bytes | Reading, *, to: str) -> Conversion:
    """Return the document as the target named `to` has it, written anew even when it is in that format already.

    Attached files travel inside where the format has a way, else beside it. Raises UnreadableDocument, and
    UnknownFormat when `to` cannot be written.
    """
    target = target_named(to)
    reading = data if isinstance(data, Reading) else read(data)
    writing = write_as(target, whole_invoice(reading), completing=reading.syntax.bound_rules is None)
    return Conversion(
        from_syntax=reading.syntax.name,
        to=target.name,
        data=writing.data,
        unread=reading.unread(),
        losses=writing.losses,
        beside=writing.beside,
    )


def target_named(name: str) -> Target:
    """Return what can be written under that name; raises UnknownFormat, whose message names those that can."""
    found = targets().get(name)
    if found is None:
        raise UnknownFormat(f"{name!r} is no format that can be written; there are {', '.join(targets())}")
    return found
