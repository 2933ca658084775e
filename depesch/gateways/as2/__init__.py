"""AS2 over HTTP: one address for all companies, `/as2`; AS2-To and AS2-From say whose partner writes to whom.

Source: RFC 4130. Messages are answered with their receipt, or it is sent later; receipts for our own messages come here
too. The document is stored, and the receipt with it, before the answer.
"""

from __future__ import annotations

from django.urls import path

from depesch.gateways.as2.views import receive

ADDRESSES = [path("as2", receive), path("as2/", receive)]
