"""The API as one Django URL tree, made of every resource found under `resources/`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from depesch.api.callers import TokenAuth
from depesch.api.problems import MEDIA_TYPE, answer_in_problems, problem_response
from depesch.hub.server.config import load
from depesch.kit.discovery import plugins
from depesch.rules.packs import pack_schemas

VERSION = "1.0"


_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
# What every operation may answer, whatever it does.
_MOST_OF_NAME = 100  # of a host name that is told back
_ALWAYS = {
    "400": {"description": "The request could not be read.", "content": _PROBLEM},
    "404": {"description": "Nothing of the company's is at this address.", "content": _PROBLEM},
    "405": {"description": "The address does not take this method.", "content": _PROBLEM},
    "422": {"description": "The request is not as described.", "content": _PROBLEM},
    "429": {
        "description": "Too many requests in a short time; Retry-After says how many seconds to wait.",
        "headers": {"Retry-After": {"schema": {"type": "integer"}}},
        "content": _PROBLEM,
    },
    "503": {"description": "No room on the disk; nothing was acknowledged.", "content": _PROBLEM},
}


class DescribedApi(NinjaAPI):
    """The API, whose description says of every refusal that it is a problem."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"] |= pack_schemas("#/components/schemas/{name}")
        for item in schema["paths"].values():
            for operation in item.values():
                for status, response in _ALWAYS.items():
                    operation["responses"].setdefault(status, response)
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        content[MEDIA_TYPE] = content.pop("application/json")
        return schema


def build() -> NinjaAPI:
    """Return the API with all its resources; its address is given by who mounts it."""
    built = DescribedApi(
        title="Depesch",
        version=VERSION,
        description="Hand over invoices and follow what becomes of them. A refusal is application/problem+json.",
        auth=TokenAuth(),
        docs_url=None,  # its page loads scripts from elsewhere, which our content security policy forbids
        urls_namespace="api",
    )
    answer_in_problems(built)
    for router in plugins("depesch.api.resources", "RESOURCE").values():
        built.add_router("", cast(Router, router))
    return built


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Return what Django's `path` mounts; a method that an address does not know is answered with a problem too."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _answering_in_problems(pattern.callback)
    return patterns, app_name, namespace


def _answering_in_problems(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        refusal = problem_response(request, "method-not-allowed", 405, value=request.method, allowed=response["Allow"])
        refusal["Allow"] = response["Allow"]
        return refusal

    return answer


@csrf_exempt  # no browser's form comes here, and a program is to get a problem and no page
def unknown_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address below the API's that is none."""
    return problem_response(request, "unknown-address", 404, value=request.path)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request of a program that was refused before it came to an address."""
    if isinstance(exception, DisallowedHost):
        name = request.META.get("HTTP_HOST", "")[:_MOST_OF_NAME]
        return problem_response(request, "host-unknown", 400, value=name, address=load().url)
    return problem_response(request, "request-not-taken", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request of a program that we failed at; the log has the details."""
    return problem_response(request, "server-error", 500)


api = build()
