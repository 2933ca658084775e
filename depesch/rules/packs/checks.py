"""A pack as a rule set: each demand becomes one rule, run by the engine with the published ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from depesch.kit.patterns import matches
from depesch.model.facts import FileBeside
from depesch.model.invoice import Invoice, Line
from depesch.model.issue import Issue, OwnWords, Severity
from depesch.rules import Check, Context, Rule, RuleSet, Scope
from depesch.rules.packs import Allowed, Amount, AnyDemand, Attachments, Day, Form, Mandatory, Pack, pack_from
from depesch.rules.packs.places import Place, places_of, values_at
from depesch.rules.packs.wording import words_of
from depesch.rules.scopes import DOCUMENT, LINES

PREFIX = "PACK-"
Holds = Callable[[Any, Context], bool]
Expected = Callable[[Any, Context], object]


@lru_cache(maxsize=200)
def rule_set_from(data: bytes, version: str) -> RuleSet:
    """Return the rule set of a pack as it is kept, the same for the same bytes; raises BadPack."""
    return rule_set_of(pack_from(data), version)


def rule_set_of(pack: Pack, version: str) -> RuleSet:
    """Return the pack as a rule set in this version; the receiver's name tells it from the published ones."""
    rules = tuple(_rule(demand, pack) for demand in pack.demands)
    return RuleSet(
        name=f"pack {pack.receiver}",
        version=version,
        title=pack.receiver,
        source="the receiver's own demands",
        in_force_from=None,
        applies_to=lambda invoice, syntax: True,
        load=lambda: rules,
        demanded=lambda is_credit_note: tuple(_demanded(pack, is_credit_note)),
    )


def _demanded(pack: Pack, is_credit_note: bool) -> Iterator[tuple[str, ...]]:
    """Give the terms that have to be there in such a document; warnings demand nothing."""
    wanted = ("all", "credit-notes" if is_credit_note else "invoices")
    for demand in pack.demands:
        if isinstance(demand, Mandatory) and demand.severity is Severity.FATAL and demand.documents in wanted:
            yield demand.terms


def in_own_words(issues: Iterable[Issue], sets: Sequence[RuleSet]) -> Iterator[Issue]:
    """Yield the issues, those of the packs with their words: nobody else has them when the finding is read."""
    words = {rule.id: rule.words for rule_set in sets for rule in rule_set.rules}
    for issue in issues:
        found = words.get(issue.rule)
        if found is None:
            yield issue
        else:
            yield msgspec.structs.replace(issue, words=OwnWords(sv=found.sv, nb=found.nb, en=found.en))


def _rule(demand: AnyDemand, pack: Pack) -> Rule:
    return Rule(
        id=PREFIX + demand.key,
        severity=demand.severity,
        terms=_terms(demand),
        source=f"{pack.receiver}, {demand.key}",
        words=words_of(demand, pack),
        checks=tuple(_only_for(check, demand) for check in _checks(demand)),
    )


def _terms(demand: AnyDemand) -> tuple[str, ...]:
    match demand:
        case Mandatory():
            return demand.terms
        case Attachments():
            return ("BG-24",)
        case _:
            return (demand.term,)


def _only_for(check: Check, demand: AnyDemand) -> Check:
    """Return the check, which looks at nothing in documents that the demand is not about."""
    if demand.documents == "all":
        return check
    wanted, scope = demand.documents == "credit-notes", check.scope
    only = Scope(
        name=f"{scope.name} of {demand.documents}",
        nodes=lambda context: scope.nodes(context) if context.invoice.is_credit_note is wanted else (),
        paths=scope.paths,
    )
    return msgspec.structs.replace(check, scope=only)


