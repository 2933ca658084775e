"""The letters that wait to be posted, and what became of those that were."""

from __future__ import annotations

import uuid

from django.db import models


class LetterState(models.TextChoices):
    """Where a letter is."""

    WAITING = "waiting"  # ours: it is posted at its time
    POSTED = "posted"  # the relay took it
    REFUSED = "refused"  # the relay said no for good
    GIVEN_UP = "given_up"  # tried for days in vain


class Letter(models.Model):
    """A letter of the hub to one address. What it says is sealed: links with secrets stand in it.

    Not a tenant's row: nobody reads it over the portal; the operator sees kind, state and reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    company_id = models.UUIDField(null=True)  # on whose behalf
    recipient = models.EmailField()
    sealed = models.TextField()  # encrypted JSON of `composing.Sheet`; emptied when it was posted
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=60, blank=True)  # of the last answer of the relay
    detail = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["try_at"], name="letter_due", condition=models.Q(state="waiting")),
            models.Index(fields=["-made_at"], name="letter_latest"),
        ]
