"""`/documents/{id}/as/{format}`: a document in another format, and what that could not hold."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from depesch.api.callers import caller_who_may
from depesch.api.lookups import document_of
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.documents.converting import UnknownFormat, convert, target_named
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.filenames import safe_stem
from depesch.syntaxes import UnreadableDocument

RESOURCE = Router(tags=["documents"])


@RESOURCE.get(
    "/documents/{uuid:document_id}/as/{slug:format_name}",
    response={200: None, 401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails, 422: ProblemDetails},
    operation_id="converted",
    openapi_extra={
        "responses": {
            200: {
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
                "headers": {
                    "Depesch-Losses": {
                        "description": "How many values the format could not hold as they were.",
                        "schema": {"type": "integer"},
                    }
                },
            }
        }
    },
)
def converted(request: HttpRequest, document_id: UUID, format_name: str) -> HttpResponse:
    """The document written in the format of that name (`depesch formats` lists them), made from the original."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        document = document_of(document_id)
        original = next(file for file in files_of(document_id) if file.role == FileRole.ORIGINAL)
        content = content_of(original)
    try:
        conversion, target = convert(content, to=format_name), target_named(format_name)
    except UnknownFormat as error:
        raise ApiProblem("invalid-request", 422, value=str(error)) from error
    except UnreadableDocument as error:
        raise ApiProblem("invalid-request", 422, value=str(error)) from error
    name = safe_stem(document.number or "document", max_bytes=100) + target.suffix
    response = HttpResponse(conversion.data, content_type=target.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Depesch-Losses"] = str(len(conversion.losses) + len(conversion.unread))
    response["X-Content-Type-Options"] = "nosniff"
    return response