def _checks(demand: AnyDemand) -> tuple[Check, ...]:
    match demand:
        case Mandatory():
            return (_presence(demand),)
        case Form():
            shown = demand.example or demand.pattern
            return _on_values(demand.term, lambda v, c: matches(demand.pattern, str(v).strip()), lambda v, c: shown)
        case Amount():
            return _on_values(demand.term, _within(demand), lambda v, c: _span(demand.at_least, demand.at_most))
        case Day():
            return _on_values(demand.term, _in_time(demand), lambda v, c: _span(*_limits(demand, c)))
        case Allowed():
            allowed = frozenset(demand.values)
            few = ", ".join(demand.values) if len(demand.values) <= 12 else None
            return _on_values(demand.term, lambda v, c: str(v).strip() in allowed, lambda v, c: few)
        case Attachments():
            return (_files(demand),)


def _presence(demand: Mandatory) -> Check:
    places = tuple(place for term in demand.terms for place in places_of(term))
    in_line = places[0].in_line
    looked_at = tuple(place.below_line for place in places) if in_line else places

    def holds(node: Invoice | Line, context: Context) -> bool:
        return any(True for place in looked_at for _ in values_at(place, node))

    return Check(scope=LINES if in_line else DOCUMENT, holds=holds, field=looked_at[0].field)


def _on_values(term: str, holds: Holds, expected: Expected) -> tuple[Check, ...]:
    return tuple(Check(scope=_values(place), holds=holds, expected=expected) for place in places_of(term))


def _values(place: Place) -> Scope:
    """Return the scope of all values at a place of the document."""
    return Scope(
        name=".".join(name for name, _ in place.steps),
        nodes=lambda context: [value for _, value in values_at(place, context.invoice)],
        paths=lambda context: [path for path, _ in values_at(place, context.invoice)],
    )


def _within(demand: Amount) -> Holds:
    low, high = demand.at_least, demand.at_most

    def holds(value: Decimal, context: Context) -> bool:
        if demand.currency is not None and context.invoice.currency != demand.currency:
            return True
        return (low is None or value >= low) and (high is None or value <= high)

    return holds


def _in_time(demand: Day) -> Holds:
    def holds(value: date, context: Context) -> bool:
        low, high = _limits(demand, context)
        return (low is None or value >= low) and (high is None or value <= high)

    return holds


def _limits(demand: Day, context: Context) -> tuple[date | None, date | None]:
    """Return the first and the last day that is accepted; counted days need the date that they are counted from."""
    if demand.counted_from is None:
        return demand.not_before, demand.not_after
    found = [value for place in places_of(demand.counted_from) for _, value in values_at(place, context.invoice)]
    start: date | None = found[0] if found else None
    return _later(start, demand.at_least_days), _later(start, demand.at_most_days)


def _later(start: date | None, days: int | None) -> date | None:
    if start is None or days is None or not date.min.toordinal() <= start.toordinal() + days <= date.max.toordinal():
        return None
    return start + timedelta(days=days)


def _span(low: object, high: object) -> str | None:
    """Return the bound that there is, or both as one text."""
    known = [str(bound) for bound in (low, high) if bound is not None]
    return " – ".join(known) or None


def _files(demand: Attachments) -> Check:
    def counted(context: Context) -> tuple[int]:
        files = (*_inside(context.invoice), *context.facts.files_beside)
        return (sum(1 for file in files if _counts(file, demand)),)

    def holds(count: int, context: Context) -> bool:
        return count >= demand.at_least and (demand.at_most is None or count <= demand.at_most)

    def expected(count: int, context: Context) -> int | None:
        return demand.at_least if count < demand.at_least else demand.at_most

    scope = Scope(name="attachments", nodes=counted, paths=lambda context: ("supporting_documents",))
    return Check(scope=scope, holds=holds, expected=expected)


def _inside(invoice: Invoice) -> Iterator[FileBeside]:
    for document in invoice.supporting_documents:
        if document.attachment is not None:
            yield FileBeside(name=document.attachment.filename or "", media_type=document.attachment.mime_code or "")


def _counts(file: FileBeside, demand: Attachments) -> bool:
    if demand.media_types and file.media_type.lower() not in {wanted.lower() for wanted in demand.media_types}:
        return False
    return demand.file_name is None or matches(demand.file_name, file.name)
