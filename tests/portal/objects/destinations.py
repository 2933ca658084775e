"""A channel whose settings belong to one receiver."""

from __future__ import annotations

CHOICES = {"channel": "sftp"}
