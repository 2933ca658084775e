"""Rules: model to issues. This file is the contract; each sibling with a `RULES` is one rule set.

A rule says of one kind of node (the document, a line, a VAT row) what must hold, and in plain Swedish, Norwegian and
English what to do when it does not. It sees only the model, the facts that the syntax adds, and the syntax's name:
the official rules of UBL and of CII differ here and there, and the official artefact decides.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from depesch.kit.clock import now
from depesch.kit.collector import collector_paused
from depesch.kit.discovery import BrokenPlugin, plugins
from depesch.model.facts import NO_FACTS, NOTHING_STATED, Facts, Stated
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")

LANGUAGES = ("sv", "nb", "en")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


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
        known = self.known
        if work_out in known:
            found: T = known[work_out]
        else:
            found = known[work_out] = work_out(self)
        return found


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
    """A published set of rules in one version. Two versions stand side by side as two sets of one name.

    On a given day the version applies that came into force last. Before its first day a set is not applied, unless it
    `follows` a version that is not here: then it stands in for that one.

    The rules are loaded when they are first asked for: most documents call for one or two sets of all there are.
    """

    name: str
    version: str
    title: str
    titles: Mapping[str, str] = {}  # `title` in other languages, where it is no proper name
    source: str
    in_force_from: date | None  # None: since before this product
    follows: str | None = None  # the version before it
    applies_to: Callable[[Invoice, str], bool]  # the invoice and the name of its syntax
    syntaxes: frozenset[str] | None = None  # the only ones that it judges; None: all that its checks are for
    load: Callable[[], tuple[Rule, ...]]  # what gives its rules; called once
    # The terms that have to be there in an invoice (in a credit note, for True); of each tuple, any one.
    demanded: Callable[[bool], tuple[tuple[str, ...], ...]] = lambda is_credit_note: ()
    syntax_bound: bool = False  # whether the rules that the syntax carries as a table belong to this set

    def said(self, language: str) -> str:
        """Return the title in a language."""
        return self.titles.get(language, self.title)

    @property
    def key(self) -> str:
        """The set's name among all versions, such as `en16931@1.3.16`."""
        return f"{self.name}@{self.version}"

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The set's rules; BrokenPlugin, with the set's name, when they cannot be loaded or are not sound."""
        return _loaded(self)


class UnknownRuleSet(LookupError):
    """The caller asked for a rule set that is not there; the message names it and those there are."""


def rule_sets(on: date | None = None) -> Mapping[str, RuleSet]:
    """Return the rule sets in force on that day (None: today, in UTC) by their names.

    BrokenPlugin, with the set's name, when one cannot be used.
    """
    return _in_force(on or now().date())


def rule_set(name: str, on: date | None = None) -> RuleSet:
    """Return the set of a name in the version in force on that day, or the very version of `name@version`.

    Raises UnknownRuleSet.
    """
    in_force, everything = rule_sets(on), all_rule_sets()
    found = everything[name] if name in everything else in_force.get(name)
    if found is None:
        others = (key for key, made in everything.items() if made not in in_force.values())
        raise UnknownRuleSet(f"there is no rule set {name!r}; there are {', '.join((*in_force, *others))}")
    return found


@cache
def all_rule_sets() -> Mapping[str, RuleSet]:
    """Return every version of every rule set by its key, name@version; BrokenPlugin when one cannot be told apart."""
    found: dict[str, RuleSet] = {}
    for module, plugin in plugins(__name__, "RULES").items():
        for made in plugin if isinstance(plugin, tuple) else (plugin,):
            _must_be_sound(module, made)
            same = [other for other in found.values() if other.name == made.name]
            if any(other.version == made.version for other in same):
                raise BrokenPlugin(f"{__name__}.{module}: there are two rule sets named {made.key}")
            if any(other.in_force_from == made.in_force_from for other in same):
                raise BrokenPlugin(f"{__name__}.{module}: two versions of {made.name} come into force on one day")
            found[made.key] = made
    return found


def rule_sets_in(path: Path) -> Mapping[str, RuleSet]:
    """Return the rule sets of a plug-in that is not installed, a file or a folder, by their keys; its code is run.

    Raises BrokenPlugin.
    """
    from importlib.util import module_from_spec, spec_from_file_location

    file = path / "__init__.py" if path.is_dir() else path
    name = f"depesch_rules_beside.{path.stem}"
    spec = spec_from_file_location(name, file, submodule_search_locations=[str(path)] if path.is_dir() else None)
    if spec is None or spec.loader is None:
        raise BrokenPlugin(f"{path} is no Python file or folder")
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever is wrong in it
        raise BrokenPlugin(f"{path} could not be loaded: {error}") from error
    found = getattr(module, "RULES", None)
    made = found if isinstance(found, tuple) else (found,)
    for each in made:
        _must_be_sound(path.stem, each)
        _loaded(each)
    return {each.key: each for each in made}


@lru_cache(maxsize=32)
def _in_force(on: date) -> Mapping[str, RuleSet]:
    """Return the version in force of each name, in the order in which the sets were found."""
    versions: dict[str, list[RuleSet]] = {}
    for made in all_rule_sets().values():
        versions.setdefault(made.name, []).append(made)
    chosen = {name: _version_of(same, on) for name, same in versions.items()}
    return {name: made for name, made in chosen.items() if made is not None}


def _version_of(same: Sequence[RuleSet], on: date) -> RuleSet | None:
    """Return the version of one name that is in force, else the first one where it stands in for what is not here."""
    by_day = sorted(same, key=lambda made: made.in_force_from or date.min)
    begun = [made for made in by_day if made.in_force_from is None or made.in_force_from <= on]
    if begun:
        return begun[-1]
    return by_day[0] if by_day[0].follows is not None else None


def _must_be_sound(module: str, rule_set: object) -> None:
    """Raise BrokenPlugin unless it is a rule set with a name and a version that can be asked for."""
    if not isinstance(rule_set, RuleSet):
        raise BrokenPlugin(f"{__name__}.{module}: RULES is no rule set")
    if not _NAME.fullmatch(rule_set.name) or not _VERSION.fullmatch(rule_set.version):
        raise BrokenPlugin(f"{__name__}.{module}: {rule_set.key!r} is no name and version that can be asked for")


@lru_cache(maxsize=1024)  # receivers' own sets come and go
def _loaded(rule_set: RuleSet) -> tuple[Rule, ...]:
    """Return the rules of a set; raises BrokenPlugin unless each has a check, words in every language and an own id."""
    try:
        with collector_paused():  # some thousand small values that all stay
            rules = rule_set.load()
    except Exception as error:  # any fault of a plug-in stops the start, named
        raise BrokenPlugin(f"the rules of {rule_set.key} could not be loaded: {error}") from error
    if not rules:
        raise BrokenPlugin(f"the rule set {rule_set.key} has no rules in it")
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise BrokenPlugin(f"rule {rule.id} stands twice in {rule_set.key}")
        if not rule.checks or not all(getattr(rule.words, language) for language in LANGUAGES):
            raise BrokenPlugin(f"rule {rule.id} of {rule_set.key} has no check or lacks words in a language")
        seen.add(rule.id)
    return rules


def load_all_rules() -> int:
    """Load every version of every set and return how many rules there are; for the start of what runs for long.

    Raises BrokenPlugin, with the set's name, when one cannot be used.
    """
    return sum(len(made.rules) for made in all_rule_sets().values())
