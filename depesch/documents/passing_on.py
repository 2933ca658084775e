"""A document's own bytes, as they can be handed to somebody else: unchanged but for a declaration that is wrong."""

from __future__ import annotations

from depesch.kit.xml import in_declared_encoding
from depesch.syntaxes import Reading


def passed_on(reading: Reading) -> bytes:
    """Return the document's bytes; XML in another encoding than it says becomes UTF-8, which it then says, too.

    Whoever gets it would have to refuse it, or show other letters than are meant. The archive keeps what came.
    """
    is_wrong = reading.syntax.parse is None and any(issue.rule == "READ-ENCODING" for issue in reading.issues)
    return in_declared_encoding(reading.data) if is_wrong else reading.data


def xml_passed_on(reading: Reading) -> bytes | None:
    """Return the same, None where the document is no XML."""
    return passed_on(reading) if reading.syntax.parse is None else None
