"""What the law wants on an invoice: a format that cannot hold one of these is no format for that invoice.

A buyer whose invoice lacks them cannot deduct the VAT, so they are never dropped: neither in silence nor as a loss.

Source: Directive 2006/112/EC, Articles 226 and 226b; the numbers are those of its points.
"""

from __future__ import annotations

from collections.abc import Iterable

from depesch.model.issue import Issue, Severity
from depesch.syntaxes import Done, Loss

REQUIRED_BY_LAW = frozenset(
    {
        "BT-2",  # 1: the date of issue
        "BT-1",  # 2: a number that identifies the invoice
        "BT-31",  # 3: the number under which the seller is registered
        "BT-48",  # 4: the buyer's, where the buyer is liable for the tax
        "BT-27", "BT-35", "BT-37", "BT-38", "BT-44", "BT-50", "BT-52", "BT-53",  # 5: names and addresses
        "BT-129", "BT-153",  # 6: quantity and nature of what was supplied
        "BT-72",  # 7: the date of the supply
        "BT-92", "BT-99", "BT-116", "BT-131", "BT-146",  # 8: the taxable amount, the price, discounts
        "BT-119", "BT-152",  # 9: the rate
        "BT-110", "BT-117",  # 10: the tax
        "BT-25",  # Article 219: what amends an invoice refers to it
        "BT-120", "BT-121",  # 11, 11a: why there is no tax
        "BT-62", "BT-63",  # 15: the representative who is liable for it
        "BT-5", "BT-115",  # Article 230, and what is to be paid
    }
)  # fmt: skip
RULE = "FORMAT-LACKS-TERM"


def lacking(losses: Iterable[Loss], *, title: str) -> tuple[Issue, ...]:
    """Return a fatal finding for each of these terms that the format of that title does not hold at all."""
    return tuple(
        Issue(
            rule=RULE,
            severity=Severity.FATAL,
            terms=(loss.term,),
            path=loss.path,
            value=loss.value,
            expected=title,
            detail=loss.why,
        )
        for loss in losses
        if loss.done is Done.DROPPED and loss.term in REQUIRED_BY_LAW
    )
