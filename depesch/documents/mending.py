"""Mends: the certain ones that the rules know, applied until nothing more can be mended, and checked anew.

The changed values are put into the document as it stood; where that cannot be done, it is written anew in its own
syntax. Either way it is read again and checked as any other, so that what is said of it holds for its bytes. What
writing it anew loses is named and never lost in silence.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

import msgspec

from depesch.documents.changes import Change, changes
from depesch.documents.checking import Verdict, check
from depesch.documents.patching import patched
from depesch.documents.reading import read
from depesch.documents.source_mends import ORDER, in_order, with_meant_values
from depesch.model.facts import FileBeside
from depesch.model.invoice import Invoice
from depesch.model.issue import Issue, Severity
from depesch.rules import Rule, RuleSet, all_rule_sets
from depesch.rules.written_values import meant
from depesch.syntaxes import Loss, Reading, Unread

log = logging.getLogger(__name__)

# One mend can lay the next one open: a country, then a total, then what is due. Two mends that undo each other must
# not go on for ever.
_MOST_STEPS = 50


class Mending(msgspec.Struct, frozen=True, kw_only=True):
    """What mending came to. Without a change, `invoice` and `after` are those of the document as it stood."""

    invoice: Invoice
    data: bytes | None  # the mended document (XML) in its own syntax; None when nothing was mended
    changes: tuple[Change, ...]  # in the order in which they were made
    before: Verdict
    after: Verdict  # on `data`
    unread: tuple[Unread, ...] = ()  # what the file had and `data` has no more
    losses: tuple[Loss, ...] = ()  # terms that the syntax could not write

    @property
    def left(self) -> tuple[Issue, ...]:
        """What is still wrong after mending."""
        return self.after.issues

    @property
    def keeps_all(self) -> bool:
        """Whether the mended document has everything that the file had."""
        return not self.unread and not self.losses


def mended(
    data: bytes | Reading,
    *,
    rules: Sequence[str] | None = None,
    only: Iterable[str] | None = None,
    schema: bool = True,
    on: date | None = None,
    packs: Sequence[RuleSet] = (),
    files_beside: Sequence[FileBeside] = (),
) -> Mending:
    """Return the document with everything mended that is certain; UnreadableDocument when it is none.

    `only` keeps to the mends of these rules, such as the one that a reader chose; the others are as in `check`.
    """
    judge = partial(check, rules=rules, schema=schema, on=on, packs=packs, files_beside=files_beside)
    reading = data if isinstance(data, Reading) else read(data)
    wanted = None if only is None else frozenset(only)
    before = judge(reading)
    at, made = with_meant_values(reading, wanted)
    after = judge(at) if made else before
    ordered = in_order(at, after) if wanted is None or ORDER.rule in wanted else None
    if ordered is not None:
        at, made, after = ordered, [*made, ORDER], judge(ordered)
    prepared, losses, useless = at, dict[str, Loss](), set[str]()
    for _ in range(_MOST_STEPS):
        found = next(_steps(at, after, wanted, useless), None)
        if found is None or at.syntax.write is None:
            break
        rule, invoice = found
        steps = changes(at.invoice, invoice, rule.id)
        better, lost = written(at, invoice, steps)
        verdict = judge(better)
        if better.invoice == at.invoice or (after.schema_valid and verdict.schema_valid is False):
            useless.add(rule.id)
            continue
        at, after = better, verdict
        made += steps
        losses |= {loss.path: loss for loss in lost}
    return Mending(
        invoice=at.invoice,
        data=at.data if made else None,
        changes=tuple(_placed(change, reading) for change in made),
        before=before,
        after=after,
        unread=lost_between(prepared, at) if at is not prepared else (),
        losses=tuple(losses.values()),
    )


def mendable(reading: Reading, verdict: Verdict) -> frozenset[str]:
    """Return the rules among the verdict's findings whose mend would change this very document."""
    invoice = reading.invoice
    by_rules = (rule.id for rule in _mends(verdict, None) if _made(rule, invoice) != invoice)
    is_xml = reading.syntax.parse is None
    values = (issue.rule for issue in verdict.issues if is_xml and meant(issue) is not None)
    order = (ORDER.rule,) if in_order(reading, verdict) is not None else ()
    return frozenset((*by_rules, *values, *order))


def written(at: Reading, invoice: Invoice, steps: Sequence[Change]) -> tuple[Reading, tuple[Loss, ...]]:
    """Return the reading of the mended document, patched or else written anew, and what writing it anew lost."""
    assert at.syntax.write is not None  # noqa: S101 - the caller looked
    writing = at.syntax.write(invoice)
    rewritten = read(writing.data)
    better = patched(at, rewritten, steps)
    return (better, ()) if better is not None else (rewritten, writing.losses)


def lost_between(before: Reading, after: Reading) -> tuple[Unread, ...]:
    """Return what the file had beside the model and the mended document has no more."""
    kept = Counter(each.value for each in after.unread())
    lost: list[Unread] = []
    for each in before.unread():
        if kept[each.value]:
            kept[each.value] -= 1
        else:
            lost.append(each)
    return tuple(lost)


def _mends(verdict: Verdict, wanted: frozenset[str] | None) -> tuple[Rule, ...]:
    """Return the rules that found something weighty and know how to mend it, each once, in the verdict's order."""
    there = all_rule_sets()
    known = {
        rule.id: rule
        for key in (f"{used.name}@{used.version}" for used in verdict.rule_sets)
        if key in there
        for rule in there[key].rules
        if rule.mend is not None and (wanted is None or rule.id in wanted)
    }
    found = (
        issue.rule for issue in verdict.issues if issue.severity is not Severity.INFORMATION and issue.detail is None
    )
    return tuple(known[rule] for rule in dict.fromkeys(found) if rule in known)


def _steps(
    at: Reading, verdict: Verdict, wanted: frozenset[str] | None, useless: set[str]
) -> Iterator[tuple[Rule, Invoice]]:
    """Yield the rules whose mend changes the invoice, each with what it makes of it."""
    for rule in _mends(verdict, wanted):
        if rule.id not in useless:
            invoice = _made(rule, at.invoice)
            if invoice != at.invoice:
                yield rule, invoice


def _made(rule: Rule, invoice: Invoice) -> Invoice:
    """Return what the rule's mend makes of the invoice; one that breaks down leaves it as it is, and is logged."""
    try:
        return rule.mend(invoice) if rule.mend is not None else invoice
    except Exception as error:  # noqa: BLE001  a finding without a mend is better than no check at all
        log.warning("mend.failed %s %s", rule.id, type(error).__name__)  # its message may quote the document
        return invoice


def _placed(change: Change, reading: Reading) -> Change:
    """Return the change with the place in the original where its value stood, or should have stood."""
    place = reading.locate(change.path)
    return change if place is None else msgspec.structs.replace(change, where=place.where, line=place.line)
