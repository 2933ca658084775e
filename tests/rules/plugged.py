"""A rule set of a test's own as a real plug-in: a file in a folder where the package looks for its siblings."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import depesch.rules
from depesch.kit import discovery
from depesch.rules import explaining

PlugIn = Callable[[str], None]

BEGINNING = """
from datetime import date

from depesch.model.issue import Severity
from depesch.rules import Check, Rule, RuleSet, Words
from depesch.rules.scopes import DOCUMENT


def holds(node, context):
    return True


def raises(node, context):
    raise RuntimeError("out of order")


def a_rule(identifier, judge):
    check = Check(scope=DOCUMENT, holds=judge)
    words = Words("fel", "feil", "wrong")
    return Rule(id=identifier, severity=Severity.WARNING, terms=("BT-1",), source="here", words=words, checks=(check,))


def a_set_that_fails():
    return RuleSet(
        name="own", version="7", title="Own", source="here", in_force_from=None,
        applies_to=lambda invoice, syntax: True, load=lambda: raises(None, None),
    )


def a_set(*rules, name="own", version="7", start=None, **more):
    return RuleSet(
        name=name, version=version, title="Own", source="here", in_force_from=start,
        applies_to=lambda invoice, syntax: True, load=lambda: rules, **more,
    )


"""


@pytest.fixture
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlugIn]:
    """Return a function that puts `odd.py` beside the rule sets; its argument is what stands behind `RULES =`."""

    def put(rules: str) -> None:
        (tmp_path / "odd.py").write_text(f"{BEGINNING}RULES = {rules}\n", encoding="utf-8")
        _forget()

    monkeypatch.setattr(depesch.rules, "__path__", [*depesch.rules.__path__, str(tmp_path)])
    yield put
    _forget()


def _forget() -> None:
    """Let the next look for plug-ins begin anew."""
    sys.modules.pop("depesch.rules.odd", None)
    importlib.invalidate_caches()
    discovery.plugins.cache_clear()
    depesch.rules.all_rule_sets.cache_clear()
    depesch.rules._in_force.cache_clear()
    explaining._rule.cache_clear()
