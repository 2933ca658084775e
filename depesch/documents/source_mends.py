"""Mends of the writing: what stands in the file in a way that no model is made of, but can be meant in one way only."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from depesch.documents.changes import Change
from depesch.documents.checking import Verdict
from depesch.documents.patching import Tree
from depesch.documents.reading import read
from depesch.kit.xml import parse_whole
from depesch.rules.written_values import meant
from depesch.syntaxes import Reading

# The change that putting everything into the order of the format is.
ORDER = Change(path="", term=None, old=None, new=None, rule="XSD")
_OUT_OF_ORDER = ("unexpected: ", "surplus: ")


def with_meant_values(reading: Reading, wanted: frozenset[str] | None) -> tuple[Reading, list[Change]]:
    """Return the reading with values as they are certainly meant, where they could not be read as they stand.

    `wanted` keeps to the findings of these rules; None takes all. What is no XML stays as it is.
    """
    if reading.syntax.parse is not None:
        return reading, []
    tree, made = Tree(parse_whole(reading.data)), list[Change]()
    for issue in reading.issues:
        right = meant(issue) if wanted is None or issue.rule in wanted else None
        element = tree.at(issue.where) if right is not None and issue.where else None
        if element is not None:
            element.text = right
            term = issue.terms[0] if issue.terms else None
            made.append(Change(path=issue.path, term=term, old=issue.value, new=right, rule=issue.rule))
    return (read(tree.written()), made) if made else (reading, made)


def in_order(reading: Reading, verdict: Verdict) -> Reading | None:
    """Return the document in the order that its format asks for, where that is all that the schema finds wrong.

    None where anything could not be read, found no place or would be lost or added: then it is more than the order.
    """
    found = [issue for issue in verdict.issues if issue.rule == ORDER.rule]
    if not found or not all((issue.detail or "").startswith(_OUT_OF_ORDER) for issue in found):
        return None
    write, judge = reading.syntax.write, reading.syntax.schema_issues
    if write is None or judge is None or reading.issues or reading.unread():
        return None
    writing = write(reading.invoice)
    if writing.losses:
        return None
    ordered = read(writing.data)
    same = _content(ordered.root) == _content(reading.root) and ordered.invoice == reading.invoice
    return ordered if same and not judge(ordered.root) else None


def _content(root: etree._Element) -> Counter[tuple[str, str]]:
    """Return every element with its text, and how often it stands there."""
    return Counter((str(element.tag), (element.text or "").strip()) for element in root.iter())
