"""A company's identity provider, its certificates and mail domains; requests under way, assertions that were used."""

from __future__ import annotations

import uuid

from django.db import models

from depesch.hub.tenancy.models import Company, Role, TenantManager, User


class SamlHubKey(models.Model):
    """The key that the hub signs its requests with: one for the whole hub, whichever process made it first."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    pem = models.TextField()  # its certificate
    sealed_key = models.TextField()
    made_at = models.DateTimeField()


class SamlConnection(models.Model):
    """A company's identity provider, and what its word is worth here."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    entity_id = models.CharField(max_length=1000)
    sso_url = models.CharField(max_length=1000)
    default_role = models.CharField(max_length=30, choices=Role.choices, default=Role.READER)  # of who is new
    role_attribute = models.CharField(max_length=200, blank=True)  # empty: attributes give no rights
    role_values = models.JSONField(default=dict)  # value of that attribute -> role
    is_for_group = models.BooleanField(default=False)  # for every company of the group
    is_required = models.BooleanField(default=False)  # people of its domains get in this way alone
    # who gets in with a password all the same: an administrator with a second step
    emergency_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    worked_at = models.DateTimeField(null=True)  # somebody signed in through it last

    objects = TenantManager["SamlConnection"]()


class SamlCertificate(models.Model):
    """A certificate that the provider signs with; several at once while one follows the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey(SamlConnection, on_delete=models.CASCADE, related_name="certificates")
    pem = models.TextField()
    fingerprint = models.CharField(max_length=64)
    not_after = models.DateTimeField()
    added_at = models.DateTimeField()

    objects = TenantManager["SamlCertificate"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "fingerprint"], name="saml_certificate_once")]


class SamlDomain(models.Model):
    """A mail domain of the company's: proved when somebody who reads its postmaster's mail has followed the link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey(SamlConnection, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253)
    digest = models.CharField(max_length=64, unique=True)  # of the link's secret
    mailed_to = models.EmailField()
    mailed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)

    objects = TenantManager["SamlDomain"]()
    by_link = models.Manager["SamlDomain"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "domain"], name="saml_domain_once"),
            # of one company on the whole hub
            models.UniqueConstraint(
                fields=["domain"], name="saml_domain_proved_once", condition=models.Q(proved_at__isnull=False)
            ),
        ]


class SamlRequest(models.Model):
    """A request of ours that is answered once, and then finished once by the browser that began it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey(SamlConnection, on_delete=models.CASCADE, related_name="+")
    request_id = models.CharField(max_length=70, unique=True)
    go_to = models.CharField(max_length=2000)  # an address of the portal, where somebody wanted to go
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")  # whom the answer proved
    digest = models.CharField(max_length=64, blank=True)  # of the secret that finishes it
    finished_at = models.DateTimeField(null=True)

    objects = TenantManager["SamlRequest"]()


class SamlAssertion(models.Model):
    """An assertion that was used, kept for as long as it could be shown again."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey(SamlConnection, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)  # of its id
    until = models.DateTimeField()

    objects = TenantManager["SamlAssertion"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "sha256"], name="saml_assertion_once")]
