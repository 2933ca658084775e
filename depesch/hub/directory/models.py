"""Participants of the network (public), customers (a company's own cards), connections between companies."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q, QuerySet

from depesch.hub.directory.design_models import Design, DesignVersion
from depesch.hub.tenancy.models import Company, TenantManager
from depesch.hub.tenancy.scope import tenant_id

__all__ = ["Design", "DesignVersion"]  # Django looks for the tables here


class Participant(models.Model):
    """Somebody in the network. Public: name, identifiers, what it takes. `company` when it lives on this hub."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=2, default="en")
    company = models.OneToOneField(Company, null=True, on_delete=models.PROTECT, related_name="participant")
    left_network_at = models.DateTimeField(null=True)
    auto_accept = models.BooleanField(default=True)  # False: who sends to it has to be accepted first
    operator = models.CharField(max_length=200, blank=True)  # who serves it, when that is not this hub

    class Meta:
        indexes = [GinIndex(OpClass("name", name="gin_trgm_ops"), name="participant_name")]


class ParticipantIdentifier(models.Model):
    """One identifier of a participant: scheme by the EAS code list, canonical value."""

    id = models.BigAutoField(primary_key=True)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=4)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once")]


class Capability(models.Model):
    """What a participant takes over a channel: the format it chose, the best first (lowest rank)."""

    id = models.BigAutoField(primary_key=True)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="capabilities")
    channel = models.CharField(max_length=40)
    syntax = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "channel"], name="capability_once")]


class CustomerKind(models.TextChoices):
    """What sort of customer it is: runs may be chosen by it."""

    COMPANY = "company"
    PUBLIC = "public"  # a public authority
    PRIVATE = "private"  # a private person


class Printer(models.Model):
    """A printer that prints what is mailed to its own address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    address = models.EmailField()
    is_default = models.BooleanField(default=False)  # prints for every customer whose card names no other
    made_by = models.CharField(max_length=200)  # the history's actor
    made_at = models.DateTimeField()

    objects = TenantManager["Printer"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="printer_once"),
            models.UniqueConstraint(fields=["tenant"], name="printer_default_once", condition=Q(is_default=True)),
        ]


class Run(models.Model):
    """An order of channels with a name, and the customers whose documents take it; the default one is for all others.

    With neither countries nor kinds it is taken by those customers alone whose card names it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, blank=True)  # of the default one: empty
    rank = models.PositiveSmallIntegerField(default=0)  # the lowest that fits a customer is taken
    is_default = models.BooleanField(default=False)
    channels = models.JSONField(default=list)  # names, the first first
    countries = models.JSONField(default=list)  # codes; empty: any
    kinds = models.JSONField(default=list)  # `CustomerKind`; empty: any

    objects = TenantManager["Run"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="run_once"),
            models.UniqueConstraint(fields=["tenant"], name="run_default_once", condition=Q(is_default=True)),
        ]


class Customer(models.Model):
    """A company's own card of a receiver: how to reach it, in which language, over which run."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    folder = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, default="en")
    country = models.CharField(max_length=2, blank=True)
    syntax = models.CharField(max_length=40, blank=True)  # the format wanted where the channel leaves a choice
    run = models.JSONField(default=list)  # names of channels, the first first; empty: the company's runs decide
    named_run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL, related_name="+")  # whatever the rules say
    printer = models.ForeignKey(
        Printer, null=True, on_delete=models.SET_NULL, related_name="customers"
    )  # null: the default
    design = models.ForeignKey(
        Design, null=True, on_delete=models.SET_NULL, related_name="customers"
    )  # whatever the rules say
    created_at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=10, choices=CustomerKind.choices, default=CustomerKind.COMPANY)
    # how its address stands on invoices: BT-50, BT-51, BT-53, BT-52; BT-56 is whom to ask
    street = models.CharField(max_length=200, blank=True)
    street_2 = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)  # taken out of the register; kept, since documents refer to it

    objects = TenantManager["Customer"]()

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "name", "id"], name="customer_by_name", condition=Q(removed_at=None)),
            GinIndex(OpClass("tenant", name="uuid_ops"), OpClass("name", name="gin_trgm_ops"), name="customer_search"),
        ]


class CustomerIdentifier(models.Model):
    """By what a document's buyer is recognised as this customer: participant id, organisation, VAT or own number."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=10)  # EAS code, "vat", or "customer" for the sender's own number
    value = models.CharField(max_length=60)

    objects = TenantManager["CustomerIdentifier"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "scheme", "value"], name="customer_identifier_once")]


class ChannelSettings(models.Model):
    """A company's settings of one channel: sealed JSON, as the channel's `Settings` struct decodes it."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=40)
    sealed = models.TextField(blank=True)  # encrypted JSON, for secrets stand in it; empty: the channel's defaults
    rank = models.PositiveSmallIntegerField(default=0)  # place in the company's default run
    enabled = models.BooleanField(default=True)

    objects = TenantManager["ChannelSettings"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "channel"], name="channel_settings_once")]


class OwnMailText(models.Model):
    """A company's own text of the mails that go with one kind of document in one language; without, the predefined."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # `depesch.rendering.mail_text.TextKind`
    language = models.CharField(max_length=2)  # of `depesch.rendering.words`
    subject = models.CharField(max_length=150)
    body = models.TextField()
    set_by = models.CharField(max_length=200)  # the history's actor
    set_at = models.DateTimeField()

    objects = TenantManager["OwnMailText"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "kind", "language"], name="mail_text_once")]


