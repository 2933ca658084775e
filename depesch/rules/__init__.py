"""Rules: model to issues. This file is the contract; each sibling with a `RULES` is one rule set.

A rule says of one kind of node (the document, a line, a VAT row) what must hold, and in plain Swedish, Norwegian and
English what to do when it does not. It sees only the model, the facts that the syntax adds, and the syntax's name:
the official rules of UBL and of CII differ here and there, and the official artefact decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from depesch.kit.discovery import BrokenPlugin, plugins
from depesch.model.facts import NO_FACTS, NOTHING_STATED, Facts, Stated
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity

T = TypeVar("T")

LANGUAGES = ("sv", "nb", "en")


class Words(msgspec.Struct, frozen=True):
    """One sentence or two in each language: what is wrong and how to mend it.

    `{value}` is what stood there, `{expected}` what should have stood there, `{name}` the field's name.
    """

    sv: str
    nb: str
    en: str


class Context:
    """One run over one invoice: what the checks look at, and what they worked out together, once."""

    __slots__ = ("_state", "_stated", "facts", "invoice", "known", "syntax")

    def __init__(
        self,
        invoice: Invoice,
        syntax: str,
        facts: Facts = NO_FACTS,
        state: Callable[[], Stated] | None = None,
    ) -> None:
        self.invoice = invoice
        self.syntax = syntax
        self.facts = facts
        self.known: dict[object, Any] = {}
        self._state = state
        self._stated: Stated | None = None

    @property
    def stated(self) -> Stated:
        """What the source states beside the model and the facts; gathered when first asked for."""
        if self._stated is None:
            self._stated = self._state() if self._state else NOTHING_STATED
        return self._stated

    def once(self, work_out: Callable[[Context], T]) -> T:
        """Return what `work_out` gives for this run; it is called the first time only."""
        if work_out not in self.known:
            self.known[work_out] = work_out(self)
        return cast(T, self.known[work_out])


class Scope(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A kind of node that rules speak of: how to find all of them, and where in the model the nth stands.

    `paths` is called only when something is wrong; it gives one path for each of `nodes`, in the same order.
    `only_if` says in one step that there are no nodes: scopes with the same one are asked together.
    """

    name: str
    nodes: Callable[[Context], Sequence[Any]]
    paths: Callable[[Context], Sequence[str]]
    only_if: Callable[[Context], bool] | None = None


class Check(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One way in which a rule looks at one kind of node; true means that all is well.

    `field` names the value below the node (`price.net_price`; empty: the node itself) and gives the finding its path
    and value; `expected` works out what should have stood there. `syntaxes` limits the check; None means all.
    """

    scope: Scope
    holds: Callable[[Any, Context], bool]
    field: str = ""
    expected: Callable[[Any, Context], object] | None = None
    syntaxes: frozenset[str] | None = None
    not_syntaxes: frozenset[str] = frozenset()
    severity: Severity | None = None  # where this syntax weighs it otherwise than the rule says


class Rule(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One rule: its published id (never renamed), what it reads, where it comes from, its words and its checks."""

    id: str
    severity: Severity = Severity.FATAL
    terms: tuple[str, ...]  # business terms and groups it speaks of, the one to mend first
    source: str
    words: Words
    checks: tuple[Check, ...]
    mend: Callable[[Invoice], Invoice] | None = None  # only where the mending is certain


class RuleSet(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A published set of rules in one version. Two versions stand side by side as two sets."""

    name: str
    version: str
    title: str
    source: str
    in_force_from: date | None  # None: since before this product
    applies_to: Callable[[Invoice, str], bool]  # the invoice and the name of its syntax
    rules: tuple[Rule, ...]
    syntax_bound: bool = False  # whether the rules that the syntax carries as a table belong to this set


@cache
def rule_sets() -> dict[str, RuleSet]:
    """Return every rule set by its name; BrokenPlugin, with the set's name, when one cannot be used."""
    found: dict[str, RuleSet] = {}
    for module, plugin in plugins(__name__, "RULES").items():
        for rule_set in plugin if isinstance(plugin, tuple) else (plugin,):
            _must_be_sound(module, rule_set)
            if rule_set.name in found:
                raise BrokenPlugin(f"{__name__}.{module}: there are two rule sets named {rule_set.name}")
            found[rule_set.name] = rule_set
    return found


def _must_be_sound(module: str, rule_set: object) -> None:
    """Raise BrokenPlugin unless the set has rules with unique ids and words in every language."""
    if not isinstance(rule_set, RuleSet) or not rule_set.rules:
        raise BrokenPlugin(f"{__name__}.{module}: RULES is no rule set with rules in it")
    seen: set[str] = set()
    for rule in rule_set.rules:
        if rule.id in seen:
            raise BrokenPlugin(f"{__name__}.{module}: rule {rule.id} stands twice in {rule_set.name}")
        if not rule.checks or not all(getattr(rule.words, language) for language in LANGUAGES):
            raise BrokenPlugin(f"{__name__}.{module}: rule {rule.id} has no check or lacks words in a language")
        seen.add(rule.id)
