"""The rules of Peppol BIS Billing 3.0 itself, in UBL: what billing and self-billing share, and what each has."""

from __future__ import annotations

from depesch.rules import Rule
from depesch.rules.billing.allowances import (
    allowance_amount,
    allowance_base,
    allowance_percentage,
    charge_indicator,
    price_charge,
    price_difference,
)
from depesch.rules.billing.header import (
    accounting_currency,
    business_process,
    buyer_address,
    empty_element,
    seller_address,
)
from depesch.rules.billing.identifiers import dutch_vat_rule, number_rules
from depesch.rules.billing.lines import (
    base_quantity,
    base_quantity_unit,
    line_net_amount,
    line_object_type,
    line_period_end,
    line_period_start,
    one_line_object,
)
from depesch.rules.billing.making import PEPPOL_UBL
from depesch.rules.billing.mends import with_process
from depesch.rules.billing.payment import mandate
from depesch.rules.billing.vat_totals import one_accounting_total, one_breakdown, same_signs
from depesch.rules.peppol_bis3.codes import CODE_RULES, currency_rule
from depesch.rules.peppol_bis3.document import (
    BILLING_PROCESS,
    DOCUMENT_RULES,
    GERMAN_TYPE_RULE,
    SELF_BILLING_PROCESS,
    billing_types,
    process_rule,
    self_billing_types,
    specification_rule,
    type_rules,
)
from depesch.rules.peppol_bis3.specifications import BILLING, SELF_BILLING

_SCHEMES = "0088 0192 0184 0096 0198 0208 0201 0210 9907 0211 0007 0151 0106 0190 9944 0217"  # in the artefact's order

_SHARED: tuple[Rule, ...] = (
    empty_element(PEPPOL_UBL),
    *DOCUMENT_RULES,
    one_breakdown(PEPPOL_UBL),
    one_accounting_total(PEPPOL_UBL),
    same_signs(PEPPOL_UBL),
    accounting_currency(PEPPOL_UBL),
    buyer_address(PEPPOL_UBL),
    seller_address(PEPPOL_UBL),
    allowance_base(PEPPOL_UBL),
    allowance_percentage(PEPPOL_UBL),
    allowance_amount(PEPPOL_UBL),
    charge_indicator(PEPPOL_UBL),
    mandate(PEPPOL_UBL),
    line_period_start(PEPPOL_UBL),
    line_period_end(PEPPOL_UBL),
    line_net_amount(PEPPOL_UBL),
    base_quantity(PEPPOL_UBL),
    one_line_object(PEPPOL_UBL),
    line_object_type(PEPPOL_UBL),
    price_charge(PEPPOL_UBL),
    price_difference(PEPPOL_UBL),
    base_quantity_unit(PEPPOL_UBL),
    *number_rules(PEPPOL_UBL, tuple(_SCHEMES.split())),
    dutch_vat_rule(PEPPOL_UBL),
    *CODE_RULES,
)
BILLING_RULES: tuple[Rule, ...] = (
    *_SHARED,
    specification_rule(BILLING),
    business_process(PEPPOL_UBL, with_process(BILLING_PROCESS)),
    process_rule(BILLING_PROCESS),
    currency_rule(rows_too=True),
    *type_rules(billing_types(credit_note=False), billing_types(credit_note=True), ("380", "381")),
    GERMAN_TYPE_RULE,
)
SELF_BILLING_RULES: tuple[Rule, ...] = (
    *_SHARED,
    specification_rule(SELF_BILLING),
    business_process(PEPPOL_UBL, with_process(SELF_BILLING_PROCESS)),
    process_rule(SELF_BILLING_PROCESS),
    currency_rule(rows_too=False),
    *type_rules(
        self_billing_types(frozenset({"389", "527"}), credit_note=False),
        self_billing_types(frozenset({"261"}), credit_note=True),
        ("389", "261"),
    ),
)
