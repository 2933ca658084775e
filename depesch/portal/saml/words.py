"""Why something of the settings is refused, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

METADATA_FAULTS: dict[str, Promise] = {
    "not-metadata": _("This is no metadata of an identity provider. Download it there once more, as an XML file."),
    "too-large": _("The metadata is larger than is read. Take the file of your own organisation, not of a federation."),
    "several-providers": _("The file describes several identity providers. Take the one of your own alone."),
    "no-provider": _("The file describes no identity provider. It may be a service's: take the provider's."),
    "no-redirect": _("The provider takes no requests by redirect (HTTP-Redirect). Switch that on there."),
    "bad-address": _("The address for signing in has to begin with https:// and name a server."),
    "bad-entity-id": _("The provider's name (entity id) is missing."),
    "no-certificate": _("There is no certificate for signatures."),
    "too-many-certificates": _("At most ten certificates can stand here."),
    "not-a-certificate": _("That is no certificate. Paste it with the lines BEGIN CERTIFICATE and END CERTIFICATE."),
    "several-certificates": _("There are several certificates in it. Add them one by one."),
    "unusable-key": _("The certificate's key is of a kind that cannot check signatures here (RSA or EC is wanted)."),
    "weak-key": _("The certificate's key is too short: RSA keys have to have 2048 bits or more."),
    "private-key": _("There is a private key in it. Keep it to yourself: the certificate alone is wanted."),
    "certificate-known": _("This certificate stands here already."),
    "last-certificate": _("The last certificate stays: add the new one first."),
}
DOMAIN_FAULTS: dict[str, Promise] = {
    "bad-domain": _("This is no mail domain. Write it like nordbygg.example."),
    "too-many-domains": _("At most 50 domains can stand here."),
    "domain-known": _("This domain is confirmed already."),
    "domain-taken": _("Another company has proved that this domain is theirs. Ask who runs this service."),
}
RULE_FAULTS: dict[str, tuple[str, Promise]] = {
    "no-domain": ("is_required", _("No mail domain is confirmed yet.")),
    "never-worked": ("is_required", _("Nobody has signed in this way yet. Try it yourself first.")),
    "no-emergency": ("emergency_user", _("Choose an administrator who has two-step sign-in.")),
    "not-of-a-group": ("is_for_group", _("Your company belongs to no group.")),
    "group-administrators-only": ("is_for_group", _("Only an administrator of the group can change this.")),
    "bad-role": ("default_role", _("Choose one of the list.")),
}
