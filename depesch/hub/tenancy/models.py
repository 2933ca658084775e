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
