"""What is handed out of a design: its picture, its source, and what somebody needs to write one."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from depesch.hub.flows.design_kit import starter_kit
from depesch.hub.flows.designing import picture_of
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.filenames import safe_file_name
from depesch.portal.access import company_at, for_member
from depesch.portal.designs.finding import version_called
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest
from depesch.rendering.pdf import our_template


@require_GET
@for_member(Permission.ADMINISTER, acting=False)
def design_picture(request: PortalRequest, version_id: UUID) -> HttpResponseBase:
    """Show the first page of a sample in the design; drawn outside a transaction when it is not there yet."""
    company = company_at(request)
    with acting_for(company.pk):
        version_called(version_id)
    picture = picture_of(company, version_id)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=60"
    return response


@require_GET
@for_member(Permission.ADMINISTER)
def design_source(request: PortalRequest, version_id: UUID) -> HttpResponseBase:
    """Hand out the source of a design; of one that was chosen in the form, our template."""
    version = version_called(version_id)
    source = our_template() if version.source is None else bytes(version.source)
    return _download(f"{version.design.name}-{version.number}.typ", "text/plain; charset=utf-8", source)


@require_GET
@for_member(Permission.ADMINISTER)
def design_kit(request: PortalRequest) -> HttpResponseBase:
    """Hand out our template with a sample and what its names mean."""
    return _download("design.zip", "application/zip", starter_kit(language()))


def _download(name: str, media_type: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, safe_file_name(name)) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
