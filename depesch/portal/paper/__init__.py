"""Screen: prints and scans: their pages as pictures, and going through what was read of them."""

from __future__ import annotations

from django.urls import path

from depesch.portal.paper.dividing import divide_scan_page
from depesch.portal.paper.pictures import paper_page
from depesch.portal.paper.scan import confirm_scan_page
from depesch.portal.paper.views import read_through_page

ADDRESSES = [
    path("documents/<uuid:document_id>/pages/<int:number>/", paper_page, name="paper_page"),
    path("documents/<uuid:document_id>/read-through/", read_through_page, name="read_through"),
    path("incoming/<uuid:document_id>/scan/", confirm_scan_page, name="confirm_scan"),
    path("incoming/<uuid:document_id>/scan/divide/", divide_scan_page, name="divide_scan"),
]
