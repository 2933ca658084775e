"""How a document came in, in words: the same list holds what came by every route."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROUTES: Mapping[str, str | Promise] = {
    "portal": _("Portal"),
    "api": "API",
    "connect": "Connect",
    "server_connect": "Server Connect",
    "as2": "AS2",
    "as4": "AS4",
    "drop": "HTTPS",
    "sftp": "SFTP",
    "ftp": "FTP",
    "mail": _("E-mail"),
    "print": _("Printing"),
    "scan": _("Post, scanned"),
    "network": _("The network"),
    "console": _("Command line"),
}


def route_word(name: str) -> str:
    """Return the route's name for people; one that has no word keeps its own name."""
    return str(ROUTES.get(name, name))
