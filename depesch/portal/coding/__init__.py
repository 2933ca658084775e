"""Screen: the coding of an incoming document: what is proposed and why, changed, split, saved."""

from __future__ import annotations

from django.urls import path

from depesch.portal.coding.views import coding_page

ADDRESSES = [path("incoming/<uuid:document_id>/coding/", coding_page, name="coding")]
