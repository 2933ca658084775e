"""The API as one Django URL tree, made of every resource found under `resources/`."""

from __future__ import annotations

from typing import cast

from ninja import NinjaAPI, Router

from depesch.kit.discovery import plugins

VERSION = "1.0"


def build() -> NinjaAPI:
    """Return the API with all its resources; its address is given by who mounts it."""
    built = NinjaAPI(
        title="Depesch",
        version=VERSION,
        description="Hand over invoices and follow what becomes of them.",
        docs_url=None,  # its page loads scripts from elsewhere, which our content security policy forbids
        urls_namespace="api",
    )
    for router in plugins("depesch.api.resources", "RESOURCE").values():
        built.add_router("", cast(Router, router))
    return built


api = build()
