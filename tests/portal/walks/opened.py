"""Pages that only have to be opened: questions before something is taken away, and forms beside other screens."""

from __future__ import annotations

from collections.abc import Iterator

from tests.portal.objects import Ours, address_of
from tests.portal.walks import Stage

OPENED = (
    "as2_certificate_choose", "as2_certificate_retire", "as2_partner_new", "as2_partner_remove", "as2_theirs_remove",
    "customer_server_remove", "design_remove", "ledger_account_new", "login_key_remove", "printer_remove",
    "saml_certificate_remove", "saml_certificate_new", "saml_domain_remove",
)  # fmt: skip


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """Each with what its address names."""
    ours = Ours(stage.company, stage.user, stage.ledger)
    for name in OPENED:
        stage.open(address_of(name, ours))
        yield name.replace("_", "-")
