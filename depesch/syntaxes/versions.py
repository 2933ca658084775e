"""A document of a version that has no format of its own here, and is read as another."""

from __future__ import annotations

from typing import cast

from depesch.model.issue import Issue, Severity
from depesch.syntaxes.binding import Element


def version_warning(root: Element, where: str, value: str, expected: str, *, detail: str) -> Issue:
    """Return the warning that the document says `value` at `where` and was read as the version `expected`."""
    return Issue(
        rule="READ-VERSION",
        severity=Severity.WARNING,
        where=where,
        line=cast("int | None", root.sourceline),
        value=value,
        expected=expected,
        detail=detail,
    )
