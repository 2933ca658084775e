"""Parts of a Cross Industry Invoice that both the document and its lines have."""

from __future__ import annotations

from datetime import date

from depesch.model.invoice import AllowanceCharge, Period
from depesch.syntaxes.cii_d16b.names import DATE_FORMAT
from depesch.syntaxes.markup import Out, add_number, add_text


def add_date(out: Out, tag: str, value: date | None, prefix: str = "udt", element: str = "DateTimeString") -> None:
    """Write an element with a date in format 102, if there is one."""
    if value is not None:
        inner = f"{prefix}:{element}"
        day = value.isoformat().replace("-", "")
        out.append(f'<{tag}><{inner} format="{DATE_FORMAT}">{day}</{inner}></{tag}>')


def add_period(out: Out, period: Period) -> None:
    """Write an invoicing period."""
    out.append("<ram:BillingSpecifiedPeriod>")
    add_date(out, "ram:StartDateTime", period.start)
    add_date(out, "ram:EndDateTime", period.end)
    out.append("</ram:BillingSpecifiedPeriod>")


def add_allowances(out: Out, all_of_them: tuple[AllowanceCharge, ...], is_charge: str) -> None:
    """Write allowances ("false") or charges ("true")."""
    for one in all_of_them:
        out.append(
            "<ram:SpecifiedTradeAllowanceCharge>"
            f"<ram:ChargeIndicator><udt:Indicator>{is_charge}</udt:Indicator></ram:ChargeIndicator>"
        )
        add_number(out, "ram:CalculationPercent", one.percentage)
        add_number(out, "ram:BasisAmount", one.base_amount)
        add_number(out, "ram:ActualAmount", one.amount)
        add_text(out, "ram:ReasonCode", one.reason_code)
        add_text(out, "ram:Reason", one.reason)
        if one.vat_category is not None or one.vat_rate is not None:
            out.append("<ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode>")
            add_text(out, "ram:CategoryCode", one.vat_category)
            add_number(out, "ram:RateApplicablePercent", one.vat_rate)
            out.append("</ram:CategoryTradeTax>")
        out.append("</ram:SpecifiedTradeAllowanceCharge>")
