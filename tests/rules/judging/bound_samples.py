"""The broken samples of the rules bound to a format, judged by the official rules.

Most do not keep their schema, since what breaks the rule was put where it was easy to put. So only the bound rules
count on them, as on a fragment of the official unit tests, and they run without a schema.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from depesch.syntaxes.cii_d16b.bound_rules import TABLE as CII_TABLE
from depesch.syntaxes.ubl21.bound_rules import TABLE as UBL_TABLE
from tests.rules import bound_cii, bound_ubl
from tests.rules.judging.cases import Case, Fired, Official
from tests.rules.judging.comparing import Disagreement, compare
from tests.rules.judging.stylesheets import Aborted, judge


class JudgedBound(msgspec.Struct, frozen=True):
    """What the official set says of one sample, and where ours differ; `fired` is None where the official one ended."""

    name: str
    rule: str
    fired: Fired | None
    disagreements: list[Disagreement]


def judged_bound_samples(names: frozenset[str], *, every: int = 1) -> Iterator[JudgedBound]:
    """Yield the verdicts on one of so many of the samples, for those of the official sets that have bound rules."""
    tables = (("EN16931-UBL", UBL_TABLE, bound_ubl.broken), ("EN16931-CII", CII_TABLE, bound_cii.broken))
    for name, table, broken in tables:
        scope = frozenset(row.id for row in table.rows)
        for row in table.rows[::every] if name in names else ():
            yield _judged(name, row.id, broken(row), scope)


def _judged(name: str, rule: str, data: bytes, scope: frozenset[str]) -> JudgedBound:
    try:
        fired = judge(name).fired(data)
    except Aborted:
        return JudgedBound(name, rule, None, [])
    official = Official("unit", fired, scope)
    (report,) = compare([Case(f"sample of {rule}", data, {name: official}, is_fragment=True)]).values()
    return JudgedBound(name, rule, report.fired, report.disagreements)
