"""How payment is asked for: one code (PAI) for all accounts (FII), which stand with their party.

Source: UNTDID INVOIC, segments PAI and FII; EN 16931-1 BG-16.
"""

from __future__ import annotations

import msgspec

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Run, Take, Tracer, Values
from depesch.syntaxes.edifact.parts import by_qualifier, many, one, segment
from depesch.syntaxes.groups import Groups, Inside, Make, Top
from depesch.syntaxes.leaves import Known, Text

LATELY = 20  # an account said again is looked for among so many


class _Code(Entry):
    """The code of all means (4461), whether accounts stand before it or after; a second one is one more means."""

    __slots__ = ("key",)
    many = True

    def __init__(self) -> None:
        self.key = "means"

        def take(element: Element, values: Values, run: Run) -> None:
            code = element.text or ""
            means: list[model.PaymentMeans] = values.setdefault("means", [])
            if not means or means[0].code is not None:
                if not means or means[0].code != code:
                    means.append(model.PaymentMeans(code=code))
                return
            means[:] = [msgspec.structs.replace(one, code=code) for one in means]

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        means: list[Values] = values.setdefault("means", [])
        code = element.text or ""
        if not means or means[0].get("code", code) != code:
            means.append({})
            run.places.setdefault(f"{prefix}means[{len(means) - 1}]", (element, None))
        for index, one_of_them in enumerate(means):
            if "code" not in one_of_them:
                one_of_them["code"] = code
                run.note(f"{prefix}means[{index}].code", element)
        run.used.add(element)


class _Accounts(Groups):
    """An account: the first one belongs to the means that the code has made, each further one is a means anew.

    Said again without anything new, it is the same account.
    """

    __slots__ = ()

    def _taker(self, make: Make) -> Take:
        read = self._reader(make)

        def take(element: Element, values: Values, run: Run) -> None:
            found: model.PaymentMeans | None = read(element, values, run)
            means: list[model.PaymentMeans] = values.setdefault("means", [])
            if found is None or any(says_more(one.credit_transfer, found.credit_transfer) for one in means[-LATELY:]):
                return
            first = means[0].code if means else None
            if len(means) == 1 and means[0].credit_transfer is None:
                means.pop()
            means.append(msgspec.structs.replace(found, code=first))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        means: list[Values] = values.setdefault("means", [])
        takes_first = len(means) == 1 and "credit_transfer" not in means[0]
        scratch = Tracer()
        found = self._traced(element, {}, scratch, "", "").get("credit_transfer")
        if not found:
            return
        if any(says_more(_made(one), model.CreditTransfer(**found)) for one in means[-LATELY:]):
            run.used |= scratch.used
            return
        path = f"{prefix}means[{0 if takes_first else len(means)}]"
        own = self._traced(element, values, run, prefix, path)
        if takes_first:
            means[0].update(own)
        else:
            means.append(own if not means or "code" not in means[0] else {"code": means[0]["code"], **own})
        run.places.setdefault(path, (element, None))
        run.places.setdefault(f"{prefix}means", (element, None))


def _made(values: Values) -> model.CreditTransfer | None:
    transfer = values.get("credit_transfer")
    return None if transfer is None else model.CreditTransfer(**transfer)


def says_more(one: model.CreditTransfer | None, other: model.CreditTransfer | None) -> bool:
    """Whether an account is told before, with all that is told of it now."""
    if one is None or other is None or not one.account or one.account != other.account:
        return False
    return (not other.account_name or other.account_name == one.account_name) and (
        not other.provider or other.provider == one.provider
    )


def payment(entry: Entry) -> Top:
    """Return what belongs to the payment, wherever it stands."""
    return Top(Inside("payment", model.Payment, entry))


_PAYEES = ("RB", "BF", "BK", "BB")  # 3035: the bank that receives, and the one of the beneficiary
_PAYERS = ("PB", "OR", "SB", "BI")  # the payer's bank, and names that it goes by
_ACCOUNT = payment(
    _Accounts(
        "means",
        model.PaymentMeans,
        {
            "e1": one(Known()),
            "e2": Inside("credit_transfer", model.CreditTransfer, many(c1=Text("account"), c2=Text("account_name"))),
            "e3": Inside("credit_transfer", model.CreditTransfer, many(c1=Text("provider"), c7=Text("provider"))),
        },
        drop_empty=True,
    )
)
_DEBITED = payment(
    Inside("direct_debit", model.DirectDebit, segment(e1=one(Known()), e2=many(c1=Text("debited_account"))))
)
# Of the seller, the payee, the terms; of the buyer.
ACCOUNT = by_qualifier(dict.fromkeys(_PAYEES, _ACCOUNT))
DEBITED_ACCOUNT = by_qualifier(dict.fromkeys(_PAYERS, _DEBITED))
MEANS_CODE = segment(e1=many(c3=payment(_Code())))
