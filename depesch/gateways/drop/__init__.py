"""The HTTPS drop: files handed over and collected with nothing but HTTP, such as curl or an ERP's "send to URL".

One address for each company, direction and send mode, `/drop/NAME/MODE/...`: NAME is the login's name, or the company's
id for API tokens; MODE is production, test or certification. `out` takes files, `sent` tells what became of them, `in`
gives out what came in. The folders are those of SFTP and FTP, seen from the company.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from depesch.gateways.drop.answers import answering, refusal
from depesch.gateways.drop.collecting import waiting, waiting_document, waiting_file
from depesch.gateways.drop.problems import DropProblem
from depesch.gateways.drop.sending import out, sent

_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")


@answering(*_METHODS)
def unknown_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address below the drop's that is none."""
    return refusal(request, DropProblem("unknown-address", 404, value=request.path))


_DROP = "drop/<str:drop>/<str:mode>"
ADDRESSES = [
    path(f"{_DROP}/out", out),
    path(f"{_DROP}/out/", out),
    re_path(r"^drop/(?P<drop>[^/]+)/(?P<mode>[^/]+)/out/(?P<name>(?s:.+))\Z", out),  # a line feed too: told in words
    path(f"{_DROP}/sent/<uuid:document_id>", sent),
    path(f"{_DROP}/in", waiting),
    path(f"{_DROP}/in/", waiting),
    path(f"{_DROP}/in/<uuid:document_id>", waiting_document),
    path(f"{_DROP}/in/<uuid:document_id>/<str:name>", waiting_document),
    path(f"{_DROP}/in/<uuid:document_id>/files/<uuid:file_id>/<str:name>", waiting_file),
    re_path(r"^drop(?:/(?P<rest>(?s:.*)))?\Z", unknown_address),
]