class Destination(models.Model):
    """Where documents are brought over a channel whose settings belong to one receiver (`Channel.per_receiver`).

    With a customer, its server, for what is sent to it. Without one, the company's own: what it receives is brought
    there, in the format `syntax`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.CASCADE, related_name="destinations")
    channel = models.CharField(max_length=40)
    sealed = models.TextField()  # encrypted JSON, as the channel's `Settings` struct decodes it
    syntax = models.CharField(max_length=40, blank=True)  # the company's own only; empty: as the document came
    enabled = models.BooleanField(default=True)
    set_by = models.CharField(max_length=200)  # the history's actor
    set_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # the company's own: when its people were told of trouble that lasts

    objects = TenantManager["Destination"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "customer", "channel"], name="destination_once", condition=Q(customer__isnull=False)
            ),
            models.UniqueConstraint(fields=["tenant"], name="own_destination_once", condition=Q(customer=None)),
        ]


class RulePack(models.Model):
    """One version of what a company demands of documents to it; rows are only added, the latest one counts.

    Whoever sends to the company may read it for that, by the key that `rule_packs` turns; see the row security.
    """

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    content = models.TextField(blank=True)  # the pack as JSON in its one form; empty: from here on nothing is demanded
    made_by = models.CharField(max_length=200)  # the history's actor
    made_at = models.DateTimeField()

    objects = TenantManager["RulePack"]()
    of_receivers = models.Manager["RulePack"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "version"], name="rule_pack_version_once")]


class NetworkSettings(models.Model):
    """How a company uses the network; without a row, the defaults hold."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    # documents go to the company's own customers alone; else also to whom the document itself names
    closed_directory = models.BooleanField(default=False)

    objects = TenantManager["NetworkSettings"]()


class ConnectionState(models.TextChoices):
    """Where a connection is, and whose turn it is."""

    REQUESTED = "requested"  # the receiver's to answer
    ACCEPTED = "accepted"  # the asker may send
    DECLINED = "declined"  # by the receiver
    CANCELLED = "cancelled"  # by the asker
    LEFT = "left"  # one of the two left the network


class ConnectionManager(models.Manager["Connection"]):
    """Only the connections that the company acted for is one side of; raises NoTenant when none is."""

    def get_queryset(self) -> QuerySet[Connection]:
        return super().get_queryset().filter(Q(asker_id=tenant_id()) | Q(receiver_id=tenant_id()))


class Connection(models.Model):
    """One company wants to send to another. Both may read it; the database holds who may change what of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asker = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ConnectionState.choices, default=ConnectionState.REQUESTED)
    channel = models.CharField(max_length=40)  # the way that was asked for
    message = models.TextField(blank=True)  # the asker's words
    answer = models.TextField(blank=True)  # the receiver's words
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    state_since = models.DateTimeField()
    seen_by_asker_at = models.DateTimeField(null=True)  # since the answer; null: the answer is news

    objects = ConnectionManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asker", "receiver"], name="connection_once")]
        indexes = [
            models.Index(fields=["receiver", "state", "-state_since"], name="connection_to"),
            models.Index(fields=["asker", "state", "-state_since"], name="connection_from"),
        ]


class News(models.Model):
    """What one company did that another has to learn: goes into its history and its letters by a round, once.

    No tenant's row, for it stands between two; nobody reads it over the portal.
    """

    id = models.BigAutoField(primary_key=True)
    company_id = models.UUIDField()  # who has to learn it
    connection_id = models.UUIDField()
    what = models.CharField(max_length=20)  # asked, accepted, declined, cancelled, left
    at = models.DateTimeField()


class RoutingState(models.TextChoices):
    """Where a routing order is. It never changes by itself: the other operator answers a person, not us."""

    WAITING = "waiting"
    ACTIVE = "active"
    CANCELLED = "cancelled"


class RoutingOrder(models.Model):
    """A receiver at another operator, and what that operator was asked to set up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    operator = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=RoutingState.choices, default=RoutingState.WAITING)
    mail_to = models.EmailField(blank=True)
    mail_subject = models.CharField(max_length=300)
    mail_text = models.TextField()
    mailed_at = models.DateTimeField(null=True)  # by us; null: copied, or still to be done
    made_by = models.CharField(max_length=200)  # the history's actor
    made_at = models.DateTimeField()
    state_since = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    remind_at = models.DateTimeField(null=True)  # null: no further reminder

    objects = TenantManager["RoutingOrder"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer"], condition=Q(state="waiting"), name="routing_order_open_once")
        ]
        indexes = [
            models.Index(fields=["tenant", "state", "-made_at"], name="routing_order_list"),
            models.Index(fields=["remind_at"], name="routing_order_due", condition=Q(state="waiting")),
        ]


class BuyerPage(models.Model):
    """A company's own public page: what it wants of those who send invoices to it. Anybody may read a public one."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    is_public = models.BooleanField(default=False)
    welcome = models.JSONField(default=dict)  # its own words by language; plain text
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=50, blank=True)
    changed_at = models.DateTimeField()

    objects = TenantManager["BuyerPage"]()
    public = models.Manager["BuyerPage"]()


class CustomerImport(models.Model):
    """A file of customers that was read and is to be looked at before it is applied; forgotten after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    made_by = models.CharField(max_length=200)  # the history's actor
    made_at = models.DateTimeField()

    objects = TenantManager["CustomerImport"]()


class PackDraft(models.Model):
    """A company's demands as they are being worked on; nobody is held to them before they are put in force."""

    tenant = models.OneToOneField(Company, primary_key=True, on_delete=models.PROTECT, related_name="+")
    content = models.TextField()  # JSON: the list of demands, which may be empty
    changed_by = models.CharField(max_length=200)  # the history's actor
    changed_at = models.DateTimeField()

    objects = TenantManager["PackDraft"]()
