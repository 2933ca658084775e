"""Row security on what belongs to a company since 0003. To be run before the code that uses it.

An invitation is found by whoever has its link, before a company is chosen: by the digest of its secret, as API tokens.
"""

from django.db import migrations

from depesch.hub.tenancy.row_security import OWN_TOKEN, protect


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0003_accounts")]

    operations = [
        protect("tenancy_invitation", or_readable_when=OWN_TOKEN),
        protect("tenancy_companylogo"),
        protect("tenancy_paymentaccount"),
        protect("tenancy_quoterequest"),
    ]
