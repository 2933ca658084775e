"""Companies as legal entities in groups, users, memberships with roles, API tokens."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from depesch.hub.tenancy.scope import tenant_id

M = TypeVar("M", bound=models.Model)


class TenantManager(models.Manager[M]):
    """Only the rows of the company that is acted for; raises NoTenant when none is."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(tenant_id=tenant_id())


class Group(models.Model):
    """A group of legal entities under one roof."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    # as a company's, for every company of the group
    sign_in_domains = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))


class Company(models.Model):
    """A legal entity: the tenant. What stands here is public in the network; settings and secrets do not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="companies")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    organisation_number = models.CharField(max_length=40)
    vat_number = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="en")
    time_zone = models.CharField(max_length=60, default="Europe/Stockholm")
    takes_test_documents = models.BooleanField(default=True)
    # how others write to it; BT-35 to BT-40 and BT-41 to BT-43 of its invoices
    street = models.CharField(max_length=200, blank=True)
    street_2 = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=50, blank=True)
    website = models.URLField(blank=True)
    legal_notes = models.CharField(max_length=500, blank=True)  # BT-33, such as "Godkänd för F-skatt"
    # what it has of the service
    plan = models.CharField(max_length=40, default="free")
    seats = models.PositiveIntegerField(default=3)  # people who may be members at once
    e_archive = models.BooleanField(default=False, db_default=False)  # sees documents older than 90 days
    invoicing_stopped_at = models.DateTimeField(null=True)  # nobody and no program of it may send while this is set
    closed_at = models.DateTimeField(null=True)
    # mail domain -> id of the company whose identity provider alone lets people with such addresses in here
    sign_in_domains = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "organisation_number"], name="company_once")]


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are compared in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. One person may be a member of several companies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="en")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]


class Role(models.TextChoices):
    """What a member may do in a company; each role may also read."""

    ADMINISTRATOR = "administrator"  # everything, users and settings too
    GROUP_ADMINISTRATOR = "group_administrator"  # the same in every company of the group
    ISSUER = "issuer"  # may send
    APPROVER = "approver"  # may approve before sending
    RECEIVER = "receiver"  # may work on what was received
    READER = "reader"  # may only read
    PROGRAM = "program"  # of keys alone, never of people: hands over and collects


class Membership(models.Model):
    """A user's place in a company."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)

    # Not a TenantManager: which companies a user belongs to is asked before a company is chosen.
    objects = models.Manager["Membership"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "user", "role"], name="membership_once")]


class ApiToken(models.Model):
    """A key of a program. Only its SHA-256 is stored; `prefix` is what people recognise it by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=30, choices=Role.choices, default=Role.ISSUER)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TenantManager["ApiToken"]()


class AnsweredRequest(models.Model):
    """A program's request that made something, under the key that it gave: asked again, the answer is the same one."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    request_sha256 = models.CharField(max_length=64)  # of address and body
    status = models.PositiveSmallIntegerField()
    sealed = models.TextField()  # the answer's body, encrypted: a secret may stand in it that is shown once
    made_at = models.DateTimeField()

    objects = TenantManager["AnsweredRequest"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="answered_request_once")]


class Registration(models.Model):
    """Somebody wants an account for a company and has still to follow the link in their mail. Belongs to no company.

    The link's secret is known by its SHA-256 alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    person_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="en")
    company_name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    organisation_number = models.CharField(max_length=40)
    vat_number = models.CharField(max_length=40, blank=True)
    invited_by = models.UUIDField(null=True)  # the company whose page led here: the connection is asked for at once
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Invitation(models.Model):
    """A link that makes somebody a member of the company, once. Read by its digest before a company is chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="en")
    roles = models.JSONField(default=list)  # values of Role
    made_by = models.CharField(max_length=200)  # the history's actor
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Invitation"]()
    by_link = models.Manager["Invitation"]()


class AgreementAcceptance(models.Model):
    """Who accepted which version of the user agreement, when; rows are only added."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="acceptances")
    company_id = models.UUIDField(null=True)  # for which company, when it was for one
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    text_sha256 = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()


class CompanyLogo(models.Model):
    """The company's logo, checked and stored as it is shown: on its pages and on its invoices."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=40)  # image/png or image/jpeg
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    objects = TenantManager["CompanyLogo"]()


class PaymentAccount(models.Model):
    """An account that the company is paid to (BG-17), as it stands on its invoices."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # bankgiro, plusgiro, iban, norwegian, danish, ...: `accounts.payment`
    value = models.CharField(max_length=60)  # BT-84 in its one form
    bic = models.CharField(max_length=11, blank=True)  # BT-86
    holder = models.CharField(max_length=100, blank=True)  # BT-85
    currency = models.CharField(max_length=3, blank=True)  # only on invoices in it; empty: on all
    rank = models.PositiveSmallIntegerField(default=0)
    on_invoices = models.BooleanField(default=True)

    objects = TenantManager["PaymentAccount"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "kind", "value"], name="payment_account_once")]


class QuoteState(models.TextChoices):
    """Where a request for an offer is."""

    ASKED = "asked"  # the operator's
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class QuoteRequest(models.Model):
    """A company wants something of the store; an operator grants it or says no."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    product = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField(default=1)
    message = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=QuoteState.choices, default=QuoteState.ASKED)
    asked_by = models.CharField(max_length=200)  # the history's actor
    asked_at = models.DateTimeField()
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    objects = TenantManager["QuoteRequest"]()
