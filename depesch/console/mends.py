"""What `depesch check --mend` does with one file: mends what is certain, writes it, and tells each change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from depesch.console.outputs import NameTaken, write_atomically
from depesch.console.words import lost, said

if TYPE_CHECKING:
    from depesch.documents.changes import Change
    from depesch.documents.mending import Mending


def write_mended(mending: Mending, source: Path, output: Path | None, language: str, *, force: bool) -> dict[str, Any]:
    """Write the mended document unless that would lose something, and return what is to be told of it."""
    report: dict[str, Any] = {
        "out": None,
        "changes": [_change(change, language) for change in mending.changes],
        "unread": mending.unread,
        "losses": mending.losses,
        "error": None,
    }
    if mending.data is None:
        return report
    if not (mending.keeps_all or force):
        report["error"] = said("mend-would-lose", language)
        return report
    place = place_of(source, output)
    try:
        write_atomically(place, mending.data, replace=force)
        report["out"] = str(place)
    except NameTaken:
        report["error"] = f"{place}: {said('name-taken', language)}"
    except OSError as error:
        report["error"] = f"{place}: {error.strerror or error}"
    return report


def place_of(source: Path, output: Path | None) -> Path:
    """Return where the mended document goes: beside its source, into the folder, or to the very file named."""
    mended = f"{source.stem}.mended.xml"
    if output is None:
        return source.parent / mended
    return output / mended if output.is_dir() else output


def mend_lines(report: dict[str, Any], language: str) -> list[str]:
    """Return what was changed, for people: one line for each change, and what became of the file."""
    mended = report["mended"]
    width = max((len(change["rule"]) for change in mended["changes"]), default=0)
    lines = [f"  {change['rule']:<{width}}  {change['message']}" for change in mended["changes"]]
    lines += [f"  {said('unread', language, where=each.where, value=each.value)}" for each in mended["unread"]]
    lines += [f"  {lost(each, language)}" for each in mended["losses"]]
    if mended["error"]:
        return [f"{report['file']}: {said('not-mended', language)}: {mended['error']}", *lines]
    if mended["out"] is None:
        return [f"{report['file']}: {said('nothing-to-mend', language)}"]
    head = said("mended-one" if len(lines) == 1 else "mended", language, out=mended["out"], count=len(lines))
    return [f"{report['file']}: {head}", *lines]


def _change(change: Change, language: str) -> dict[str, Any]:
    from depesch.documents.changes import in_words

    words = in_words(change, language)
    return {
        "rule": change.rule,
        "field": words.field,
        "term": change.term,
        "path": change.path,
        "old": change.old,
        "new": change.new,
        "where": change.where,
        "line": change.line,
        "message": words.sentence,
    }
